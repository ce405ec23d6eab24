"""The guide does what it says: its commands run in a shell, one after the other."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from templates_brain.management.commands import load_brain
from tests.factories import TemplateDocumentFactory

pytestmark = pytest.mark.django_db(transaction=True)

GUIDE = Path(django_settings.BASE_DIR) / "docs" / "guide.md"
ORIGIN = "http://127.0.0.1:8000"
STEP = re.compile(r"```sh\n(?P<commands>.*?)```\n\nAnswers `(?P<status>\d{3})`", re.DOTALL)
TELL_STATUS = 'curl() { command curl --write-out "%{stderr}%{http_code}\\n" "$@"; }'


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> None:
    """Load the demo, on a small brain."""
    names = ["companyName", "phone", "servicecallprice", "hours", "address", "serviceArea"]
    definitions = [{"name": name, "label": name} for name in names]
    for key in ("universal", "plumbing", "hvac"):
        brain = TemplateDocumentFactory(key=key, variableDefinitions=definitions)
        (tmp_path / f"{key}.yaml").write_text(json.dumps(brain))
    monkeypatch.setattr(load_brain, "BRAINS", tmp_path)
    settings.DEBUG = True
    call_command("load_demo")


@pytest.mark.usefixtures("demo")
def test_each_command_is_answered_as_the_guide_says(live_server: LiveServer) -> None:
    steps = [step.groupdict() for step in STEP.finditer(GUIDE.read_text())]
    commands = "\n".join(step["commands"] for step in steps)
    script = f"{TELL_STATUS}\n{commands.replace(ORIGIN, live_server.url)}"

    done = subprocess.run(  # noqa: S603  the guide's own commands
        [shutil.which("bash"), "-eu", "-c", script], capture_output=True, text=True, check=True
    )

    assert len(steps) >= 10
    assert done.stderr.split() == [step["status"] for step in steps], done.stdout


def test_every_block_of_the_guide_says_how_it_is_answered() -> None:
    page = GUIDE.read_text()

    assert page.count("```sh\n") == len(STEP.findall(page))
    assert ORIGIN in page
