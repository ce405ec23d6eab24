"""The production server over HTTP: how long calls and turns take, and how many a core answers.

Beside it, in the same run, stands the least that it can answer: a view that touches nothing.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from threading import Thread
from urllib.parse import urlencode, urlsplit

from telephony.simulator.line import sign
from telephony.simulator.results import new_sid
from telephony.simulator.transport import FORM
from tests.bench.line import UTTERANCE
from tests.load.companies import ACCOUNT, TOKEN, number_of
from tests.load.killing import workers_of
from tests.load.running import Served, furnished, served

SECONDS = 3.0
KINDS = ("empty", "start", "turn")
TURNS_A_CALL = 20
CALLS_IN_PROGRESS, SECONDS_BETWEEN_TURNS = 50, 5.0
"""A caller takes about five seconds to hear an answer and to speak again."""

Figures = dict[str, float]


@dataclass
class Client:
    """One connection, over which requests go one after another."""

    origin: str
    milliseconds: dict[str, list[float]] = field(
        default_factory=lambda: {kind: [] for kind in KINDS}
    )

    def __post_init__(self) -> None:
        self._connection = HTTPConnection(urlsplit(self.origin).netloc, timeout=15)

    def ask_nothing(self) -> Iterator[None]:
        """Ask for the empty view, once a step."""
        while True:
            self._timed("empty", "GET", "/health/live", "", {})
            yield

    def call(self) -> Iterator[None]:
        """Play call after call, a request a step."""
        while True:
            call_sid = new_sid("CA")
            self._post("start", "/api/twilio/voice", call_sid, {})
            yield
            for index in range(1, TURNS_A_CALL + 1):
                heard = {"SpeechResult": UTTERANCE, "Confidence": "0.93"}
                self._post("turn", f"/api/twilio/voice/turns/{index}", call_sid, heard)
                yield

    def _post(self, kind: str, path: str, call_sid: str, heard: dict[str, str]) -> None:
        params = {
            "CallSid": call_sid,
            "AccountSid": ACCOUNT,
            "From": "+12125550123",
            "To": number_of(0),
            "CallStatus": "in-progress",
            **heard,
        }
        signature = sign(TOKEN, f"{self.origin}{path}", params)
        headers = {"X-Twilio-Signature": signature, "Content-Type": FORM}
        self._timed(kind, "POST", path, urlencode(params), headers)

    def _timed(self, kind: str, method: str, path: str, body: str, headers: dict[str, str]) -> None:
        started = time.perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        answer.read()
        self.milliseconds[kind].append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}.")


Work = Callable[[Client], Iterator[None]]


def serving_figures() -> Figures:
    """Serve one company on the Global AI Brain, and measure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        furnished(Path(folder)) as house,
        served(house, Path(folder), companies=1, brain="universal") as server,
    ):
        for _ in range(2):  # so many connections warm up both workers
            _run(server, Client.call, clients=16)
        alone = _measured(server, 1)
        eight = _measured(server, 8)
        paced = _paced(server)
    return {
        **alone,
        **eight,
        "served_ratio": eight["served_turns_per_core"] / eight["served_empty_per_core"],
        "served_turn_p99_50_calls_ms": _percentiles(paced)[1],
    }


def _measured(server: Served, clients: int) -> Figures:
    empty, empty_per_core = _run(server, Client.ask_nothing, clients)
    calls, per_core = _run(server, Client.call, clients)
    figures = {
        f"served_{kind}_{name}_{clients}_ms": value
        for kind, times in {**calls, "empty": empty["empty"]}.items()
        for name, value in zip(("p50", "p99"), _percentiles(times), strict=True)
    }
    return {
        **figures,
        "served_empty_per_core": empty_per_core,
        "served_turns_per_core": per_core,
    }


def _run(server: Served, work: Work, clients: int) -> tuple[dict[str, list[float]], float]:
    """Return the times of all requests, and how many a second of a worker's processor answered."""
    crew = [Client(server.origin) for _ in range(clients)]
    until, before = time.monotonic() + SECONDS, _worked_seconds(server)
    threads = [Thread(target=_work_on, args=(work(client), until)) for client in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = {
        kind: [ms for one in crew for ms in one.milliseconds[kind]]
        for kind in ("empty", "start", "turn")
    }
    return times, sum(map(len, times.values())) / (_worked_seconds(server) - before)


def _work_on(steps: Iterator[None], until: float) -> None:
    while time.monotonic() < until:
        next(steps)


def _paced(server: Served) -> list[float]:
    """Return the times of turns while fifty calls are in progress, each at a caller's pace."""
    crew = [Client(server.origin) for _ in range(CALLS_IN_PROGRESS)]
    threads = [
        Thread(target=_at_pace, args=(client.call(), order)) for order, client in enumerate(crew)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [ms for one in crew for ms in one.milliseconds["turn"]]


def _at_pace(steps: Iterator[None], order: int) -> None:
    """Take a start and three turns, a caller's pause between them."""
    time.sleep(order * SECONDS_BETWEEN_TURNS / CALLS_IN_PROGRESS)
    for _ in range(4):
        next(steps)
        time.sleep(SECONDS_BETWEEN_TURNS)


def _worked_seconds(server: Served) -> float:
    """Return the processor's seconds that the workers have taken up."""
    ticks = 0
    for pid in workers_of(server.pid):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _percentiles(times: list[float]) -> tuple[float, float]:
    """Return the median, and what one in a hundred goes past."""
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[98]
