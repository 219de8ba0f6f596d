"""The questions to VZVZ."""

import re

import pytest

from catalogue import Catalogue, load
from toetsbank.questions import questions


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    return load()


def test_every_open_point_is_one_numbered_question(ours: Catalogue) -> None:
    text = questions(ours)
    numbers = [int(number) for number in re.findall(r"^(\d+)\. \*\*", text, re.MULTILINE)]
    names = re.findall(r"^\d+\. \*\*(.+?)\*\*", text, re.MULTILINE)
    values = [each.naam for each in ours.parameters.values() if each.status in {"ontbreekt", "aangenomen"}]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sorted(names) == sorted([*ours.readings, *values, *ours.references, *ours.words])
    assert text.startswith("# ")
    assert f"{len(numbers)} vragen: " in text


def test_a_question_says_how_it_is_read_now(ours: Catalogue) -> None:
    text = questions(ours)
    assert "   - b, de strengste" in text
    assert ", nu gelezen als" in text
    assert "   - nu: norm ontbreekt, tot een profiel een waarde met herkomst geeft" in text
    assert "   - clausules die erop rusten: GBX.CON.e4090.2/4, GBX.CON.e4080.5/5, GBX.CON.e4080.5/6" in text


def test_values_are_written_in_dutch(ours: Catalogue) -> None:
    shown = {each.naam: each.shown for each in ours.parameters.values()}
    assert (shown["reactietijd"], shown["systeem-max-sleutel-duur"]) == ("0,3 s", "300 s")
    assert shown["GBx_verlopen_mandaat"] == "ontbreekt"


def test_what_is_confirmed_is_no_question(ours: Catalogue) -> None:
    confirmed = {
        name: each.model_copy(update={"status": "bevestigd door VZVZ, brief 1, 2030-01-01"})
        for name, each in ours.words.items()
    }
    changed = Catalogue(ours.requirements, ours.clauses, ours.readings, ours.parameters, ours.ncsc, words=confirmed)
    text = questions(changed)
    assert "## Woorden zonder maat" not in text
    assert "## Verwijzingen" not in text
