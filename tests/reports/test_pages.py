"""What the pages share: escaping, names that must exist, and chapters in order."""

import pytest
from jinja2 import UndefinedError

from reports.pages import TEMPLATES, by_chapter, environment
from reports.verdicts import Verdict
from tests.reports.samples import requirement


def test_each_value_is_escaped_and_each_name_must_be_there() -> None:
    made = environment(extra="<b>").from_string("{{ extra }} {{ word }}")
    assert made.render(word="<i>") == "&lt;b&gt; &lt;i&gt;"
    with pytest.raises(UndefinedError):
        made.render()


def test_filters_speak_dutch() -> None:
    made = environment().from_string("{{ day|day }}, {{ verdict|short }}, {{ 'A/12'|number_of }}, {{ 1234|number }}")
    assert made.render(day="2026-03-02", verdict=Verdict.DECLARED) == "2 maart 2026, dec, 12, 1.234"


def test_chapters_come_in_their_order() -> None:
    found = [
        requirement(alias="GBX.VBD.e4010", domein="applicatie"),
        requirement(alias="GBX.VBD.e4020", domein="applicatie"),
        requirement(alias="GBX.VBD.e4030", domein="organisatie"),
    ]
    chapters = by_chapter(found, lambda each: each.domein)
    assert {name: [each.alias for each in group] for name, group in chapters.items()} == {
        "applicatie": ["GBX.VBD.e4010", "GBX.VBD.e4020"],
        "organisatie": ["GBX.VBD.e4030"],
    }


def test_the_templates_are_there() -> None:
    assert (TEMPLATES / "report.html.j2").is_file()
