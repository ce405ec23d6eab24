"""Who may speak for a number: whoever signs with the token of the account that owns it."""

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings
from twilio.request_validator import RequestValidator

from telephony import standby
from telephony.signatures import accept
from telephony.simulator.line import sign
from telephony.simulator.transport import FORM
from tenants import routing
from tenants.models import Company, PhoneNumber
from tests.callers import CALL, Delivery, SignedLine, logged
from tests.factories import PhoneNumberFactory
from tests.telephony.recorded import rows_written

TOKEN = "12345"
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
PARAMS = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}
BODY = '{"property": "value", "boolean": true}'
BODY_URL = f"{URL}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
SUCH_AS_TWILIOS = [
    ("AccountSid", "AC" + "0" * 32), ("CallSid", "CA" + "f" * 62), ("ParentCallSid", "CA0"),
    ("CallStatus", "in-progress"), ("DialCallStatus", "no-answer"), ("Digits", "12*#"),
    ("Digits", "hangup"), ("MessageSid", "SM0"), ("MessageSid", "MM0"), ("MessageStatus", "sent"),
    ("ErrorCode", ""), ("ErrorCode", "30003000"), ("RecordingSid", "RE0"),
    ("RecordingStatus", "completed"), ("RecordingUrl", "https://api.twilio.com/recordings/RE0"),
    ("TranscriptionStatus", "failed"),
]  # fmt: skip
OF_ANOTHER_SHAPE = [
    ("AccountSid", "BC0"), ("CallSid", "CA" + "f" * 63), ("ParentCallSid", "CA"),
    ("CallStatus", "In Progress"), ("DialCallStatus", "a" * 17), ("Digits", "one"),
    ("MessageSid", "XM0"), ("MessageStatus", "SENT"), ("ErrorCode", "300030000"),
    ("RecordingSid", "CA0"), ("RecordingStatus", "?"), ("RecordingUrl", "javascript:alert(1)"),
    ("TranscriptionStatus", "failed\n"),
]  # fmt: skip
SIGNED_WEBHOOKS = ["voice", "voice/turns/1", "status"]


@pytest.mark.parametrize(
    ("url", "signature"),
    [
        (URL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (URL.replace(".com", ".com:443"), "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (URL.replace("https", "http").replace(".com", ".com:80"), "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ],
)
def test_twilios_own_vectors_are_what_we_sign_and_take(url: str, signature: str) -> None:
    assert sign(TOKEN, url, PARAMS) == signature
    assert RequestValidator(TOKEN).validate(url, PARAMS, signature)
    assert not RequestValidator("54321").validate(url, PARAMS, signature)


def test_twilios_own_vector_of_a_json_body() -> None:
    validator = RequestValidator(TOKEN)

    assert validator.validate(BODY_URL, BODY, "a9nBmqA0ju/hNViExpshrM61xv4=")
    assert not validator.validate(BODY_URL, f"{BODY} ", "a9nBmqA0ju/hNViExpshrM61xv4=")


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://mycompany.com", "https://mycompany.com:443"])
@pytest.mark.parametrize("signed_origin", ["https://mycompany.com", "https://mycompany.com:443"])
def test_a_signature_counts_with_and_without_the_port(
    settings: Settings, origin: str, signed_origin: str
) -> None:
    settings.PUBLIC_BASE_URL, settings.TWILIO_AUTH_TOKEN = origin, TOKEN
    params = {**PARAMS, "CallSid": CALL}
    signature = sign(TOKEN, f"{signed_origin}/myapp.php?foo=1&bar=2", params)
    request = RequestFactory().post(
        "/myapp.php?foo=1&bar=2",
        urlencode(params),
        content_type=FORM,
        headers={"X-Twilio-Signature": signature},
    )

    delivery = accept(request)

    assert delivery is not None
    assert delivery.params["Digits"] == "1234"


def signed_by_the_platform(settings: Settings, **params: str) -> HttpRequest:
    """Return a request about a number that we do not have, with these parameters too."""
    settings.TWILIO_AUTH_TOKEN = TOKEN
    return signed_by(TOKEN, settings, **params)


def signed_by(token: str, settings: Settings, **params: str) -> HttpRequest:
    """Return a request with these parameters too, signed with a token."""
    settings.PUBLIC_BASE_URL = "https://mycompany.com"
    params = {**PARAMS, "CallSid": CALL, **params}
    headers = {"X-Twilio-Signature": sign(token, "https://mycompany.com/voice", params)}
    return RequestFactory().post("/voice", urlencode(params), content_type=FORM, headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), SUCH_AS_TWILIOS)
def test_a_value_such_as_twilios_is_taken(settings: Settings, name: str, value: str) -> None:
    delivery = accept(signed_by_the_platform(settings, **{name: value}))

    assert delivery is not None
    assert delivery.params[name] == value


@pytest.mark.django_db
def test_a_test_call_is_a_companys(settings: Settings) -> None:
    delivery = accept(signed_by_the_platform(settings, CallSid="CAtest_0"))

    assert delivery is not None
    assert not delivery.is_test


@pytest.mark.django_db
def test_whose_a_number_is_stays_known_without_the_database(
    number: PhoneNumber, settings: Settings
) -> None:
    told = {"To": number.number, "AccountSid": number.account_sid}
    accept(signed_by(number.auth_token(), settings, **told))

    held = standby.record_of(number.number)

    assert held is not None
    assert held.route.company_id == number.company_id


@pytest.mark.django_db
def test_a_delivery_that_came_without_the_database_says_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = signed_by_the_platform(settings)
    with_it = accept(request)
    monkeypatch.setattr(routing, "route_number", Mock(side_effect=OperationalError))

    without_it = accept(request)

    assert with_it is not None
    assert without_it is not None
    assert (with_it.is_degraded, without_it.is_degraded) == (False, True)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), OF_ANOTHER_SHAPE)
