"""How well the engine understands labelled utterances: plain figures from plain values."""
