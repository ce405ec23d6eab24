"""The only way into the cache for a company's data: a closed list of names under its own keys."""

from collections.abc import Callable
from functools import partial
from logging import getLogger
from typing import Any
from uuid import UUID

from django.core.cache import cache
from redis.exceptions import RedisError

from tenants import breakers
from tenants.gauges import CACHE_READS

logger = getLogger(__name__)

PROFILE_TTL_SECONDS = 3600
READINESS_TTL_SECONDS = 30
PHRASES_TTL_SECONDS = 86_400

_KEYS = {
    "profile": ("company:{company_id}", PROFILE_TTL_SECONDS),
    "texting": ("company:{company_id}:texting", PROFILE_TTL_SECONDS),
    "readiness": ("readiness:{company_id}", READINESS_TTL_SECONDS),
    "phrases": ("company:{company_id}:phrases", PHRASES_TTL_SECONDS),
}


NAMES = frozenset(_KEYS)
"""What may be kept of a company."""


def raw_key(key: str, key_prefix: str, version: int) -> str:
    """Return the key as it stands in Redis: Django's prefix and version are not used."""
    return key


class CompanyCache:
    """One company's cache: JSON in an envelope that names the company and the version.

    A value of another company or another configuration version is a miss. Redis out of
    reach is a miss too: it never breaks what it speeds up.
    """

    def __init__(self, company_id: UUID) -> None:
        self.company_id = company_id

    def get(self, name: str, version: int) -> Any | None:
        """Return what was kept under `name` at `version`, or None."""
        value = self._value(name, version)
        CACHE_READS.labels(name, "miss" if value is None else "hit").inc()
        return value

    def put(self, name: str, version: int, value: Any) -> None:
        """Keep a JSON value under `name` for that name's time to live."""
        key, ttl_seconds = self._key(name)
        envelope = {"companyId": str(self.company_id), "version": version, "value": value}
        _asked(partial(cache.set, key, envelope, ttl_seconds))

    def forget(self, *names: str) -> None:
        """Drop what was kept under these names."""
        _asked(partial(cache.delete_many, [self._key(name)[0] for name in names]))

    def _value(self, name: str, version: int) -> Any | None:
        key, _ = self._key(name)
        try:
            envelope = _asked(partial(cache.get, key))
        except ValueError:  # what stands there is not JSON
            return None
        if not isinstance(envelope, dict):
            return None
        if (envelope.get("companyId"), envelope.get("version")) != (str(self.company_id), version):
            return None
        return envelope.get("value")

    def _key(self, name: str) -> tuple[str, int]:
        template, ttl_seconds = _KEYS[name]
        return template.format(company_id=self.company_id), ttl_seconds


def cache_answers() -> bool:
    """Return whether the cache keeps what it is given."""
    _asked(partial(cache.set, "health", "ok", 5))
    return bool(_asked(partial(cache.get, "health")) == "ok")


def _asked(question: Callable[[], Any]) -> Any | None:
    """Return what the cache answers, or None where it does not or is left alone."""
    try:
        with breakers.redis.asking():
            return question()
    except breakers.Resting:
        return None
    except RedisError:
        logger.exception("cache_failed")
        return None