def test_a_value_of_another_shape_is_refused_although_it_is_signed(
    settings: Settings, name: str, value: str
) -> None:
    assert accept(signed_by_the_platform(settings, **{name: value})) is None


def without(delivery: Delivery, *names: str) -> Delivery:
    """Return the delivery without these parameters."""
    params = {name: value for name, value in delivery.params.items() if name not in names}
    return replace(delivery, params=params)


def unsigned(delivery: Delivery) -> Delivery:
    return replace(delivery, headers={"X-Twilio-Signature": ""})


def signed_at_random(delivery: Delivery) -> Delivery:
    return replace(delivery, headers={"X-Twilio-Signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="})


def signed_with_another_token(delivery: Delivery) -> Delivery:
    return replace(delivery, token="another")


def signed_without_a_token(delivery: Delivery) -> Delivery:
    return replace(delivery, token="")


def of_another_account(delivery: Delivery) -> Delivery:
    return replace(delivery, params={**delivery.params, "AccountSid": "AC" + "f" * 32})


def of_no_account(delivery: Delivery) -> Delivery:
    return without(delivery, "AccountSid")


def of_no_call(delivery: Delivery) -> Delivery:
    return without(delivery, "CallSid")


def of_a_call_that_is_none(delivery: Delivery) -> Delivery:
    return replace(delivery, params={**delivery.params, "CallSid": "CA1' OR 1=1"})


def with_keys_that_no_phone_has(delivery: Delivery) -> Delivery:
    return replace(delivery, params={**delivery.params, "Digits": "zero"})


@pytest.mark.django_db
@pytest.mark.parametrize("webhook", SIGNED_WEBHOOKS)
@pytest.mark.parametrize(
    "bent",
    [
        unsigned,
        signed_at_random,
        signed_with_another_token,
        signed_without_a_token,
        of_another_account,
        of_no_account,
        of_no_call,
        of_a_call_that_is_none,
        with_keys_that_no_phone_has,
    ],
)
def test_who_may_not_speak_for_the_number_is_refused_and_nothing_is_written(
    line: SignedLine, webhook: str, bent: Callable[[Delivery], Delivery]
) -> None:
    response = bent(line.delivery(webhook)).send()

    assert (response.status_code, response.content) == (403, b"")
    assert rows_written() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("webhook", SIGNED_WEBHOOKS)
def test_who_signs_with_the_numbers_own_token_is_answered_and_recorded(
    line: SignedLine, webhook: str
) -> None:
    response = line.delivery(webhook).send()

    assert response.status_code == 200
    assert rows_written() > 0


@pytest.mark.django_db
def test_a_name_cut_short_under_the_same_signature_is_refused(line: SignedLine) -> None:
    delivery = line.delivery()
    moved = {**without(delivery, "CallSid").params, "CallSi": f"d{CALL}"}

    response = delivery.send(body=urlencode(moved))

    assert sign(delivery.token, delivery.url, moved) == sign(
        delivery.token, delivery.url, delivery.params
    )
    assert (response.status_code, response.content) == (403, b"")
    assert rows_written() == 0


@pytest.mark.django_db
def test_another_company_cannot_sign_for_the_number(
    line: SignedLine, foreign_number: PhoneNumber
) -> None:
    foreign = SignedLine(foreign_number).delivery()
    to_us = {**foreign.params, "To": line.number.number}
    from_our_account = {**to_us, "AccountSid": line.number.account_sid}

    refused = replace(foreign, params=to_us).send()
    refused_too = replace(foreign, params=from_our_account).send()

    assert (refused.status_code, refused.content) == (403, b"")
    assert (refused_too.status_code, refused_too.content) == (403, b"")
    assert rows_written() == 0
    assert foreign.send().status_code == 200


