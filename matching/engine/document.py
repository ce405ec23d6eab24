"""Reading a JSON object field by field, refusing whatever is not as promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.engine.normalise import has_words

ID_BYTES = 100


class CatalogError(ValueError):
    """A catalog is not what the engine can answer with; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one JSON object and its place in the document."""

    place: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, place: str, value: Any) -> "Fields":
        """The fields of a value that has to be an object."""
        if not isinstance(value, dict):
            raise CatalogError(f"{place} must be an object.")
        return cls(place, value)

    def allow(self, *names: str) -> None:
        """Refuse any field but these."""
        for name in self.values:
            if name not in names:
                raise CatalogError(f"{self.place} has an unknown field {name!r}.")

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        return self._string(name, self.values.get(name, ""))

    def words(self, name: str) -> str:
        """A string that has to be there and hold a letter or a digit."""
        return self._phrase(name, self.values.get(name))

    def identifier(self, name: str) -> str:
        """A printable string that has to be there, at most ID_BYTES long."""
        value = self._string(name, self.values.get(name))
        if not value.strip() or not value.isprintable() or len(value.encode()) > ID_BYTES:
            raise self._error(name, f"must be a printable text of at most {ID_BYTES} bytes")
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of strings, empty when absent."""
        items = enumerate(self._list(name))
        return tuple(self._string(f"{name}[{index}]", item) for index, item in items)

    def phrases(self, name: str, *, is_required: bool = False) -> tuple[str, ...]:
        """A list of strings that each hold a letter or a digit."""
        if is_required and name not in self.values:
            raise self._error(name, "is required")
        items = enumerate(self._list(name))
        return tuple(self._phrase(f"{name}[{index}]", item) for index, item in items)

    def objects(self, name: str) -> list["Fields"]:
        """A list of objects, empty when absent."""
        place = f"{self.place}.{name}" if self.place != "catalog" else name
        return [Fields.of(f"{place}[{at}]", item) for at, item in enumerate(self._list(name))]

    def object(self, name: str) -> "Fields":
        """An object, without fields when absent."""
        return Fields.of(name, self.values.get(name, {}))

    def integer(self, name: str) -> int:
        """A whole number, 0 when absent."""
        value = self.values.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._error(name, "must be a whole number")
        return value

    def flag(self, name: str) -> bool:
        """True or false, false when absent."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise self._error(name, "must be true or false")
        return value

    def fraction(self, name: str, default: float | None = None) -> float:
        """A number from 0 to 1; null or absent gives the default where there is one."""
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise self._error(name, "must be a number from 0 to 1")
        return float(value)

    def _list(self, name: str) -> list[Any]:
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise self._error(name, "must be a list")
        return value

    def _string(self, name: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self._error(name, "must be a text")
        return value

    def _phrase(self, name: str, value: Any) -> str:
        phrase = self._string(name, value)
        if not has_words(phrase):
            raise self._error(name, "must hold a letter or a digit")
        return phrase

    def _error(self, name: str, fault: str) -> CatalogError:
        place = name if self.place == "catalog" else f"{self.place}.{name}"
        return CatalogError(f"{place} {fault}.")
