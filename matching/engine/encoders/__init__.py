"""Encoders: a text as a vector of length 1, close to those of texts that mean the same."""

from matching.engine.encoders.choice import choose_encoder, current_encoder
from matching.engine.encoders.protocol import Encoder, EncoderUnavailable

__all__ = ["Encoder", "EncoderUnavailable", "choose_encoder", "current_encoder"]
