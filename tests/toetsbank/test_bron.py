"""A user's own copy beside the catalogue: a synthetic one here, and the real one where there is one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import Catalogue, load
from catalogue.comparison import compare
from catalogue.document import read_document
from catalogue.editions import of_catalogue, of_document
from catalogue.fingerprint import read_source
from catalogue.local_text import save
from catalogue.pages import Pages
from tests.catalogue.pdf import pdf_of
from tests.catalogue.synthetic import DOCUMENT, FIRST, SECOND, write_catalogue
from toetsbank import bron
from toetsbank.bron import Document, Findings
from toetsbank.outcomes import BadInput
from toetsbank.scenarios import ROOT

LINES_IN_PDF = 1000
"""So much of the source as makes the test quick; its last requirement is cut off."""
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture
def bicycles(tmp_path: Path) -> Catalogue:
    return load(write_catalogue(tmp_path / "fietsen"))


@pytest.fixture
def examined(tmp_path: Path, bicycles: Catalogue) -> Callable[[str], Findings]:
    """Examine a text beside the catalogue of bicycles."""

    def examine(text: str) -> Findings:
        path = tmp_path / "kopie.txt"
        path.write_text(text, encoding="utf-8")
        return bron.examine(bron.read(path), bicycles, {})

    return examine


def test_the_right_copy(examined: Callable[[str], Findings], bicycles: Catalogue) -> None:
    found = examined(DOCUMENT)
    assert found.is_good
    said = bron.describe(found, bicycles)
    assert "Editie    fietsen 1 (3 van 3 afdrukken komen overeen)" in said
    assert "3 van 3 gevonden: 3 woord voor woord gelijk" in said
    assert "9 bindende zinnen, 0 niet gedekt; 0 plaatsen niet gevonden" in said


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("witte koplamp", "gele koplamp", f"anders: {FIRST} Verlichting van een fiets in het donker"),
        ("Dit licht mag niet knipperen;", "", f"plaats niet gevonden: {FIRST}/3"),
        ("* een fitting\n", "* een fitting\n\nDe lens moet heel zijn.\n", "alinea 3, zin 1: De lens moet heel zijn."),
        ("Alias: FTS.BEL.e4020", "Alias: FTS.TTR.e4020", f"ontbreekt in het document: {SECOND} Een bel"),
        ("Alias: FTS.BEL.e4020", "Alias: FTS.TTR.e4020", "niet in de catalogus: FTS.TTR.e4020 Een bel"),
        ("witte koplamp", "gele koplamp", "onbekende editie; het dichtst bij fietsen 1, 2 van 3"),
        ("witte koplamp", "gele koplamp", "woord voor woord te zien met --naast"),
    ],
)
def test_what_is_otherwise(
    examined: Callable[[str], Findings], bicycles: Catalogue, old: str, new: str, line: str
) -> None:
    assert old in DOCUMENT
    found = examined(DOCUMENT.replace(old, new))
    assert not found.is_good
    assert line in bron.describe(found, bicycles)


def test_word_by_word_with_another_copy_or_with_what_was_stored(
    tmp_path: Path, examined: Callable[[str], Findings], bicycles: Catalogue
) -> None:
    path = tmp_path / "eerste.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    changed = examined(DOCUMENT.replace("witte", "gele"))
    bron.store(tmp_path / "bewaard", examined(DOCUMENT), bicycles)
    for texts in (bron.earlier_texts(path, None), bron.earlier_texts(None, tmp_path / "bewaard")):
        found = bron.examine(changed.document, bicycles, texts)
        assert "voorzien van: 1. een [-witte-] {+gele+} koplamp," in bron.describe(found, bicycles)


def test_what_is_stored_for_the_report(examined: Callable[[str], Findings], bicycles: Catalogue) -> None:
    literal = bron.local_text(examined(DOCUMENT), bicycles).literal()
    assert literal[f"{FIRST}/3"].tekst == "Dit licht mag niet knipperen;"
    assert literal[f"{FIRST}/4"].hersteld
    assert literal[FIRST].tekst.startswith("Eis: Een fiets moet")
    assert set(literal) == {*bicycles.requirements, *bicycles.clauses}


def test_an_old_store_is_replaced(tmp_path: Path, examined: Callable[[str], Findings], bicycles: Catalogue) -> None:
    path = save(tmp_path / "bewaard", bron.local_text(examined(DOCUMENT), bicycles))
    path.write_text("{}", encoding="utf-8")
    assert bron.earlier_texts(None, path.parent) == {}
    assert bron.store(path.parent, examined(DOCUMENT), bicycles).stat().st_size > 100


def test_bad_input(tmp_path: Path, examined: Callable[[str], Findings], bicycles: Catalogue) -> None:
    path = tmp_path / "leeg.txt"
    with pytest.raises(BadInput, match="niet te lezen"):
        bron.read(path)
    path.write_text("Niets over eisen.", encoding="utf-8")
    with pytest.raises(BadInput, match="geen enkele eis"):
        bron.read(path)
    with pytest.raises(BadInput, match="niet te schrijven"):
        bron.store(path, examined(DOCUMENT), bicycles)


@pytest.fixture(scope="module")
def source() -> str:
    """The text of the AORTA eisen, where there is one beside this folder."""
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if len(read_source(text)) > 100:
            return text
    pytest.skip(f"geen tekst van de AORTA eisen in {SEEDS.parent.name}/{SEEDS.name} naast deze map")


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    return load()


def examine(text: str, catalogue: Catalogue) -> Findings:
    requirements = read_document(text)
    document = Document(Pages("bron", "", text), requirements, of_document(requirements))
    return bron.examine(document, catalogue, {})


def test_all_of_the_source_is_found_and_covered(source: str, ours: Catalogue) -> None:
    found = examine(source, ours)
    assert [pair.text for pair in found.comparison.pairs] == ["gelijk"] * 121
    assert found.comparison.is_equal
    assert found.edition.matching == found.edition.of == 121
    assert [(each.alias, each.uncovered) for each in found.coverage if each.uncovered] == []
    assert [each.unplaced for each in found.coverage if each.unplaced] == []


def test_a_pdf_of_the_source_reads_the_same(source: str, ours: Catalogue, tmp_path: Path) -> None:
    lines = source.splitlines()[:LINES_IN_PDF]
    path = tmp_path / "bron.pdf"
    pages = [["Eisen 9.1", *lines[at : at + 58], "", f"Bladzijde {at // 58 + 1}"] for at in range(0, len(lines), 58)]
    path.write_bytes(pdf_of(pages))
    found = bron.examine(bron.read(path), ours, {})
    assert len(found.comparison.pairs) > 20
    assert {pair.text for pair in found.comparison.pairs[:-1]} == {"gelijk"}
    assert [each.alias for each in found.coverage[:-1] if not each.is_complete] == []


@pytest.mark.parametrize("section", range(3, 121, 24))
def test_a_changed_word_or_a_lost_line_of_the_source_is_found(source: str, ours: Catalogue, section: int) -> None:
    """Change a number, negation or verb in one requirement, and drop a line of another."""
    alias = list(ours.requirements)[section]
    start = source.index(f"Alias: {alias}")
    end = source.index("Vzvz_Moscow", start)
    body = source[start:end]
    words = [word for word in re.finditer(r"[a-zë]{5,}", body) if word.start() > len(body) // 3]
    at = words[len(words) // 2]
    changed = source[: start + at.start()] + "woordanders" + source[start + at.end() :]
    lines = [line for line in body.splitlines() if len(line) > 40]
    lost = source[:start] + body.replace(lines[-1], "", 1) + source[end:]
    for text in (changed, lost):
        found = compare(of_catalogue(ours), of_document(read_document(text)))
        assert [pair.old.alias for pair in found.changed] == [alias]
