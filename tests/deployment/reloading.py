"""Calls over the proxy, one after another, while the servers behind it come and go."""

import os
import signal
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Event, Thread
from urllib.parse import urlencode

from telephony.simulator.line import sign
from telephony.simulator.results import new_sid
from telephony.simulator.transport import FORM
from tests.deployment.house import Client, House, wait_until
from tests.faults.servers import ACCOUNT, CALLER, NUMBER
from tests.load.killing import workers_of

CALLERS, TURNS_A_CALL = 4, 20
PAUSE_SECONDS = 0.05
"""A caller's pause is longer; this leaves a server that starts a part of the processors."""

TOKEN = "platform-token"


@dataclass
class Log:
    """What the callers have met."""

    milliseconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def post(client: Client, origin: str, webhook: str, call_sid: str, **heard: str) -> tuple[int, str]:
    """Return status and TwiML of a delivery that is signed as Twilio signs it."""
    path = f"/api/twilio/{webhook}"
    params = {
        "CallSid": call_sid,
        "AccountSid": ACCOUNT,
        "From": CALLER,
        "To": NUMBER,
        "CallStatus": "in-progress",
        **heard,
    }
    signature = sign(TOKEN, f"{origin}{path}", params)
    headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
    status, _, body = client.ask("POST", path, urlencode(params), headers)
    return status, body.decode()


def reload_under_load(house: House) -> dict[str, Log]:
    """Return what callers meet during each way in which servers come and go."""
    ways = {
        "HUP of both servers": _hang_up,
        "restart of one after the other": _restart,
        "SIGKILL of a worker of each": _kill,
    }
    return {name: _during(house, way) for name, way in ways.items()}


def _during(house: House, way: object) -> Log:
    log, over = Log(), Event()
    callers = [Thread(target=_call_on, args=(house, log, over)) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    try:
        time.sleep(1)
        way(house)  # type: ignore[operator]
        time.sleep(3)
    finally:
        over.set()
        for caller in callers:
            caller.join()
    return log


def _call_on(house: House, log: Log, over: Event) -> None:
    client = Client(house.https_port)
    while not over.is_set():
        call_sid = new_sid("CA")
        for index in range(TURNS_A_CALL):
            webhook = f"voice/turns/{index}" if index else "voice"
            heard = {"SpeechResult": "how much is a service call"} if index else {}
            started = time.perf_counter()
            try:
                status, body = post(client, house.origin, webhook, call_sid, **heard)
            except (OSError, HTTPException) as error:
                status, body = 0, repr(error)
            log.milliseconds.append((time.perf_counter() - started) * 1000)
            if status != 200 or "</Response>" not in body:
                log.failed.append(f"{webhook} {status} {body[:80]}")
            if over.wait(PAUSE_SECONDS):
                return


def _hang_up(house: House) -> None:
    for name in ("web0", "web1"):
        server = house.running[name]
        before = {*workers_of(server.pid)}
        server.send_signal(signal.SIGHUP)
        wait_until(lambda old=before, pid=server.pid: not old & {*workers_of(pid)})


def _restart(house: House) -> None:
    for order in (0, 1):
        house.stop(f"web{order}")
        house.start_web(order)


def _kill(house: House) -> None:
    for name in ("web0", "web1"):
        os.kill(workers_of(house.running[name].pid)[0], signal.SIGKILL)
        time.sleep(2)
