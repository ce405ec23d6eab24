"""The second factor of staff: without it the desk shows nothing, and no code is good twice."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tenants import second_factor
from tenants.authentication import refresh_token_for
from tenants.encryption import UnreadableSecret
from tenants.models import AuthenticatorApp, RecoveryCodes, User
from tests.desk import Desk, code_of
from tests.factories import PASSWORD, AuthenticatorAppFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/admin/second-factor"
LONG_AGO = timedelta(days=365)


@pytest.fixture
def staff() -> User:
    """Return a member of staff."""
    return StaffFactory(email="staff@example.com")


@pytest.fixture
def browser(staff: User) -> Client:
    """Return a browser in which the password was given, and no code."""
    client = Client()
    client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})
    return client


@pytest.fixture
def app(staff: User) -> AuthenticatorApp:
    """Return the app that the member of staff has set up."""
    return AuthenticatorAppFactory(user=staff)


def give(client: Client, code: str) -> Any:
    """Send a code."""
    return client.post(PAGE, {"code": code})


def ask_for_tokens(staff: User, **given: str) -> Any:
    """Sign in at the API."""
    body = {"email": staff.email, "password": PASSWORD, **given}
    return APIClient().post("/api/auth/token", body, format="json")


def forgive(device: Any) -> None:
    """Let the last wrong code lie long ago."""
    type(device).objects.filter(pk=device.pk).update(
        throttling_failure_timestamp=timezone.now() - LONG_AGO
    )


@pytest.mark.parametrize("path", ["/admin/", "/admin/tenants/user/", "/admin/password_change/"])
def test_a_password_alone_leads_to_the_second_factor_and_no_page(
    browser: Client, path: str
) -> None:
    answer = browser.get(f"{path}?q=1")

    assert answer.status_code == 302
    assert answer["Location"] == f"{PAGE}?next={path.replace('/', '%2F')}%3Fq%3D1"
    assert browser.post(path).status_code == 302


def test_a_first_sign_in_sets_up_an_app_and_shows_the_recovery_codes_once(
    browser: Client, staff: User
) -> None:
    page = browser.get(PAGE)
    app = AuthenticatorApp.objects.get(user=staff)
    assert app.key() in page.content.decode()

    done = give(browser, code_of(app))

    assert len(done.context["codes"]) == 10
    assert browser.get("/admin/").status_code == 200
    again = browser.get(PAGE).content.decode()
    assert all(code not in again for code in done.context["codes"])
    assert app.key() not in again


def test_an_app_is_not_set_up_by_a_wrong_code(browser: Client, staff: User) -> None:
    browser.get(PAGE)

    assert give(browser, "000000").status_code == 400
    assert not second_factor.is_set_up(staff)
    assert browser.get("/admin/").status_code == 302


def test_a_code_of_the_app_lets_in_to_where_one_wanted_to_go(
    browser: Client, app: AuthenticatorApp
) -> None:
    answer = browser.post(f"{PAGE}?next=/admin/tenants/user/", {"code": code_of(app)})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/tenants/user/")
    assert browser.get("/admin/tenants/user/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "\\\\evil"])
def test_a_code_leads_to_no_other_site(
    browser: Client, app: AuthenticatorApp, elsewhere: str
) -> None:
    answer = browser.post(f"{PAGE}?next={elsewhere}", {"code": code_of(app)})

    assert answer["Location"] == "/admin/"


def test_a_session_has_another_key_after_the_code(browser: Client, app: AuthenticatorApp) -> None:
    before = browser.session.session_key

    give(browser, code_of(app))

    assert browser.session.session_key != before


def test_a_code_is_good_once(browser: Client, staff: User, app: AuthenticatorApp) -> None:
    code = code_of(app)
    give(browser, code)

    assert second_factor.accept(staff, code) is None


def test_a_recovery_code_is_good_once_however_it_is_typed(
    browser: Client, staff: User, app: AuthenticatorApp
) -> None:
    first, *_ = second_factor.renew_recovery_codes(staff)

    assert give(browser, f" {first.upper().replace('-', ' ')} ").status_code == 302
    assert second_factor.recovery_codes_left(staff) == 9
    assert second_factor.accept(staff, first) is None


@pytest.mark.parametrize(
    "code",
    ["", "000000", "a" * 40, "a" * 41, "\uff11\uff12\uff13\uff14\uff15\uff16", "\0", "9" * 39],
)
def test_a_wrong_code_is_told_and_nothing_more(
    browser: Client, app: AuthenticatorApp, code: str
) -> None:
    assert give(browser, code).status_code == 400
    assert browser.get("/admin/").status_code == 302


def test_after_wrong_codes_the_right_one_is_answered_like_them_for_a_time(
    browser: Client, app: AuthenticatorApp
) -> None:
    wrong = give(browser, "000000")
    AuthenticatorApp.objects.update(throttling_failure_count=20)

    locked = give(browser, code_of(app))

    assert locked.context["form"].errors == wrong.context["form"].errors
    assert locked.status_code == wrong.status_code == 400
    forgive(app)
    assert give(browser, code_of(app)).status_code == 302


def test_who_guesses_digits_does_not_lock_the_recovery_codes(
    browser: Client, staff: User, app: AuthenticatorApp
) -> None:
    code, *_ = second_factor.renew_recovery_codes(staff)
    give(browser, "000000")

    assert give(browser, code).status_code == 302


def test_another_members_code_is_wrong(browser: Client, app: AuthenticatorApp) -> None:
    other = AuthenticatorAppFactory()

    assert give(browser, code_of(other)).status_code == 400


def test_another_members_device_in_ones_session_opens_nothing(browser: Client) -> None:
    other = AuthenticatorAppFactory()
    session = browser.session
    session["otp_device_id"] = other.persistent_id
    session.save()

    assert browser.get("/admin/").status_code == 302


def test_a_companys_user_is_sent_to_the_sign_in() -> None:
    client = Client()
    client.force_login(UserFactory())

    assert client.get(PAGE)["Location"] == "/admin/login/"
    assert Client().get(PAGE)["Location"] == "/admin/login/"


def test_new_recovery_codes_and_another_app_take_the_password(staff: User) -> None:
    desk = Desk(staff)
    old, *_ = second_factor.renew_recovery_codes(staff)

    refused = desk.client.post(PAGE, {"password": "wrong", "renew": "1"})
    renewed = desk.client.post(PAGE, {"password": PASSWORD, "renew": "1"})

    assert refused.status_code == 400
    assert len(renewed.context["codes"]) == 10
    assert second_factor.accept(staff, old) is None
    assert desk.client.post(PAGE, {"password": PASSWORD, "move": "1"}).status_code == 302
    assert not second_factor.is_set_up(staff)
    assert desk.client.get("/admin/").status_code == 302


def test_where_it_is_not_required_a_password_is_enough(browser: Client, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False

    assert browser.get("/admin/").status_code == 200


def test_the_api_takes_a_code_of_staff_too(staff: User, app: AuthenticatorApp) -> None:
    missing = ask_for_tokens(staff)
    right = ask_for_tokens(staff, otp=code_of(app))
    wrong = ask_for_tokens(staff, otp="000000")

    assert right.json()["user"]["role"] == "admin"
    assert missing.status_code == wrong.status_code == 401
    assert missing.json() == wrong.json()
    assert missing.json()["error"] == "second_factor_required"


def test_the_api_does_not_tell_of_codes_before_the_password_is_right(
    staff: User, app: AuthenticatorApp
) -> None:
    answer = APIClient().post(
        "/api/auth/token",
        {"email": staff.email, "password": "wrong", "otp": code_of(app)},
        format="json",
    )

    assert answer.json()["error"] == "wrong_credentials"


def test_a_companys_user_needs_no_code_at_the_api() -> None:
    assert ask_for_tokens(UserFactory()).status_code == 200


def test_another_member_of_staff_resets_it_and_it_is_on_record(staff: User) -> None:
    theirs = Desk(staff)
    refresh = str(refresh_token_for(staff))
    desk = Desk(StaffFactory())

    desk.change(staff, reset_second_factor="on")

    assert theirs.client.get("/admin/").status_code == 302
    stale = APIClient().post("/api/auth/refresh", {"refresh": refresh}, format="json")
    assert stale.status_code == 401
    assert "Reset the second factor" in LogEntry.objects.get().get_change_message()
    assert desk.client.get("/admin/").status_code == 200


def test_nobody_resets_their_own_without_the_password(staff: User) -> None:
    desk = Desk(staff)

    desk.change(staff, reset_second_factor="on")

    assert second_factor.is_set_up(staff)


def test_the_command_resets_it(staff: User, app: AuthenticatorApp) -> None:
    told = StringIO()

    call_command("reset_second_factor", "STAFF@example.com", "--dry-run", stdout=told)
    assert second_factor.is_set_up(staff)
    call_command("reset_second_factor", "STAFF@example.com", stdout=told)

    assert not second_factor.is_set_up(staff)
    line = f'{{"userId":"{staff.pk}","wasSetUp":true}}'
    assert told.getvalue() == f"{line}\n{line}\n"


@pytest.mark.parametrize("email", ["nobody@example.com", "owner@example.com"])
def test_the_command_knows_staff_only(email: str) -> None:
    UserFactory(email="owner@example.com")

    with pytest.raises(CommandError, match="no member of staff"):
        call_command("reset_second_factor", email)


def test_a_key_is_sealed_for_its_user(app: AuthenticatorApp) -> None:
    app.user = StaffFactory()

    with pytest.raises(UnreadableSecret):
        app.key()


def test_recovery_codes_stand_hashed(staff: User) -> None:
    codes = second_factor.renew_recovery_codes(staff)

    stored = str(RecoveryCodes.objects.values_list("hashes", flat=True).get())

    assert all(code not in stored and code.replace("-", "") not in stored for code in codes)


def test_a_changed_password_ends_other_sessions_at_the_desk(staff: User) -> None:
    desk, elsewhere = Desk(staff), Desk(staff)
    passwords = {"new_password1": "quite another one", "new_password2": "quite another one"}

    desk.client.post("/admin/password_change/", {"old_password": PASSWORD, **passwords})

    assert desk.client.get("/admin/").status_code == 200
    assert elsewhere.client.get("/admin/")["Location"].startswith("/admin/login/")


def test_a_members_password_is_longer_than_a_companys_users() -> None:
    desk = Desk(StaffFactory())
    user, staff = UserFactory(), StaffFactory()

    assert desk.change(user, new_password="elevenchars").status_code == 302
    assert desk.change(staff, new_password="elevenchars").status_code == 200
