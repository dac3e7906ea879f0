"""The guard on undefined template variables: it bites in our templates and nowhere else."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine, Origin, Template

from tests.strict_templates import StrictInOurTemplates, UndefinedVariable

ENGINE = Engine(string_if_invalid=StrictInOurTemplates())
OURS = settings.BASE_DIR / "templates" / "page.html"
DJANGO = Path(pytest.__file__).parent / "templates" / "page.html"


def render(source: str, file: Path, **context: object) -> str:
    return Template(source, Origin(str(file)), "page.html", ENGINE).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ scheme.missing }}",
        "{{ missing|upper }}",
        "{% if True %}{{ missing }}{% endif %}",
        "{% with x=missing %}{{ x }}{% endwith %}",
    ],
)
def test_undefined_fails_in_our_templates_and_is_empty_elsewhere(source: str) -> None:
    with pytest.raises(UndefinedVariable, match=r"missing.* in templates/page\.html"):
        render(source, OURS, scheme={})
    assert render(source, DJANGO, scheme={}) == ""


@pytest.mark.parametrize("value", ["", None, 0, False])
def test_empty_is_not_undefined(value: object) -> None:
    assert render("{{ value }}", OURS, value=value) == str("" if value == "" else value)


def test_a_default_says_that_a_variable_may_be_missing() -> None:
    assert render("{{ missing|default:'rien' }}", OURS) == "rien"


def test_filters_still_apply_elsewhere() -> None:
    assert render("{{ missing|yesno:'oui,non' }}", DJANGO) == "non"
