"""The word pieces that both encoders read, and which of them are common English words.

`vocabulary.txt` is the WordPiece vocabulary of all-MiniLM-L6-v2 (see NOTICE beside it), one piece
a line, the more common earlier among the whole words.
"""

from functools import lru_cache
from pathlib import Path

from tokenizers import BertWordPieceTokenizer

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
MOST_PIECES = 64
COMMON_WORDS = 8_000


@lru_cache(maxsize=1)
def tokenizer() -> BertWordPieceTokenizer:
    """The tokenizer; it reads at most MOST_PIECES of a text."""
    loaded = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    loaded.enable_truncation(MOST_PIECES)
    return loaded


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The most common English words, for telling a slip from a word."""
    pieces = VOCABULARY.read_text(encoding="utf-8").split("\n")
    words = [piece for piece in pieces if piece.isascii() and piece.isalpha() and len(piece) > 1]
    return frozenset(words[:COMMON_WORDS])
