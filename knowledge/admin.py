"""The desk's page of companies' questions and answers."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from knowledge.cleaning import cleaned, cleaned_answer, cleaned_phrase
from knowledge.models import ALTERNATIVES_MAX, QUESTION_MAX_CHARS, QuestionAnswer
from tenants.admin import CompanyFilter, LinesField, TenantAdmin, TenantForm, ValuesFilter


class QuestionAnswerForm(TenantForm):
    """A question and its answer, held to the API's limits."""

    alternatives = LinesField(required=False, help_text="Other ways to ask the same.")

    def clean_question(self) -> str:
        """Refuse what no caller can say."""
        return cleaned_phrase(self.cleaned_data["question"])

    def clean_answer(self) -> str:
        """Refuse what cannot be spoken."""
        return cleaned_answer(self.cleaned_data["answer"])

    def clean_category(self) -> str:
        """Refuse what nobody sees."""
        return cleaned(self.cleaned_data["category"])

    def clean_alternatives(self) -> list[str]:
        """Refuse too many, those that are too long, and what no caller can say."""
        alternatives: list[str] = self.cleaned_data["alternatives"]
        if len(alternatives) > ALTERNATIVES_MAX:
            raise ValidationError(f"At most {ALTERNATIVES_MAX} alternatives.")
        for place, alternative in enumerate(alternatives, start=1):
            if len(alternative) > QUESTION_MAX_CHARS:
                raise ValidationError(f"Line {place}: at most {QUESTION_MAX_CHARS} characters.")
        return [cleaned_phrase(alternative) for alternative in alternatives]


@admin.register(QuestionAnswer)
class QuestionAnswerAdmin(TenantAdmin):
    """What companies know, which comes before any template's reply."""

    form = QuestionAnswerForm
    list_display = ("question", "company", "category", "status", "updated_at")
    list_filter = (("company", CompanyFilter), "status", ("category", ValuesFilter))
    search_fields = ("question", "alternatives", "answer", "company__name")
    fields = ("company", "question", "alternatives", "answer", ("category", "status"))
