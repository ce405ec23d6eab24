"""Typed readers of the environment; each refuses nonsense in one line that names the setting."""

import base64
import os
import re
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"on", "1", "true", "yes"}
_FALSE = {"off", "0", "false", "no", ""}
_PERIODS = {"s": "second", "m": "minute", "h": "hour", "d": "day"}
KEY_BYTES = 32


def text(name: str, default: str = "") -> str:
    """Return the setting without surrounding blanks."""
    return os.environ.get(name, "").strip() or default


def secret(name: str, default: str = "") -> str:
    """Return a secret: the setting itself, or what stands in the file that `NAME_FILE` names."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    if text(name):
        raise ImproperlyConfigured(f"{name}_FILE must not be given beside {name}.")
    try:
        return Path(path).read_text().strip() or default
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{name}_FILE must be a readable file, not {path}.") from error


def flag(name: str, default: bool) -> bool:
    """Return an on/off setting."""
    value = text(name, "on" if default else "off").lower()
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")
    return value in _TRUE


def number(name: str, default: int, minimum: int, maximum: int) -> int:
    """Return a whole number between `minimum` and `maximum`."""
    value = text(name, str(default))
    if not value.isdecimal() or not minimum <= int(value) <= maximum:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {minimum} to {maximum}, not {value!r}."
        )
    return int(value)


def names(name: str, default: str) -> list[str]:
    """Return a comma separated list, blanks dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of `allowed`."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def origin(name: str, default: str) -> str:
    """Return `scheme://host[:port]`, without a trailing slash."""
    value = text(name, default).rstrip("/")
    parts = _split(value)
    if parts is None or parts.scheme not in {"http", "https"} or value != _origin_of(parts):
        raise ImproperlyConfigured(f"{name} must be an origin like https://example.com.")
    return value


def server(name: str, schemes: tuple[str, ...]) -> str:
    """Return the URL of a server, or of a cluster's nodes; an empty text without one."""
    value = secret(name)
    first, *others = value.split(",") if "+cluster://" in value else [value]
    parts = _split(first)
    are_nodes = all(_split(f"//{node}") for node in others)
    if value and (parts is None or parts.scheme not in schemes or not are_nodes):
        raise ImproperlyConfigured(f"{name} must be a URL of {', '.join(schemes)}.")
    return value


def directory(name: str, default: Path) -> Path:
    """Return a directory, made where it is not there yet."""
    path = Path(text(name, str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} must be a directory, not {path}.") from error
    return path


def one_thread_each() -> None:
    """Keep numpy's library to the thread that calls it, unless the environment says otherwise.

    A worker answers several calls at once; threads of its own would only be in their way. It is
    read when numpy is first imported.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _split(url: str) -> SplitResult | None:
    """Return the URL's parts, or None where its host or port cannot be one."""
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def _origin_of(parts: SplitResult) -> str | None:
    named = parts.hostname and parts.username is None
    return f"{parts.scheme}://{parts.netloc}" if named else None


def rate(name: str, default: str) -> str:
    """Return a rate such as `10/m`, with its period's name spelled out: `10/minute`."""
    value = text(name, default)
    parts = re.fullmatch(r"([1-9]\d*)/(s|m|h|d|sec|min|minute|second|hour|day)", value, re.ASCII)
    if parts is None:
        raise ImproperlyConfigured(f"{name} must look like 10/m, not {value!r}.")
    return f"{parts[1]}/{_PERIODS[parts[2][0]]}"


def kept_secret(name: str, directory: Path, made_here: bool) -> str:
    """Return a secret; `made_here` makes it once and keeps it in `directory`."""
    value = secret(name)
    if value:
        return value
    if not made_here:
        raise ImproperlyConfigured(f"{name} is required when DEBUG is off.")
    return _kept_in_file(directory / name.lower())


def _kept_in_file(path: Path) -> str:
    """Return the secret in the file; the first process to come makes it, whole or not at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text().strip()


def encryption_keys(name: str, value: str) -> list[bytes]:
    """Return the AES-256 keys in `value`: base64 of either alphabet, the first encrypts."""
    keys = [_key(name, part.strip()) for part in value.split(",") if part.strip()]
    if not keys:
        raise ImproperlyConfigured(f"{name} must hold at least one key.")
    return keys


def _key(name: str, encoded: str) -> bytes:
    padded = encoded.rstrip("=") + "=" * (-len(encoded.rstrip("=")) % 4)
    try:
        key = base64.b64decode(padded.replace("-", "+").replace("_", "/"), validate=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be base64, comma separated.") from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must hold keys of {KEY_BYTES} bytes each.")
    return key
