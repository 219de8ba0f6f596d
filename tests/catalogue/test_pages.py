"""Reading a copy: PDF or text, with what pages and fonts add taken away."""

from pathlib import Path

import pytest

from catalogue.document import read_document
from catalogue.fingerprint import read_source
from catalogue.pages import LARGEST, DocumentError, clean, read_pages
from tests.catalogue.pdf import pdf_of
from tests.catalogue.synthetic import DOCUMENT

LINES = DOCUMENT.splitlines()
PER_PAGE = 14


def pages() -> list[list[str]]:
    """Return the document on pages with a header and a numbered footer."""
    bodies = [LINES[start : start + PER_PAGE] for start in range(0, len(LINES), PER_PAGE)]
    return [["Eisen aan fietsen", *body, f"Bladzijde {n} van 9"] for n, body in enumerate(bodies, start=1)]


def same_words(text: str) -> bool:
    return [each.words for each in read_source(text)] == [each.words for each in read_source(DOCUMENT)]


def test_text_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "eisen.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    found = read_pages(path)
    assert found.text.splitlines() == LINES
    assert (found.name, found.count, len(found.sha256)) == ("eisen.txt", None, 64)


def test_a_pdf_gives_the_same_requirements(tmp_path: Path) -> None:
    path = tmp_path / "eisen.pdf"
    path.write_bytes(pdf_of(pages()))
    found = read_pages(path)
    assert found.count == len(pages())
    assert same_words(found.text)
    assert [len(each.sentences) for each in read_document(found.text)] == [
        len(each.sentences) for each in read_document(DOCUMENT)
    ]


def test_headers_and_footers_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "eisen.txt"
    path.write_text("\f".join("\n".join(page) for page in pages()), encoding="utf-8")
    assert same_words(read_pages(path).text)


def test_a_line_that_only_a_few_pages_share_stays() -> None:
    assert "Kop" in clean(["Kop\neen", "twee", "drie", "vier"])
    assert "Kop" in clean(["Kop\neen", "Kop\ntwee", "Kop\ndrie"])
    assert "Kop" not in clean(["Kop\neen", "Kop\ntwee", "Kop\ndrie", "Kop\nvier"])


def test_ligatures_hard_spaces_and_bullets_of_fonts() -> None:
    assert clean(["\ufeffde\u00a0fi\u00adets is \ufb01jn \uf0b7 \ufb02ets"]) == "de fiets is fijn • flets"


def test_old_text_files(tmp_path: Path) -> None:
    path = tmp_path / "oud.txt"
    path.write_bytes("één “fiets”".encode("cp1252"))
    assert read_pages(path).text == "één “fiets”"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.4\nkapot", "is geen leesbare PDF"),
        (b"PK\0\0 een zip", "is geen PDF en geen tekst"),
        (pdf_of([[], []]), "is een PDF zonder tekst"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=sentence):
        read_pages(path)


def test_no_file_and_too_large_a_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="niet te lezen"):
        read_pages(tmp_path / "weg.pdf")
    path = tmp_path / "groot"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(DocumentError, match="groter dan 50 MB"):
        read_pages(path)
