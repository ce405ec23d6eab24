"""What stands between the server and its PostgreSQL, and can make the way there longer."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote

SOCKET = ".s.PGSQL.5432"
CHUNK_BYTES = 65_536


class SlowWay:
    """Hands everything on between a socket of its own and the database's; `seconds` is the delay.

    Only what goes to the database waits: that is once for each round trip.
    """

    def __init__(self, folder: Path, behind: Path) -> None:
        folder.mkdir()
        self.folder, self.seconds = folder, 0.0
        self._behind = str(behind / SOCKET)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / SOCKET))
        self._listening.listen(128)
        Thread(target=self._take, daemon=True).start()

    def url(self, direct: str) -> str:
        """Return the database's URL by this way."""
        base, _, _ = direct.partition("?")
        return f"{base}?host={quote(str(self.folder), safe='')}"

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        """Delay each round trip by so much, in the block."""
        self.seconds = seconds
        try:
            yield
        finally:
            self.seconds = 0.0

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._behind)
                Thread(target=self._hand_on, args=(near, far, True), daemon=True).start()
                Thread(target=self._hand_on, args=(far, near, False), daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket, may_wait: bool) -> None:
        with suppress(OSError):
            while chunk := source.recv(CHUNK_BYTES):
                if may_wait and self.seconds:
                    time.sleep(self.seconds)
                target.sendall(chunk)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
