"""`simulate_call`: a whole call against the real webhooks, without a network."""

import argparse
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import CommandError
from django.db import DatabaseError

from telephony import standby
from telephony.models import CallTurn
from telephony.simulator.caller import Dtmf, HangUp, Say, Silence, Step
from telephony.simulator.grammar import BadTwiML
from telephony.simulator.line import BadResponse
from telephony.simulator.player import PLATFORM_ACCOUNT, Player
from telephony.simulator.script import BadScript, ScriptedCall, read_script
from telephony.simulator.script_player import play_script
from telephony.simulator.transcript import Transcript
from telephony.simulator.transport import WSGITransport
from telephony.synthesis.playing import offline
from tenants import routing
from tenants.commands import JSONCommand
from tenants.routing import NumberRoute
from tenants.scope import company_scope

DEFAULT_CALLER = "+12125550123"


class AddStep(argparse.Action):
    """Appends what the caller does next; `const` makes the step."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Keep the order of the command line."""
        step = self.const(values) if self.nargs is None else self.const()
        namespace.script = [*(namespace.script or []), step]


class Command(JSONCommand):
    """Plays a call and prints its transcript."""

    help = "Play a whole call against the real webhooks and print the transcript."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("--to", required=True, metavar="E164", help="One of our numbers.")
        parser.add_argument("--from", default=DEFAULT_CALLER, metavar="E164", dest="caller")
        steps = {"--say": (Say, "TEXT"), "--dtmf": (Dtmf, "DIGITS")}
        for option, (step, metavar) in steps.items():
            parser.add_argument(option, action=AddStep, const=step, metavar=metavar, dest="script")
        for option, step in (("--silence", Silence), ("--hangup", HangUp)):
            parser.add_argument(option, action=AddStep, const=step, nargs=0, dest="script")
        parser.add_argument(
            "--file", type=Path, metavar="FILE", dest="file",
            help="The steps of a scripted call, in YAML, instead of the steps above.",
        )  # fmt: skip
        parser.add_argument(
            "--as", choices=["json", "conversation"], default="json", dest="form",
            help="One JSON object (the default), or a conversation for people.",
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        """Sign as Twilio does, play, and print."""
        route = routing.route_number(options["to"])
        if route is None:
            raise CommandError(f"--to: {options['to']} is not one of our numbers.")
        script = self._script(options)
        standby.load_standby()
        transcript = self._play(route, options["caller"], script)
        document = _with_decisions(transcript, route)
        if options["form"] == "json":
            self.emit(document)
        else:
            self.stdout.write("\n".join(_conversation(document)))

    def _script(self, options: dict[str, Any]) -> list[Step] | ScriptedCall:
        """Return the steps of the command line, or the call of the file."""
        if options["file"] is None:
            return options["script"] or []
        if options["script"]:
            raise CommandError("--file: the file has the steps; leave out the others.")
        try:
            return read_script(options["file"])
        except (OSError, BadScript) as error:
            raise CommandError(f"--file: {error}") from error

    def _play(
        self, route: NumberRoute, caller: str, script: list[Step] | ScriptedCall
    ) -> Transcript:
        player = Player(
            transport=WSGITransport(WSGIHandler()),
            base_url=settings.PUBLIC_BASE_URL,
            auth_token=self._token(route),
            account_sid=route.account_sid or PLATFORM_ACCOUNT,
            from_number=caller,
            to_number=route.number,
        )
        try:
            with offline():
                if isinstance(script, ScriptedCall):
                    return play_script(player, script).transcript
                return player.call(script)
        except (BadTwiML, BadResponse) as error:
            raise CommandError(f"The call broke: {error}") from error

    def _token(self, route: NumberRoute) -> str:
        """Return what signs the call; a number without any token gets one for this process."""
        if not route.auth_token:
            self.stderr.write("This number has no Twilio token yet: signing with a passing one.")
            settings.TWILIO_AUTH_TOKEN = secrets.token_hex(16)
        return route.auth_token or settings.TWILIO_AUTH_TOKEN


def _with_decisions(transcript: Transcript, route: NumberRoute) -> dict[str, Any]:
    """Return the transcript with each turn's decision, as far as it was recorded."""
    document = transcript.as_document()
    decisions = _decisions(transcript.call_sid, route)
    document["turns"] = [{**turn, **decisions.get(turn["index"], {})} for turn in document["turns"]]
    return document


def _decisions(call_sid: str, route: NumberRoute) -> dict[int, dict[str, Any]]:
    try:
        with company_scope(route.company_id):
            turns = list(CallTurn.objects.filter(call__call_sid=call_sid))
    except DatabaseError:
        return {}
    return {turn.index: _decision(turn) for turn in turns}


def _decision(turn: CallTurn) -> dict[str, Any]:
    return {
        "kind": turn.kind,
        "scenarioKey": turn.scenario_key or None,
        "score": turn.score,
        "latencyMs": turn.latency_ms,
    }


def _conversation(document: dict[str, Any]) -> list[str]:
    lines = [f"{document['from']} calls {document['to']}", ""]
    for turn in document["turns"]:
        lines.append(f"  Receptionist  {turn['spoken'] or '(silence)'}{_decided(turn)}")
        lines += [f"  (rings {number})" for number in turn["dialled"]]
        lines += [f"  Who picks up  (hears: {text})" for text in turn["whispered"]]
        lines += [f"  Caller        {_did(turn['caller'])}"] if turn["caller"] else []
    for text in document["texts"]:
        lines.append(f"  Caller        (texts: {text['sent']})")
        lines += [f"  Receptionist  (texts: {answer})" for answer in text["answers"]]
    return [*lines, "", f"The call ended by the {document['ended']}."]


def _decided(turn: dict[str, Any]) -> str:
    if "kind" not in turn:
        return ""
    score = "" if turn["score"] is None else f" {turn['score']:.2f}"
    name = turn["scenarioKey"] or turn["kind"]
    return f"   [{name}{score}, {turn['latencyMs']:.1f} ms]"


def _did(caller: dict[str, Any]) -> str:
    name, value = next(iter(caller.items()))
    return {"say": str(value), "dtmf": f"(presses {value})", "silence": "(silence)"}.get(
        name, "(hangs up)"
    )
