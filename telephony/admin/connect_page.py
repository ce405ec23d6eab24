"""The page of "Connect at Twilio…": what stands there, what will stand, and setting it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.admin import ModelAdmin

from telephony.connecting.connecting import Connection, connect, find_ours, plan_connection
from telephony.connecting.refusals import NotConnected
from templates_brain.admin.frame import show
from tenants.models import PhoneNumber


def show_connect_page(page: ModelAdmin, request: HttpRequest, number: PhoneNumber) -> HttpResponse:
    """Show what connecting the number would change at Twilio; on POST change it."""
    if request.method == "POST":
        _connect(request, number)
        return redirect(request.path)
    connection, refusal = _plan(number)
    return show(
        page,
        request,
        "connect",
        f"Connect {number} at Twilio",
        original=number,
        number=number,
        connection=connection,
        refusal=refusal,
    )


def _plan(number: PhoneNumber) -> tuple[Connection | None, str]:
    """Return the plan, or why there is none."""
    try:
        return plan_connection(find_ours(number.number)), ""
    except NotConnected as error:
        return None, str(error)


def _connect(request: HttpRequest, number: PhoneNumber) -> None:
    """Connect the number and tell what came of it."""
    try:
        done = connect(
            find_ours(number.number),
            actor=request.user.email,
            take_over="take_over" in request.POST,
        )
    except NotConnected as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{number} is connected. {_sentence(done)}")


def _sentence(done: Connection) -> str:
    if not done.changes:
        return "Nothing had to change."
    return f"Changed: {', '.join(change.setting.label for change in done.changes)}."
