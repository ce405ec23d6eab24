"""`python -m tests.deployment`: run the deployment here; exit 1 with what does not hold."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

os.environ.setdefault("DEBUG", "on")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django

django.setup()

from telephony.simulator.results import new_sid  # noqa: E402
from telephony.simulator.twiml_document import read_twiml  # noqa: E402
from tests.deployment.house import Client, House  # noqa: E402
from tests.deployment.reloading import post, reload_under_load  # noqa: E402
from tests.faults.servers import NUMBER, _brain  # noqa: E402

Finding = tuple[str, bool, object]


def main() -> None:
    """Start everything in its order, look, and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        try:
            _start(house)
            findings = [*_look(house), *_reload(house), *_without_servers(house)]
        except Exception:
            for name in house.running:
                sys.stderr.write(house.log(name)[-3000:])
            raise
        finally:
            house.close()
    for name, holds, seen in findings:
        print(f"  {'ok    ' if holds else 'FAILED'}  {name}: {seen}")  # noqa: T201
    sys.exit(not all(holds for _, holds, _ in findings))


def _start(house: House) -> None:
    house.start_redis()
    house.run("migrate")
    house.run("web", "python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    brain = house.folder / "plumbing.yaml"
    brain.write_text(json.dumps(_brain()))
    house.run("web", "python", "manage.py", "load_brain", str(brain))
    house.run(
        *("web", "python", "manage.py", "create_company", "Joe's Plumbing", "--phone", NUMBER),
        *("--template", "plumbing", "--set", "servicecallprice=$125", "--live"),
    )
    for order in (0, 1):
        house.start_web(order)
    house.start_proxy()


def _look(house: House) -> Iterator[Finding]:
    client, call_sid = Client(house.https_port), new_sid("CA")
    status, _, body = client.ask("GET", "/health/ready")
    yield "ready through the proxy", status == 200, body.decode()

    status, greeting = post(client, house.origin, "voice", call_sid)
    yield "a signed call is greeted", "Joe's Plumbing" in greeting, status
    spoken = {"SpeechResult": "how much is a service call"}
    status, price = post(client, house.origin, "voice/turns/1", call_sid, **spoken)
    yield "and told the price", "$125" in price, status

    status, _, _ = client.ask("POST", "/api/twilio/voice", "a" * 70_000)
    yield "a webhook of 70 kB is too large", status == 413, status
    status, _, _ = Client(house.https_port).ask("POST", "/api/auth/token", "a" * 3_500_000)
    yield "a body of 3.5 MB is too large", status == 413, status

    client = Client(house.https_port)
    plain = {"X-Forwarded-Proto": "http", "X-Forwarded-For": "127.0.0.1"}
    status, headers, _ = client.ask("GET", "/api/docs", headers=plain)
    yield "a client cannot say that it came by HTTP", status == 200, status
    yield "HSTS", "Strict-Transport-Security" in headers, headers.get("Strict-Transport-Security")
    status, _, _ = client.ask("GET", "/metrics", headers=plain)
    yield "no figures through the proxy", status == 404, status

    asked = [client.ask("GET", "/static/phone/phone.css") for _ in range(2)]
    yield "static files are cached", asked[1][1].get("X-Cache") == "HIT", asked[1][1].get("X-Cache")

    metrics = (house.secrets / "metrics_token").read_text().strip()
    told = house.run("web", "python", "-c", SCRAPE.format(house.web_ports[0], metrics))
    workers = [line for line in told.splitlines() if line.startswith("clientsvia_workers ")]
    yield "the scraper gets both workers", workers == ["clientsvia_workers 2.0"], workers
    lines = house.log("web0").splitlines()
    yield "gunicorn logs JSON", all(line.startswith("{") for line in lines), len(lines)
    redirected = _redirected(house)
    yield "HTTP leads to HTTPS", redirected.startswith("Location: https://"), redirected


SCRAPE = """
from urllib.request import Request, urlopen
asked = Request("http://127.0.0.1:{}/metrics", headers={{"Authorization": "Bearer {}"}})
print(urlopen(asked).read().decode())
"""


def _redirected(house: House) -> str:
    from http.client import HTTPConnection

    connection = HTTPConnection("localhost", house.http_port, timeout=10)
    connection.request("GET", "/admin/")
    return f"Location: {connection.getresponse().headers['Location']}"


def _reload(house: House) -> Iterator[Finding]:
    for name, log in reload_under_load(house).items():
        times = quantiles(log.milliseconds, n=100)
        seen = f"{len(log.milliseconds)} turns, {len(log.failed)} failed, p50 {times[49]:.0f} ms, "
        seen += f"p99 {times[98]:.0f} ms, longest {max(log.milliseconds):.0f} ms {log.failed[:2]}"
        yield f"no turn fails: {name}", not log.failed, seen


def _without_servers(house: House) -> Iterator[Finding]:
    for order in (0, 1):
        house.stop(f"web{order}")
    status, headers, body = Client(house.https_port).ask("POST", "/api/twilio/fallback")
    document = read_twiml(body)
    kind = headers.get("Content-Type")
    yield "the fallback is answered without a server", status == 200 and bool(document), kind


if __name__ == "__main__":
    main()
