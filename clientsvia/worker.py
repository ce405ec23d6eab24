"""What each process that answers calls does first: at once, or, where it is a fork, after that."""

import sys
from logging import getLogger

from django.db import DatabaseError

from tenants.patience import serve_from_now_on

logger = getLogger(__name__)

_is_left_to_forks = False


def leave_to_forks() -> None:
    """Let the forks of this process begin to work, and not the process itself."""
    global _is_left_to_forks
    _is_left_to_forks = True


def begin_unless_left_to_forks() -> None:
    """Begin to work in the process that answers calls itself."""
    if not _is_left_to_forks:
        refuse_open_roles()
        begin_work()


def refuse_open_roles() -> None:
    """End the process where row-level security would not hold back the roles as whom it serves.

    A database that is away is no reason: callers are answered from memory until it is back.
    """
    from tenants.serving_roles import faults  # once the apps are loaded

    try:
        found = faults()
    except DatabaseError:
        logger.exception("roles_not_checked")
        return
    if found:
        sys.exit("\n".join(f"Database: {fault}" for fault in found))


def begin_work() -> None:
    """Load the encoder and the standby records, so that the first call waits for neither.

    What could not be recorded is replayed from now on, no statement takes long, late requests are
    stopped, and figures and traces told. All of it belongs to one process: it has threads, which a
    fork would leave behind.
    """
    from clientsvia.collecting import spare_what_stays
    from clientsvia.sampling import begin_sampling
    from clientsvia.time_limit import begin_watching
    from clientsvia.tracing import begin_tracing
    from matching.engine.encoders import current_encoder  # once the apps are loaded
    from telephony.journal.replayer import begin_replaying
    from telephony.standby import begin_standby

    serve_from_now_on()
    current_encoder()
    begin_standby()
    begin_replaying()
    begin_watching(is_replaceable=_is_left_to_forks)
    begin_sampling()
    begin_tracing()
    spare_what_stays()
