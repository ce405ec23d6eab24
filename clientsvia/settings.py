"""The one place where the environment is read. Names and defaults: README, "Settings"."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp import constants as csp
from django.core.exceptions import ImproperlyConfigured

from clientsvia import environment as env
from clientsvia.machine import processors
from tenants.patience import PatientConnection
from tenants.redis_cluster import SCHEMES as CLUSTER_SCHEMES
from tenants.redis_cluster import is_cluster

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.directory("VAR_DIR", BASE_DIR / "var")

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.kept_secret("SECRET_KEY", VAR_DIR, made_here=DEBUG)
ENCRYPTION_KEYS = env.encryption_keys(
    "ENCRYPTION_KEYS", env.kept_secret("ENCRYPTION_KEYS", VAR_DIR, made_here=DEBUG)
)

PORT = env.number("PORT", 8000, minimum=1, maximum=65535)
WORKERS = env.number("WORKERS", max(2, processors()), minimum=1, maximum=256)
THREADS = env.number("THREADS", 4, minimum=1, maximum=64)
PUBLIC_BASE_URL = env.origin("PUBLIC_BASE_URL", f"http://127.0.0.1:{PORT}")
PROXIES = env.number("PROXIES", 0, minimum=0, maximum=9)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1")
TWILIO_AUTH_TOKEN = env.secret("TWILIO_AUTH_TOKEN")
ELEVENLABS_URL = env.origin("ELEVENLABS_URL", "https://api.elevenlabs.io")
TWILIO_ACCOUNT_SID = env.text("TWILIO_ACCOUNT_SID")
TWILIO_API_URL = env.origin("TWILIO_API_URL", "https://api.twilio.com")
SMS_PROVIDER = env.choice("SMS_PROVIDER", "record" if DEBUG else "twilio", ("twilio", "record"))
AGENTS_PER_PROCESS = env.number("AGENTS_PER_PROCESS", 256, minimum=1, maximum=1_000_000)
JOURNAL_MAX_BYTES = env.number("JOURNAL_MAX_BYTES", 268_435_456, minimum=0, maximum=2**50)

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "tenants",
    "matching",
    "templates_brain",
    "knowledge",
    "telephony",
]
MIDDLEWARE = [
    "clientsvia.metrics.MetricsMiddleware",
    "clientsvia.time_limit.TimeLimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "clientsvia.security_headers.PermissionsPolicyMiddleware",
    "clientsvia.security_headers.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.LogContextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tenants.middleware.StaffScopeMiddleware",
    "tenants.middleware.CompanyAccessMiddleware",
]
ROOT_URLCONF = "clientsvia.urls"
WSGI_APPLICATION = "clientsvia.wsgi.application"
ASGI_APPLICATION = "clientsvia.asgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [BASE_DIR / "clientsvia" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASE_WAIT_SECONDS = 1


def _database(name: str, url: str) -> dict[str, object]:
    try:
        database = dj_database_url.parse(url)
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
        raise ImproperlyConfigured(
            f"{name} must be postgres://… or sqlite:///…, not what was given."
        ) from error
    options = _ENGINE_OPTIONS.get(database["ENGINE"])
    if options is None:
        raise ImproperlyConfigured(f"{name} must be postgres://… or sqlite:///….")
    database["OPTIONS"] = {**options, **database.get("OPTIONS", {})}
    database["ENGINE"] = _OWN_ENGINES.get(database["ENGINE"], database["ENGINE"])
    return dict(database)


def _databases() -> dict[str, dict[str, object]]:
    """Return the database as the application reaches it, and as the other roles that are given."""
    default = env.secret("DATABASE_URL", f"sqlite:///{VAR_DIR / 'clientsvia.sqlite3'}")
    databases = {"default": _database("DATABASE_URL", default)}
    for alias, name in _OTHER_DATABASES.items():
        if env.secret(name):
            databases[alias] = _database(name, env.secret(name))
        if databases.get(alias, {}).get("NAME") not in (None, databases["default"]["NAME"]):
            raise ImproperlyConfigured(f"{name} and DATABASE_URL must name the same database.")
    if "replica" in databases:
        databases["replica"] = _read_only(databases["replica"], databases["default"])
    return databases


def _read_only(replica: dict[str, object], primary: dict[str, object]) -> dict[str, object]:
    """Return a replica as which nothing is written, whatever the server would take."""
    if "postgresql" not in str(replica["ENGINE"]) or replica["USER"] != primary["USER"]:
        raise ImproperlyConfigured(
            "REPLICA_DATABASE_URL must be postgres://… with the user of DATABASE_URL."
        )
    options: dict[str, object] = {**replica["OPTIONS"]}  # type: ignore[dict-item]
    options["options"] = f"{options.get('options', '')} -c default_transaction_read_only=on".strip()
    return {**replica, "OPTIONS": options, "TEST": {"MIRROR": "default"}}


_OTHER_DATABASES = {
    "staff": "STAFF_DATABASE_URL",
    "owner": "OWNER_DATABASE_URL",
    "replica": "REPLICA_DATABASE_URL",
}
_OWN_ENGINES = {"django.db.backends.postgresql": "tenants.postgresql"}
_ENGINE_OPTIONS: dict[str, dict[str, object]] = {
    "django.db.backends.sqlite3": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    "django.db.backends.postgresql": {
        "connect_timeout": DATABASE_WAIT_SECONDS,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
        "pool": {
            "connection_class": PatientConnection,
            "min_size": 1,
            "max_size": THREADS + 4,
            "timeout": DATABASE_WAIT_SECONDS,
            "reconnect_timeout": 2,
        },
    },
}
DATABASES = _databases()
DATABASE_ROUTERS = ["tenants.databases.AliasInForce"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MATCHING_ENCODER = env.choice("MATCHING_ENCODER", "minilm", ("minilm", "static"))
env.one_thread_each()

REDIS_URL = env.server("REDIS_URL", ("redis", "rediss", "unix", *CLUSTER_SCHEMES))
REDIS_WAIT_SECONDS = env.number("REDIS_WAIT_MS", 50, minimum=5, maximum=10_000) / 1000


def cache_at(url: str) -> dict[str, object]:
    """Return the cache on this Redis, or one of each process's own."""
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "KEY_FUNCTION": "tenants.cache.raw_key",
        }
    options: dict[str, object] = {
        "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
        "SOCKET_CONNECT_TIMEOUT": REDIS_WAIT_SECONDS,
        "SOCKET_TIMEOUT": REDIS_WAIT_SECONDS,
    }
    if is_cluster(url):
        options["CONNECTION_FACTORY"] = "tenants.redis_cluster.ClusterConnections"
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": [url],
        "KEY_FUNCTION": "tenants.cache.raw_key",
        "OPTIONS": options,
    }


