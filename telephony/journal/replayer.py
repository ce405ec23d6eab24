"""The thread of each worker that replays the journal as soon as the database answers again."""

import threading
import time
from logging import getLogger

from django.db import DatabaseError, connections

from telephony.journal.files import waiting_files
from telephony.journal.replaying import DatabaseAway, Fate, replay_all
from telephony.journal.writing import written

logger = getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5.0
"""How long the thread waits after a try in vain; what a dead worker left is found within it."""


def begin_replaying() -> threading.Thread:
    """Start the thread; it ends with the process."""
    thread = threading.Thread(target=_keep_replaying, name="journal", daemon=True)
    thread.start()
    return thread


def _keep_replaying() -> None:
    pause = FIRST_PAUSE_SECONDS
    while True:
        is_done = replay_once()
        connections.close_all()  # this thread's own: the next try begins with a new one
        if is_done:
            pause = FIRST_PAUSE_SECONDS
            written.wait(LONGEST_PAUSE_SECONDS)
        else:
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        written.clear()
        time.sleep(pause)


def replay_once() -> bool:
    """Replay what waits; return whether all of it was seen to."""
    try:
        reports = list(replay_all()) if waiting_files() else []
    except DatabaseAway:
        return False
    except (DatabaseError, OSError):
        logger.exception("journal_not_replayed")
        return False
    return not any(report.counts[Fate.WAITING] for report in reports)
