"""The closed lists that templates and companies' copies choose from."""

from django.db import models


class ScenarioStatus(models.TextChoices):
    """Whether callers meet the scenario."""

    DRAFT = "draft"
    LIVE = "live"
    ARCHIVED = "archived"


class FollowUp(models.TextChoices):
    """What comes after the reply."""

    NONE = "none", "nothing: listen again"
    ASK = "ask", "ask a question"
    OFFER_BOOKING = "offer_booking", "offer a booking"
    TRANSFER = "transfer", "put the caller through"


class Channel(models.TextChoices):
    """Where the scenario answers."""

    ANY = "any"
    VOICE = "voice"
    SMS = "sms", "SMS"


class Origin(models.TextChoices):
    """Where a row of a company's configuration came from."""

    TEMPLATE = "template"
    COMPANY = "company"


class VariableType(models.TextChoices):
    """What kind of value a variable takes."""

    TEXT = "text"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    MONEY = "money"
    NUMBER = "number"
    HOURS = "hours"
    ADDRESS = "address"
    ENUM = "enum"
    MULTILINE = "multiline"


class EntityType(models.TextChoices):
    """What kind of thing a scenario listens for."""

    TEXT = "text"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"


class Tone(models.TextChoices):
    """How a behaviour meets the caller."""

    NEUTRAL = "neutral"
    WARM = "warm"
    FORMAL = "formal"
    FIRM = "firm"


class Pace(models.TextChoices):
    """How fast a behaviour speaks."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


class Emotion(models.TextChoices):
    """What a behaviour lets be heard."""

    NEUTRAL = "neutral"
    CHEERFUL = "cheerful"
    CONCERNED = "concerned"
    CALM = "calm"
    URGENT = "urgent"
