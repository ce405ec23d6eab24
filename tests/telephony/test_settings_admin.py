"""The desk's pages of voice, hours and call handling: the API's rules, in an operator's words."""

from typing import Any

import pytest

from telephony.admin.bounded import BoundedForm
from telephony.admin.call_handling import SpamRuleForm, TransferTargetForm
from telephony.admin.hours import ClosureForm
from telephony.models import (
    BusinessHours,
    CallHandling,
    Closure,
    SpamRule,
    TransferTarget,
    VoiceSettings,
)
from telephony.models.voice_settings import opened_key
from tenants.models import Company
from tenants.scope import company_scope
from tests import factories
from tests.desk import Desk, errors_of
from tests.telephony.settings_api import log_of

KEY, SPEAKER = "sk_0123456789abcdef", "21m00Tcm4TlvDq8ikWAM"


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


def row_of(model: Any, company: Company) -> Any:
    """Return the company's only row."""
    with company_scope(company.id):
        return model.objects.get()


def test_hours_are_typed_a_line_a_day(desk: Desk, company: Company) -> None:
    added = desk.add(
        BusinessHours, company=company, mon="08:00-12:00, 13:00 - 17:00", holiday_country="US"
    )

    assert added.status_code == 302
    week = row_of(BusinessHours, company).weekly
    assert (week["mon"], week["tue"]) == ([["08:00", "12:00"], ["13:00", "17:00"]], [])


def test_hours_are_shown_as_they_are_typed_and_the_log_names_the_day(
    desk: Desk, company: Company
) -> None:
    hours = factories.BusinessHoursFactory(company=company)

    page = desk.open(hours, "change", hours.pk)
    changed = desk.change(hours, sat="09:00-12:00")

    assert page.context["adminform"].form["mon"].value() == "08:00-17:00"
    assert changed.status_code == 302
    assert row_of(BusinessHours, company).weekly["sat"] == [["09:00", "12:00"]]
    assert row_of(BusinessHours, company).weekly["mon"] == [["08:00", "17:00"]]
    assert log_of(company, "desk_changed")[0]["fields"] == ["sat"]


@pytest.mark.parametrize("typed", ["8-17", "17:00-08:00", "08:00-12:00, 11:00-13:00", "all day"])
def test_hours_that_are_none_are_an_error_of_the_day(
    desk: Desk, company: Company, typed: str
) -> None:
    assert list(errors_of(desk.add(BusinessHours, company=company, mon=typed))) == ["mon"]


def test_holidays_that_nobody_knows_are_an_error_of_the_form(desk: Desk, company: Company) -> None:
    added = desk.add(BusinessHours, company=company, holiday_country="ZZ")

    assert list(errors_of(added)) == ["holiday_country"]


def test_a_voice_is_held_to_its_language(desk: Desk, company: Company) -> None:
    refused = desk.add(VoiceSettings, company=company, language="en-GB")
    taken = desk.add(VoiceSettings, company=company, language="en-GB", voice="Polly.Amy-Neural")

    assert "Polly.Amy-Neural" in errors_of(refused)["voice"][0]
    assert taken.status_code == 302


def test_pronunciations_are_typed_a_line_each(desk: Desk, company: Company) -> None:
    voice = factories.VoiceSettingsFactory(company=company)

    desk.change(voice, pronunciations="Nguyen = win\n\nA.C. = ay see")

    pairs = [{"text": "Nguyen", "say": "win"}, {"text": "A.C.", "say": "ay see"}]
    assert row_of(VoiceSettings, company).pronunciations == pairs
    shown = desk.open(voice, "change", voice.pk).context["adminform"].form
    assert shown["pronunciations"].value() == "Nguyen = win\nA.C. = ay see"


@pytest.mark.parametrize("typed", ["Nguyen", "= win", "Nguyen = win\nnguyen = when", "a\0 = b"])
def test_pronunciations_that_say_nothing_are_an_error_of_the_field(
    desk: Desk, company: Company, typed: str
) -> None:
    added = desk.add(VoiceSettings, company=company, pronunciations=typed)

    assert list(errors_of(added)) == ["pronunciations"]


def test_a_key_is_typed_and_never_shown(desk: Desk, company: Company) -> None:
    added = desk.add(
        VoiceSettings, company=company, provider="elevenlabs", voice=SPEAKER, new_api_key=KEY
    )
    voice = row_of(VoiceSettings, company)
    page = desk.open(voice, "change", voice.pk).content.decode()

    assert added.status_code == 302
    assert opened_key(voice.api_key_encrypted, company.id) == KEY
    assert KEY not in page
    assert voice.api_key_encrypted not in page


def test_a_key_stays_until_it_is_removed(desk: Desk, company: Company) -> None:
    desk.add(VoiceSettings, company=company, new_api_key=KEY)
    voice = row_of(VoiceSettings, company)

    desk.change(voice, speaking_rate="1.1")
    kept = row_of(VoiceSettings, company).has_readable_key()
    both = desk.change(voice, new_api_key="other", remove_api_key="on")
    desk.change(voice, remove_api_key="on")

    assert kept
    assert list(errors_of(both)) == ["remove_api_key"]
    assert not row_of(VoiceSettings, company).has_readable_key()


@pytest.mark.parametrize("typed", ["a b", "kl\u00fc", "x" * 201])
def test_a_key_that_no_header_can_hold_is_an_error_of_the_field(
    desk: Desk, company: Company, typed: str
) -> None:
    added = desk.add(VoiceSettings, company=company, new_api_key=typed)

    assert list(errors_of(added)) == ["new_api_key"]


def test_a_call_is_not_led_back_to_the_companys_own_number(desk: Desk, company: Company) -> None:
    own = factories.PhoneNumberFactory(company=company).number
    theirs = factories.PhoneNumberFactory().number

    handling = desk.add(CallHandling, company=company, emergency_phone=own)
    target = desk.add(TransferTarget, company=company, name="Desk", phone=own)
    other = desk.add(TransferTarget, company=company, name="Desk", phone=theirs)

    assert list(errors_of(handling)) == ["emergency_phone"]
    assert list(errors_of(target)) == ["phone"]
    assert other.status_code == 302


def test_a_caller_stands_on_one_list_only(desk: Desk, company: Company) -> None:
    rule = factories.SpamRuleFactory(company=company)

    refused = desk.add(SpamRule, company=company, phone=rule.phone, verdict="allow")

    assert errors_of(refused)
    assert row_of(SpamRule, company).verdict == "block"


@pytest.mark.parametrize(
    ("model", "form", "values"),
    [
        (TransferTarget, TransferTargetForm, {"name": "Desk", "phone": "+12395550150"}),
        (SpamRule, SpamRuleForm, {"phone": "+12395550150", "verdict": "block"}),
        (Closure, ClosureForm, {"date": "2027-12-24"}),
    ],
)
def test_a_list_is_as_long_as_in_the_api_and_no_longer(
    desk: Desk,
    company: Company,
    stranger: Company,
    monkeypatch: pytest.MonkeyPatch,
    model: Any,
    form: type[BoundedForm],
    values: dict[str, str],
) -> None:
    monkeypatch.setattr(form, "most", 1)
    desk.add(model, company=stranger, **values)
    desk.add(model, company=company, **values)
    row = row_of(model, company)

    assert "At most 1" in str(errors_of(desk.add(model, company=company, **values)))
    assert desk.change(row).status_code == 302
