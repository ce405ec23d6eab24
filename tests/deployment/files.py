"""The files of a deployment, read as Docker reads them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
NGINX = ROOT / "deploy" / "nginx" / "nginx.conf"
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


@dataclass(frozen=True)
class Compose:
    """`docker-compose.yml`, with the values of an `.env` file put in."""

    given: Mapping[str, str]

    @property
    def document(self) -> dict[str, Any]:
        """The whole file."""
        text = (ROOT / "docker-compose.yml").read_text()
        document: dict[str, Any] = yaml.safe_load(_VARIABLE.sub(self._value, text))
        return document

    def service(self, name: str) -> dict[str, Any]:
        """Return a service."""
        service: dict[str, Any] = self.document["services"][name]
        return service

    def environment(self, name: str) -> dict[str, str]:
        """Return the environment that a service is started in."""
        told = self.service(name).get("environment", {})
        return {key: "" if value is None else str(value) for key, value in told.items()}

    def _value(self, found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        value = self.given.get(name, "")
        if kind == "?" and not value:
            raise KeyError(f"{name}: {rest}")
        return value or (rest if kind == "-" else "")


def image_command() -> list[str]:
    """Return what the image runs."""
    return _in_brackets("\nCMD ")


def image_health_command() -> list[str]:
    """Return what tells whether a container is healthy."""
    return _in_brackets(" CMD ")


def _in_brackets(before: str) -> list[str]:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    command: list[str] = json.JSONDecoder().raw_decode(text.partition(before)[2])[0]
    return command
