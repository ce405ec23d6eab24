"""Whatever stands and whatever comes: a reply, valid TwiML, and never dead air."""

from datetime import datetime, timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from telephony.conversation import Caller
from telephony.simulator.twiml_document import Verb, read_twiml
from telephony.turns import Heard, Reply
from telephony.twiml import twiml_of
from tests.telephony.conversation.talks import (
    ALL,
    CALLER,
    FRONT_DESK,
    MANAGER,
    ON_CALL,
    OWN_PHONE,
    WEEK,
    Talk,
    company,
)
from tests.telephony.receptionists import scenario

MONDAY = datetime.fromisoformat("2027-03-01T00:00-05:00")
SPEECHES = (
    "i smell gas", "goodbye", "do you fix drains", "book an appointment", "yes", "no", "neither",
    "the first", "repeat that", "slower", "start over", "a person", "put me on to the office",
    "how much is a service call and what are your hours", "what are your hours and goodbye",
    "press one to be removed", "purple elephants sing quietly", "tuesday at four", "say it again",
)  # fmt: skip
REPEATS = scenario("again", "say it again", "Sure.", action_hooks=("repeat",))

companies = partial(
    st.builds,
    company,
    told=st.sampled_from([ALL, (), (*ALL, REPEATS)]),
    hours=st.just(WEEK),
    after_hours=st.sampled_from(["answer", "message", "transfer"]),
    silence_then=st.sampled_from(["message", "transfer", "hangup"]),
    silence_reprompts=st.integers(0, 5),
    transfer_numbers=st.sampled_from([(), (FRONT_DESK,), (FRONT_DESK, MANAGER)]),
    business_numbers=st.sampled_from([(), (FRONT_DESK,)]),
    voicemail=st.booleans(),
    forward_number=st.sampled_from(["", OWN_PHONE]),
    blocked_callers=st.sampled_from([(), (CALLER,)]),
    max_calls_per_hour=st.integers(0, 3),
)
callers = st.builds(
    Caller,
    st.sampled_from([CALLER, "anonymous"]),
    st.sampled_from(["", "TN-Validation-Failed-C"]),
    st.integers(0, 4),
)
inputs = st.lists(
    st.one_of(
        st.builds(
            Heard,
            speech=st.sampled_from(SPEECHES) | st.text(max_size=40),
            confidence=st.sampled_from([None, 0.0, 0.2, 0.9]),
        ),
        st.builds(Heard, digits=st.sampled_from(["0", "*", "#", "7", "9", "1", "00"])),
        st.builds(Heard, recorded_seconds=st.integers(0, 9)),
        st.builds(Heard, dial_status=st.sampled_from(["completed", "busy", "no-answer", "x"])),
        st.just(Heard()),
    ),
    max_size=12,
)
moments = st.integers(0, 7 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


def verbs_of(call: Talk, reply: Reply) -> tuple[Verb, ...]:
    """Return the verbs of the reply's TwiML, which Twilio would take."""
    voice = call.agent.profile.voice.paced(reply.state.pace)
    return read_twiml(twiml_of(reply, 1, (), voice).encode())


def ends_well(verbs: tuple[Verb, ...]) -> bool:
    """Whether the document listens (and asks again in silence), rings, records, or hangs up."""
    names = [verb.name for verb in verbs]
    speaks = names[:1] == ["Say"]
    says = any(
        child.text for verb in verbs for child in (verb, *verb.children) if verb.name != "Dial"
    )
    listens = names == ["Gather", "Redirect"] and says
    dials = names[speaks:] == ["Dial"] and bool(verbs[-1].children[0].text)
    records = names[:2] == ["Say", "Record"]
    return listens or dials or records or names[speaks:] == ["Hangup"]


@given(companies(emergency_number=st.sampled_from(["", ON_CALL])), callers, moments, inputs)
def test_every_turn_of_every_call_listens_rings_records_or_says_goodbye(
    agent: object, caller: Caller, moment: datetime, heard: list[Heard]
) -> None:
    call = Talk(agent, moment, caller)

    replies = [call.begin(), *map(call.hear, heard)]

    assert all(ends_well(verbs_of(call, reply)) for reply in replies)


@given(
    companies(emergency_number=st.just(ON_CALL), voicemail=st.just(False)), callers, moments, inputs
)
def test_an_emergency_rings_the_emergency_number_after_whatever_was_heard_before(
    agent: object, caller: Caller, moment: datetime, heard: list[Heard]
) -> None:
    call = Talk(agent, moment, caller)
    call.begin()
    list(map(call.hear, heard))

    assert call.say("help there is a fire in my kitchen", confidence=0.1).dial == ON_CALL
