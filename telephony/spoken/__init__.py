"""What is said, made fit for speech: numbers, times, addresses, links and units of English text."""

from telephony.spoken.parts import Part, without_controls
from telephony.spoken.reading import spoken_parts, spoken_text

__all__ = ["Part", "spoken_parts", "spoken_text", "without_controls"]
