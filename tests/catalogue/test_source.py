"""The catalogue beside a copy of the AORTA eisen, where there is one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.fingerprint import SourceRequirement, read_source

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
LONGEST_RUN = 6
"""So many words in a row may be the source's by chance; more would be copying."""


@pytest.fixture(scope="module")
def source() -> str:
    """The text of the AORTA eisen."""
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if len(read_source(text)) > 100:
            return text
    pytest.skip(f"geen tekst van de AORTA eisen in {SEEDS.parent.name}/{SEEDS.name} naast deze map")


@pytest.fixture(scope="module")
def printed(source: str) -> dict[str, SourceRequirement]:
    return {each.alias: each for each in read_source(source)}


def test_every_requirement_of_the_source_is_here(catalogue: Catalogue, printed: dict[str, SourceRequirement]) -> None:
    assert list(catalogue.requirements) == list(printed)


def test_titles_metadata_and_aliases_are_literal(catalogue: Catalogue, printed: dict[str, SourceRequirement]) -> None:
    for alias, here in catalogue.requirements.items():
        there = printed[alias]
        assert (here.paragraaf, here.titel, here.aliassen) == (there.section, there.title, there.aliases)
        assert {
            "Moscow": here.moscow,
            "Verificatie": here.verificatie,
            "Soort": here.soort,
            "Type": here.type,
        } == there.metadata


def test_words_and_hash_are_those_of_the_source(catalogue: Catalogue, printed: dict[str, SourceRequirement]) -> None:
    for alias, here in catalogue.requirements.items():
        there = printed[alias]
        assert (alias, here.bron.woorden, here.bron.sha256) == (alias, len(there.words), there.sha256)


def _words(text: str) -> list[str]:
    return re.findall(r"[0-9a-zà-ÿ]+", text.lower())


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _words(text)
    length = LONGEST_RUN + 1
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def test_no_sentence_of_the_source_is_copied(source: str) -> None:
    theirs = set(_runs(source))
    for path in sorted((ROOT / "catalogue").glob("**/*.toml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("titel =", "alias", "aliassen =")):
                continue
            copied = [" ".join(run) for run in _runs(line) if run in theirs]
            assert not copied, f"{path.name}: {copied[0]}"