CACHES = {"default": cache_at(REDIS_URL)}

METRICS_TOKEN = env.secret("METRICS_TOKEN")
METRICS_BY_COMPANY = env.flag("METRICS_BY_COMPANY", default=False)
OTLP_ENDPOINT = env.server("OTEL_EXPORTER_OTLP_ENDPOINT", ("http", "https")).rstrip("/")

RATE_USER = env.rate("RATE_USER", "1200/m")
RATE_SIGN_IN = env.rate("RATE_SIGN_IN", "10/m")
CALLS_PER_COMPANY = env.rate("CALLS_PER_COMPANY", "120/m")
TURNS_AT_ONCE_PER_COMPANY = env.number(
    "TURNS_AT_ONCE_PER_COMPANY", max(1, THREADS // 2), minimum=1, maximum=64
)
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not DEBUG)

AUTH_USER_MODEL = "tenants.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["tenants.authentication.PasswordAuthentication"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "tenants.passwords.LongForStaff"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tenants.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["tenants.permissions.NobodyMay"],
    "DEFAULT_PARSER_CLASSES": ["tenants.parsers.TextJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "tenants.schema.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["tenants.filters.TextSearch", "tenants.filters.NamedOrdering"],
    "DEFAULT_PAGINATION_CLASS": "tenants.pagination.PageNumberPages",
    "EXCEPTION_HANDLER": "clientsvia.errors.answer_error",
    "NON_FIELD_ERRORS_KEY": "nonFieldErrors",
    "UNAUTHENTICATED_USER": None,
}
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "ROTATE_REFRESH_TOKENS": True,
    "BLACKLIST_AFTER_ROTATION": True,
    "CHECK_REVOKE_TOKEN": True,
    "REVOKE_TOKEN_CLAIM": "passwordHash",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ClientsVia",
    "DESCRIPTION": "The API of a company's AI phone receptionist. Sign in at `/api/auth/token` and "
    "send the access token as a bearer. Twilio's webhooks, `/health` and this document itself are "
    "not part of it.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/",
    "COMPONENT_SPLIT_REQUEST": True,
    "CAMELIZE_NAMES": True,
    "POSTPROCESSING_HOOKS": [],  # enums stand where they are used, without made-up names
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
UNFOLD = {
    "SITE_TITLE": "ClientsVia",
    "SITE_HEADER": "ClientsVia",
    "SITE_SUBHEADER": "The operators' desk",
    "SITE_SYMBOL": "support_agent",
    "SIDEBAR": {"navigation": "clientsvia.navigation.sidebar"},
    "ACCOUNT": {"navigation": "clientsvia.navigation.account"},
}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "clientsvia" / "static"]
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ROOT = BASE_DIR / "clientsvia" / "root"  # what browsers ask for at the top

_IS_HTTPS = PUBLIC_BASE_URL.startswith("https://")
_COOKIE_PREFIX = "__Host-" if _IS_HTTPS else ""
SESSION_ENGINE = "tenants.sessions"
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading HSTS is for the domain's owner to ask for
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.NONE],
        "script-src": [csp.SELF, csp.NONCE],
        "style-src": [csp.SELF, csp.NONCE],
        "img-src": [csp.SELF, "data:"],
        "font-src": [csp.SELF],
        "connect-src": [csp.SELF],
        "media-src": [csp.SELF],
        "form-action": [csp.SELF],
        "base-uri": [csp.NONE],
        "frame-ancestors": [csp.NONE],
    }
}
DESK_CONTENT_POLICY = {
    "script-src": [csp.UNSAFE_EVAL],
    "style-src": [csp.UNSAFE_INLINE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
UPLOAD_MAX_BYTES = 10_485_760

_LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tenants.logs.JSONFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": _LOG_LEVEL},
    "loggers": {  # without handlers of their own, which write messages as they come
        **{
            name: {"level": _LOG_LEVEL, "propagate": True}
            for name in ("django", "django.server", "gunicorn.error")
        },
        "twilio": {"level": "WARNING"},  # below, it tells whole phone numbers
    },
}
