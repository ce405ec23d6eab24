"""What each process that answers calls does first: at once, or, where it is a fork, after that."""

_is_left_to_forks = False


def leave_to_forks() -> None:
    """Let the forks of this process begin to work, and not the process itself."""
    global _is_left_to_forks
    _is_left_to_forks = True


def begin_unless_left_to_forks() -> None:
    """Begin to work in the process that answers calls itself."""
    if not _is_left_to_forks:
        begin_work()


def begin_work() -> None:
    """Load the encoder and the standby records, so that the first call waits for neither.

    What could not be recorded is replayed from now on, late requests are stopped, and figures and
    traces told. All of it belongs to one process: it has threads, which a fork would leave behind.
    """
    from clientsvia.sampling import begin_sampling
    from clientsvia.time_limit import begin_watching
    from clientsvia.tracing import begin_tracing
    from matching.engine.encoders import current_encoder  # once the apps are loaded
    from telephony.journal.replayer import begin_replaying
    from telephony.standby import load_standby

    current_encoder()
    load_standby()
    begin_replaying()
    begin_watching(is_replaceable=_is_left_to_forks)
    begin_sampling()
    begin_tracing()
