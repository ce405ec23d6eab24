"""How many companies are on which version, counted for staff alone."""

import pytest

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import Template
from templates_brain.publishing import load_template
from templates_brain.standing import Standing, standing_of, standings
from tenants.models import Company
from tenants.scope import TenantNotBound, company_scope, platform_scope
from tests.templates_brain.test_sync_api import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(company: Company, stranger: Company) -> Template:
    """Publish three versions; one company is on the first, one on the second."""
    for name, follower in (("First", company), ("Second", stranger), ("Third", None)):
        load_template(document(name=name), actor="staff")
        if follower:
            clone_template(follower.pk, find_version("small"), actor="staff")
    load_template(document(key="other"), actor="staff")
    return Template.objects.get(key="small")


def test_companies_are_counted_by_version_and_those_behind(template: Template) -> None:
    with platform_scope("test"):
        standing = standing_of(template)

    assert (standing.newest, dict(standing.companies_on)) == (3, {1: 1, 2: 1})
    assert (standing.companies, standing.behind, standing.behind_version(2)) == (2, 2, 1)


def test_a_template_that_nobody_copied_has_nobody_behind(template: Template) -> None:
    with platform_scope("test"):
        (other,) = (one for pk, one in standings().items() if pk != template.pk)

    assert (other.newest, other.companies, other.behind) == (1, 0, 0)


def test_nothing_is_behind_before_the_first_version() -> None:
    assert (Standing().companies, Standing().behind) == (0, 0)


def test_counting_takes_two_queries_however_many_templates(
    template: Template, django_assert_num_queries: object
) -> None:
    with platform_scope("test"), django_assert_num_queries(2):  # type: ignore[operator]
        standings()


def test_a_companys_scope_counts_that_company_alone_and_no_scope_nobody(
    template: Template, company: Company
) -> None:
    with company_scope(company.pk):
        own = standing_of(template)

    assert own.companies == 1
    with pytest.raises(TenantNotBound):
        standings()
