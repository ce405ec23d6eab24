"""An encoder that encodes each text once in its life."""

from collections.abc import Sequence

import numpy as np

from matching.engine.encoders import Encoder
from matching.engine.encoders.protocol import Floats


class Remembering:
    """Another encoder, with all that it ever made held in memory."""

    def __init__(self, encoder: Encoder) -> None:
        """Begin with nothing held."""
        self._encoder = encoder
        self._held: dict[str, Floats] = {}
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """What the other encoder makes of these texts."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._held]
        self._held |= zip(missing, self._encoder.encode(missing), strict=True)
        rows = [self._held[text] for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimensions), dtype=np.float32)