@pytest.mark.django_db
def test_a_company_that_shares_its_token_still_cannot_speak_for_another_account(
    line: SignedLine, stranger: Company
) -> None:
    theirs = PhoneNumberFactory(company=stranger, token=line.number.auth_token())
    to_them = {**line.delivery().params, "To": theirs.number}

    response = replace(line.delivery(), params=to_them).send()

    assert response.status_code == 403
    assert SignedLine(theirs).delivery().send().status_code == 200


@pytest.mark.django_db
def test_a_parameter_that_stands_twice_is_refused_even_when_both_agree(line: SignedLine) -> None:
    delivery = line.delivery("voice/turns/1", SpeechResult="hello")
    again = urlencode({"SpeechResult": "hello"})

    response = delivery.send(body=f"{urlencode(delivery.params)}&{again}")

    assert (response.status_code, response.content) == (403, b"")
    assert rows_written() == 0
    assert delivery.send().status_code == 200


@pytest.mark.django_db
def test_a_parameter_moved_into_the_address_is_refused(line: SignedLine) -> None:
    delivery = line.delivery("voice/turns/1", SpeechResult="hello")
    kept = without(delivery, "SpeechResult").params

    response = delivery.send(body=urlencode(kept), path=f"{delivery.path}?SpeechResult=hello")

    assert (response.status_code, response.content) == (403, b"")
    assert rows_written() == 0


@pytest.mark.django_db
def test_a_signature_for_one_turn_does_not_open_another(line: SignedLine) -> None:
    delivery = line.delivery("voice/turns/1", SpeechResult="hello")

    response = delivery.send(path="/api/twilio/voice/turns/2")

    assert (response.status_code, response.content) == (403, b"")


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"])
def test_what_a_proxy_says_of_the_address_is_ignored(line: SignedLine, header: str) -> None:
    response = replace(line.delivery(), headers={header: "evil.example"}).send()

    assert response.status_code == 200


@pytest.mark.django_db
def test_the_public_address_decides_and_not_the_forwarded_host(
    line: SignedLine, settings: Settings
) -> None:
    settings.PUBLIC_BASE_URL = "http://evil.example"
    signed_for_there = sign(line.number.auth_token(), line.delivery().url, line.delivery().params)
    settings.PUBLIC_BASE_URL = "http://phone.example"
    headers = {"X-Forwarded-Host": "evil.example", "X-Twilio-Signature": signed_for_there}

    refused = replace(line.delivery(), headers=headers).send()

    assert (refused.status_code, refused.content) == (403, b"")
    assert line.delivery().send().status_code == 200


@pytest.mark.django_db
def test_an_unknown_number_of_the_platforms_account_gets_a_farewell_that_names_nobody(
    line: SignedLine, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = "platform"
    unknown = {**line.delivery().params, "To": "+12395559999"}

    response = replace(line.delivery(), params=unknown, token="platform").send()

    assert response.status_code == 200
    assert "not in service" in response.content.decode()
    assert "<Hangup />" in response.content.decode()
    assert "Joe" not in response.content.decode()
    assert rows_written() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "joes-token", "guessed"])
def test_an_unknown_number_without_the_platforms_signature_is_refused_like_any_other(
    line: SignedLine, settings: Settings, token: str
) -> None:
    settings.TWILIO_AUTH_TOKEN = "platform"
    unknown = {**line.delivery().params, "To": "+12395559999"}

    response = replace(line.delivery(), params=unknown, token=token).send()

    assert (response.status_code, response.content) == (403, b"")


@pytest.mark.django_db
def test_without_a_platform_token_an_unknown_number_is_refused_whatever_signs_it(
    line: SignedLine, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = ""
    unknown = {**line.delivery().params, "To": "+12395559999"}

    assert replace(line.delivery(), params=unknown, token="").send().status_code == 403


@pytest.mark.django_db
def test_a_number_without_a_token_of_its_own_is_signed_by_the_platform(
    company: Company, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = "platform"
    ours = SignedLine(PhoneNumberFactory(company=company, token="", account_sid=""))

    assert ours.delivery().send().status_code == 200
    assert replace(ours.delivery(), token="joes-token").send().status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("webhook", SIGNED_WEBHOOKS)
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_a_post_is_taken(line: SignedLine, webhook: str, method: str) -> None:
    response = getattr(Client(), method)(f"/api/twilio/{webhook}")

    assert response.status_code == 405
    assert rows_written() == 0


@pytest.mark.django_db
def test_a_refusal_is_logged_without_the_number_and_without_the_token(line: SignedLine) -> None:
    with logged() as lines:
        signed_with_another_token(line.delivery()).send()

    refusals = [text for text in lines if "webhook_refused" in text]
    assert len(refusals) == 1
    assert line.number.number not in refusals[0]
    assert line.number.auth_token() not in refusals[0]
