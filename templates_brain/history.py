"""The history of a company's configuration: each change on record, each state restorable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from templates_brain.models import ConfigurationChange, ConfigurationPart, Section
from templates_brain.publishing import content_hash
from templates_brain.snapshots import completed_section, read_section, write_section
from tenants.audit import record
from tenants.configuration import configuration_version

Content = dict[str, Any]

ALL_SECTIONS = tuple(Section)


class EditedSince(RuntimeError):
    """What is to be undone is not how the configuration stands any more."""


class NothingToUndo(LookupError):
    """The last sync was undone already, or there never was one."""


@dataclass(frozen=True)
class Undoable:
    """The last sync, and the change whose state stood before it."""

    last: ConfigurationChange
    before: ConfigurationChange


def keep_state() -> None:
    """Put the state before the first recorded change on record, so that it can be returned to."""
    if not ConfigurationChange.objects.exists():
        _add("system", "began", {}, ALL_SECTIONS)


def record_change(
    actor: str, action: str, sections: Iterable[str] | Mapping[str, Content], **details: Any
) -> int:
    """Put the state after a change on record and in the audit log; return its version.

    Call it after the writes, in their transaction; `sections` are those that may have changed,
    by their content where the caller knows it.
    """
    change = _add(actor, action, details, sections)
    record(actor, action, version=change.version, **details)
    return change.version


def restore(version: int, *, actor: str) -> int:
    """Return to the state after a recorded version; return the new version.

    Raises `ConfigurationChange.DoesNotExist` for a version that is not on record.
    """
    change = _changes().get(version=version)
    _write_back(change)
    return record_change(actor, "configuration_restored", ALL_SECTIONS, restored=version)


def undo_sync(*, actor: str) -> int:
    """Return to exactly what stood before the last sync; return the new version.

    Raises what `sync_to_undo` raises.
    """
    found = sync_to_undo()
    _write_back(found.before)
    return record_change(actor, "sync_undone", ALL_SECTIONS, undone=found.last.version)


def sync_to_undo() -> Undoable:
    """Return what undoing would undo, and return to; nothing is written.

    Raises `EditedSince` after later edits, `NothingToUndo` where the last change is no sync.
    """
    last = _changes().filter(action__in=("template_synced", "sync_undone")).first()
    if last is None or last.action == "sync_undone":
        raise NothingToUndo("There is no sync to undo.")
    if any(not _stands(last, section) for section in ALL_SECTIONS):
        raise EditedSince("The configuration was edited after that sync; restore it from history.")
    before = _changes().filter(version__lt=last.version).first()
    if before is None:
        raise NothingToUndo("There is nothing on record from before that sync.")
    return Undoable(last, before)


def _changes() -> Any:
    return ConfigurationChange.objects.select_related(*(section.value for section in Section))


def _write_back(change: ConfigurationChange) -> None:
    for section in ALL_SECTIONS:
        if not _stands(change, section):
            write_section(section, getattr(change, section).content)


def _stands(change: ConfigurationChange, section: str) -> bool:
    recorded: dict[str, Any] = getattr(change, section).content
    return completed_section(section, recorded) == read_section(section)


def _add(
    actor: str,
    action: str,
    details: dict[str, Any],
    sections: Iterable[str] | Mapping[str, Content],
) -> ConfigurationChange:
    last = ConfigurationChange.objects.first()
    names = ALL_SECTIONS if last is None else tuple(sections)
    parts = {f"{name}_id": getattr(last, f"{name}_id") for name in ALL_SECTIONS if last}
    known = sections if isinstance(sections, Mapping) else {}
    parts |= {f"{name}_id": _part(name, known.get(name)).pk for name in names}
    version = max(configuration_version(), last.version + 1 if last else 1)
    return ConfigurationChange.objects.create(
        version=version, actor=actor, action=action, details=details, **parts
    )


def _part(section: str, known: Content | None) -> ConfigurationPart:
    content = read_section(section) if known is None else known
    part, _ = ConfigurationPart.objects.get_or_create(
        section=section, content_hash=content_hash(content), defaults={"content": content}
    )
    return part
