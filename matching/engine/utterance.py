"""An utterance made ready to be compared with an index."""

from dataclasses import dataclass

from matching.engine.encoders.protocol import Floats
from matching.engine.index import Index
from matching.engine.normalise import Heard


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """What was heard; its words with the misheard put right (and which became what); its vector."""

    heard: Heard
    words: tuple[str, ...]
    repaired: tuple[tuple[str, str], ...]
    vector: Floats
    encoder_name: str


def prepare(index: Index, text: str) -> Utterance:
    """Text as the index compares it."""
    heard = index.reader.read(text)
    words, repaired = index.speller.repair(heard.tokens)
    said = " ".join(words)
    known = index.scenarios.vector_of(said)
    return Utterance(
        heard=heard,
        words=tuple(words),
        repaired=tuple(repaired),
        vector=index.encoder.encode([said])[0] if known is None else known,
        encoder_name=index.encoder.name,
    )
