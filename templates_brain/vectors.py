"""Vectors of templates' triggers, encoded once and shared by every company's index.

Those of the bundled templates are a file beside them; a version that staff publish keeps its own.
What a company wrote itself is not among them.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from matching.engine import Catalog, vectors
from matching.engine.encoders import current_encoder
from matching.engine.reading import build_reader
from templates_brain.linting import catalog_of
from templates_brain.models import TemplateVersion
from tenants.databases import on_commit

BUNDLED = Path(__file__).with_name("brains") / "vectors.npz"
"""Made by `encode_brains`."""

SHARED_ENCODER = "minilm"
"""The static table costs less to read than a kept vector to find."""

_shared: set[tuple[str, int]] = set()


def spoken_texts(content: dict[str, Any]) -> Iterator[str]:
    """The triggers of a template's document as a company's index reads them."""
    catalog = Catalog.from_document(catalog_of(content))
    reader = build_reader(catalog)
    for scenario in catalog.scenarios:
        yield from reader.read_all(scenario.triggers)


def encode_after_commit(version: TemplateVersion) -> None:
    """Encode a version's triggers as soon as it is published: it takes seconds, and no lock."""
    on_commit(lambda: _encode(version.pk))


def share_version(key: str, number: int) -> None:
    """Let this process's indexes use the vectors of a version, where they were kept."""
    if not key or (key, number) in _shared:
        return
    versions = TemplateVersion.objects.filter(template__key=key, number=number)
    kept = versions.values_list("vectors", flat=True).first()
    if kept:
        vectors.share(*vectors.read_vectors(BytesIO(bytes(kept))))
        _shared.add((key, number))


def _encode(version_id: UUID) -> None:
    content = TemplateVersion.objects.values_list("content", flat=True).get(pk=version_id)
    encoder = current_encoder()
    if encoder.name != SHARED_ENCODER:
        return
    _, bundled = vectors.read_vectors(BUNDLED)
    missing = [text for text in set(spoken_texts(content)) if vectors.text_key(text) not in bundled]
    if missing:
        file = BytesIO()
        vectors.write_vectors(file, encoder, missing)
        TemplateVersion.objects.filter(pk=version_id).update(vectors=file.getvalue())
