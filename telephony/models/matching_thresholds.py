"""From which score on a company's callers are answered."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from matching.engine.catalog import QNA_THRESHOLD, SCENARIO_THRESHOLD
from tenants.tenant_model import TenantModel

_FRACTION = (MinValueValidator(0.0), MaxValueValidator(1.0))


class MatchingThresholds(TenantModel):
    """The least scores that are answered; a company without a row has the usual ones."""

    qna = models.FloatField(
        "questions", default=QNA_THRESHOLD, validators=_FRACTION,
        help_text="From this score on, the company's own answer is given. Usually 0.80.",
    )  # fmt: skip
    scenario = models.FloatField(
        "scenarios", default=SCENARIO_THRESHOLD, validators=_FRACTION,
        help_text="From this score on, a scenario is meant; below 0.80 the caller is asked first."
        " Usually 0.50; a scenario's own minimum score can ask for more.",
    )  # fmt: skip

    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        verbose_name_plural = "matching thresholds"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_thresholds_a_company"),
        )

    def __str__(self) -> str:
        return f"{self.qna:.2f} and {self.scenario:.2f}"
