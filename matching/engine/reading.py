"""How a catalog reads text: its fillers, its urgent words and its synonyms, for both sides."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.engine.catalog import Catalog
from matching.engine.normalise import Heard, normalise
from matching.engine.synonyms import Synonyms, build_synonyms


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads an utterance exactly as the triggers were read."""

    filler_words: tuple[str, ...]
    urgency_words: tuple[str, ...]
    synonyms: Synonyms

    def read(self, text: str) -> Heard:
        """Text normalised, with each synonym replaced."""
        heard = normalise(text, self.filler_words, self.urgency_words)
        words = self.synonyms.apply(heard.tokens)
        return Heard(text=" ".join(words), tokens=words, stripped=heard.stripped)

    def read_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Each text as it is compared, those that say nothing left out."""
        return tuple(said for text in texts if (said := self.read(text).text))


def build_reader(catalog: Catalog) -> Reader:
    """The reader of a catalog."""
    urgent = tuple(keyword.word for keyword in catalog.urgency_keywords)
    fillers = catalog.filler_words

    def words(text: str) -> tuple[str, ...]:
        return normalise(text, fillers, urgent).tokens

    pairs = [(words(one.word), words(one.means)) for one in catalog.synonyms]
    return Reader(fillers, urgent, build_synonyms(pairs))
