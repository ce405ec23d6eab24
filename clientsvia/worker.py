"""What each process that answers calls does first."""

from matching.engine.encoders import current_encoder
from telephony.journal.replayer import begin_replaying
from telephony.standby import load_standby


def begin_work() -> None:
    """Load the encoder and the standby records, so that the first call waits for neither.

    What could not be recorded is replayed from now on. All of it belongs to one process: the
    encoder and the replay have threads, which a fork would leave behind.
    """
    current_encoder()
    load_standby()
    begin_replaying()
