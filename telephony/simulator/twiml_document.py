"""Reads an answer's TwiML into verbs, or says in one sentence why Twilio would not."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree as ET

from telephony.simulator.grammar import BadTwiML, check_tree

MAX_BODY_BYTES = 64 * 1024
SEPARATE_WORDS = frozenset({"break", "p", "s"})


@dataclass(frozen=True)
class Verb:
    """One instruction; `text` is what it says, plays or dials, on one line."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Verb", ...] = ()


@dataclass(frozen=True)
class Document:
    """The verbs that one URL answered."""

    url: str
    verbs: tuple[Verb, ...]

    def resolve(self, link: str) -> str:
        """Return where a link of this document leads; an empty one leads to itself.

        The fragment holds overrides for Twilio and is never sent.
        """
        return urldefrag(urljoin(self.url, link.strip())).url


def read_twiml(body: bytes) -> tuple[Verb, ...]:
    """Return the verbs of a document in their order, or raise BadTwiML."""
    if len(body) > MAX_BODY_BYTES:
        raise BadTwiML("The TwiML is larger than 64 kB.")
    if not body.startswith(b"<"):
        raise BadTwiML("The TwiML does not begin with its first tag.")
    root = parse_xml(body)
    if root.tag != "Response":
        raise BadTwiML(f"The TwiML's outermost element is {root.tag} and not Response.")
    check_tree(root)
    return tuple(read_verb(element) for element in root)


def parse_xml(body: bytes) -> ET.Element:
    """Return the document's root, or raise BadTwiML if it is not well-formed XML."""
    try:
        return ET.fromstring(body)  # noqa: S314 - the input is our own server's TwiML
    # An unknown or multi-byte declared encoding raises the latter two.
    except (ET.ParseError, LookupError, ValueError) as error:
        raise BadTwiML(f"The TwiML is not well-formed XML: {error}.") from error


def read_verb(element: ET.Element) -> Verb:
    """Return an element as a verb, a Say's markup flattened to what is heard."""
    if element.tag == "Say":
        return Verb("Say", element.attrib, one_line(spoken_text(element)))
    children = tuple(read_verb(child) for child in element)
    return Verb(element.tag, element.attrib, one_line(element.text or ""), children)


def one_line(text: str) -> str:
    """Return the text with each run of whitespace as one space."""
    return " ".join(text.split())


def spoken_text(element: ET.Element) -> str:
    """Return what is heard of an element: its alias, or its text and that of its markup."""
    inner = element.get("alias") or (element.text or "") + "".join(
        spoken_text(child) + (child.tail or "") for child in element
    )
    return f" {inner} " if element.tag in SEPARATE_WORDS else inner
