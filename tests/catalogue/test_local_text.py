"""The literal text of a user's own copy, kept on his machine."""

from pathlib import Path

import pytest

from catalogue.local_text import FILE, Literal, LocalRequirement, LocalText, LocalTextError, load, save

LOCAL = LocalText(
    document="eisen.pdf",
    sha256="0" * 64,
    editie="fietsen 1",
    eisen={
        "FTS.LMP.e4010.1": LocalRequirement(
            woorden=("Een", "fiets"),
            sha256="1" * 64,
            zinnen=(
                ("Eis, alinea 1, zin 1", "Een."),
                ("Eis, alinea 1, zin 2", "Twee:"),
                ("Eis, lijst 1, item 1, zin 1", "drie;"),
                ("Toelichting, alinea 1, zin 1", "Vier."),
            ),
            hersteld="iets",
            clausules={"FTS.LMP.e4010.1/1": Literal(tekst="Een.")},
        )
    },
)


def test_back_and_forth_without_a_trace_in_git(tmp_path: Path) -> None:
    path = save(tmp_path / "kopie", LOCAL)
    assert load(tmp_path / "kopie") == LOCAL
    assert (path.name, (path.parent / ".gitignore").read_text(encoding="utf-8")) == (FILE, "*\n")
    assert sorted(each.name for each in path.parent.iterdir()) == [".gitignore", FILE]


def test_text_of_requirements_and_clauses() -> None:
    found = LOCAL.literal()
    assert found["FTS.LMP.e4010.1"] == Literal(tekst="Eis: Een. Twee:\n[1] drie;\nToelichting: Vier.", hersteld="iets")
    assert found["FTS.LMP.e4010.1/1"].tekst == "Een."
    assert LOCAL.texts() == {"1" * 64: ("Een", "fiets")}


@pytest.mark.parametrize("content", [None, "{}", "geen json"])
def test_what_is_no_local_text(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(LocalTextError, match="python -m toetsbank bron DOCUMENT --uit"):
        load(tmp_path)
