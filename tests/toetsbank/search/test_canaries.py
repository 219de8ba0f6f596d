"""The file of canaries, and files that are none."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.toetsbank.search.samples import canaries
from toetsbank.search.canaries import SHORTEST, SearchError, load, named, new_plant


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "kanaries.json"
    path.write_text(canaries().text(), encoding="utf-8")
    assert load(path) == canaries()


def test_canaries_have_names_that_tell_nothing() -> None:
    assert [canary.name for canary in named("bsn", ("999900006", "999900018"))] == ["bsn-1", "bsn-2"]


def test_the_planted_word_is_new_each_time() -> None:
    assert new_plant() != new_plant()


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"formaat": "iets/1"}, "formaat"),
        ({"kanaries": []}, "geen enkele kanarie"),
        ({"kanaries": [{"naam": "bsn-1"}]}, "ontbreekt"),
        ({"kanaries": [{"naam": "bsn-1", "soort": "bsn", "waarde": "9"}]}, f"tussen {SHORTEST} en"),
        ({"geplant": ""}, "geplant is niet"),
        ({"begin": "2026-03-01T10:00:00"}, "tijdzone"),
        ({"begin": 7}, "klopt niet"),
        ({"eind": "2020-01-01T00:00:00+00:00"}, "na het eind"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(tmp_path: Path, changes: dict[str, Any], hint: str) -> None:
    path = tmp_path / "kanaries.json"
    path.write_text(json.dumps({**json.loads(canaries().text()), **changes}), encoding="utf-8")
    with pytest.raises(SearchError, match=hint):
        load(path)


@pytest.mark.parametrize("text", ["", "[]", "geen json"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kanaries.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SearchError, match="zoek kanaries"):
        load(path)
    with pytest.raises(SearchError, match="niet te lezen"):
        load(tmp_path / "nergens.json")
