"""What the loader accepts, and the sentences in which it refuses."""

import time
from pathlib import Path

import pytest

from catalogue import CatalogueError, load

FILE = "applicatie/GBX.CON.e4080.5.toml"


def spoil(folder: Path, file: str, old: str, new: str) -> str:
    """Replace one passage of a file; return everything the loader then says."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(folder)
    return str(refused.value)


def test_the_small_catalogue_is_valid(folder: Path) -> None:
    found = load(folder)
    assert list(found.requirements) == ["GBX.CON.e4080.5"]
    assert list(found.clauses) == ["GBX.CON.e4080.5/1", "GBX.CON.e4080.5/2"]
    assert (list(found.readings), list(found.parameters)) == (["INT-01"], ["tijd"])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FILE, 'plaats = "Eis, zin 2"\n', "", "regel 25: het veld 'plaats' ontbreekt."),
        (FILE, 'plaats = "Eis, zin 2"', 'plaats = " "', "regel 28: clausule 2 heeft een leeg veld 'plaats'."),
        (FILE, "plaats = ", "plats = ", "regel 20: het veld 'plats' bestaat niet; bedoeld is waarschijnlijk 'plaats'."),
        (FILE, "nummer = 2", "nummer = 1", "regel 26: clausulenummer 1 komt dubbel voor."),
        (FILE, "nummer = 2", "nummer = 0", "regel 26: 'nummer' is 0, maar hoort minstens 1 te zijn."),
        (
            FILE,
            "nummer = 2",
            'nummer = "twee"',
            "regel 26: bij 'nummer' hoort een geheel getal, maar er staat een tekst.",
        ),
        (
            FILE,
            'weg = "volg"',
            'weg = "lopend"',
            "regel 22: 'lopend' kan niet bij 'weg'; toegestaan is 'zim', 'volg', "
            "'script', 'adapter', 'dossier' of 'belasting'.",
        ),
        (FILE, '["INT-01"]', '["INT-99"]', "regel 23: de lezing INT-99 staat niet in interpretaties.toml."),
        (FILE, '["tijd"]', '["duur"]', "regel 10: de parameter 'duur' staat niet in parameters.toml."),
        (
            FILE,
            'domein = "applicatie"',
            'domein = "generiek"',
            "regel 4: domein 'generiek' hoort in de map generiek, niet applicatie.",
        ),
        (
            FILE,
            'alias = "GBX.CON.e4080.5"',
            'alias = "GBX.CON.e4080.6"',
            "regel 1: het bestand hoort GBX.CON.e4080.6.toml te heten, naar de alias erin.",
        ),
        (
            FILE,
            "woorden = 3",
            "woorden 3",
            "regel 14: dit is geen geldige TOML bij teken 9; verwacht wordt: sleutel = waarde.",
        ),
        (
            FILE,
            "woorden = 3",
            "woorden = 3\nwoorden = 4",
            "regel 15: hier staat een sleutel of tabel die al eerder in dit bestand staat.",
        ),
        (
            FILE,
            'parameters = ["tijd"]',
            "parameters = [",
            "regel 12: dit is geen geldige TOML",
        ),
        (
            "interpretaties.toml",
            'gekozen = "a"',
            'gekozen = "c"',
            "regel 10: INT-01 noemt als gekozen lezing 'c', die er niet is.",
        ),
        (
            "interpretaties.toml",
            '["GBX.CON.e4080.5"]',
            '["GBX.CON.e4080"]',
            "regel 3: INT-01 noemt GBX.CON.e4080, die niet in de catalogus staat.",
        ),
        (
            "parameters.toml",
            'status = "norm"',
            'status = "ontbreekt"',
            "regel 7: 'tijd': juist bij status 'ontbreekt', en alleen daar, is er geen waarde.",
        ),
        (
            "parameters.toml",
            '["GBX.CON.e4080.5"]',
            '["GBX.XXX.e1"]',
            "regel 3: 'tijd' noemt GBX.XXX.e1, die niet in de catalogus staat.",
        ),
        (
            "ncsc.toml",
            'voldoende = ["TLS_ECDHE',
            'redelijk = ["TLS_ECDHE',
            "regel 13: 'redelijk' kan niet bij 'redelijk'; toegestaan is 'goed', 'voldoende', "
            "'uit_te_faseren' of 'onvoldoende'.",
        ),
        (
            "ncsc.toml",
            'goed = ["TLS 1.3"]',
            'goed = ["TLS 1.3"]\nvoldoende = ["TLS 1.3"]',
            "regel 1: editie proef, versies: dubbel gewaardeerd zijn TLS 1.3.",
        ),
    ],
)
def test_one_sentence_with_its_place(folder: Path, file: str, old: str, new: str, said: str) -> None:
    problem = f"proef/{file}, {said}"
    assert any(line.startswith(problem) for line in spoil(folder, file, old, new).splitlines())


def test_a_document_that_stops_half_way(folder: Path) -> None:
    said = spoil(folder, "ncsc.toml", 'geen = "goed"', "geen = [")
    assert said == ("proef/ncsc.toml: de TOML-tekst houdt op voordat een waarde, lijst of tekst is afgesloten.")


def test_a_missing_file_and_a_file_that_is_no_text(folder: Path) -> None:
    (folder / "parameters.toml").unlink()
    (folder / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogueError) as refused:
        load(folder)
    said = str(refused.value)
    assert "proef/parameters.toml: dit bestand ontbreekt." in said
    assert f"proef/{FILE}: dit bestand is niet te lezen als UTF-8-tekst (UnicodeDecodeError)." in said


def test_a_requirement_without_clauses_needs_a_reason(folder: Path) -> None:
    path = folder / FILE
    path.write_text(path.read_text(encoding="utf-8").partition("\n[[clausules]]")[0], encoding="utf-8")
    with pytest.raises(CatalogueError, match="een eis zonder clausules hoort een 'reden' te hebben"):
        load(folder)


def test_an_alias_and_a_section_belong_to_one_file(folder: Path) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    other = text.replace('alias = "GBX.CON.e4080.5"', 'alias = "GBX.ZZZ.e1"\naliassen = ["GBX.CON.e4080.5"]')
    (folder / "applicatie" / "GBX.ZZZ.e1.toml").write_text(other, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(folder)
    assert [problem.text for problem in refused.value.problems] == [
        f"de alias GBX.CON.e4080.5 staat ook in proef/{FILE}.",
        f"paragraaf 2.8 staat ook in proef/{FILE}.",
    ]


def test_a_folder_that_is_no_domain(folder: Path) -> None:
    (folder / "applicatie").rename(folder / "toepassing")
    with pytest.raises(CatalogueError, match="de map toepassing is geen domein"):
        load(folder)


def test_a_file_that_nothing_would_read(folder: Path) -> None:
    (folder / "eis.toml").write_text("", encoding="utf-8")
    (folder / "applicatie" / "oud").mkdir()
    (folder / "applicatie" / "oud" / "GBX.CON.e1.toml").write_text("", encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(folder)
    assert [problem.file for problem in refused.value.problems] == [
        "proef/applicatie/oud/GBX.CON.e1.toml",
        "proef/eis.toml",
    ]


def test_everything_wrong_is_said_in_one_go(folder: Path) -> None:
    (folder / "ncsc.toml").write_text("[", encoding="utf-8")
    (folder / "parameters.toml").write_text("parameters = 1", encoding="utf-8")
    said = spoil(folder, FILE, "nummer = 2", "nummer = 1\nkleur = 3")
    assert len(said.splitlines()) == 3
    assert "het veld 'kleur' bestaat niet; wel bestaan: nummer, tekst" in said
    assert "bij 'parameters' hoort een lijst, maar er staat een getal." in said


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as refused:
        load(tmp_path)
    assert {problem.text for problem in refused.value.problems} == {"dit bestand ontbreekt."}


def test_loading_all_of_it_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    began = time.perf_counter()
    found = load()
    seconds = time.perf_counter() - began
    with capsys.disabled():
        print(f"\n{len(found.requirements)} eisen en {len(found.clauses)} clausules gelezen in {seconds:.3f} s")
    assert found.requirements


def test_files_that_an_older_catalogue_does_not_have(folder: Path) -> None:
    catalogue = load(folder)
    assert (dict(catalogue.references), dict(catalogue.words), dict(catalogue.editions)) == ({}, {}, {})


def test_references_and_words(folder: Path) -> None:
    (folder / "verwijzingen.toml").write_text(
        '[[verwijzingen]]\nid = "VW-01"\naliassen = ["GBX.CON.e4080.5"]\nplaats = "Eis"\nverwijst_naar = "iets"\n'
        'probleem = "weg"\ngelezen_als = "anders"\ndoel = ["GBX.CON.e4080.5"]\n',
        encoding="utf-8",
    )
    (folder / "woorden.toml").write_text(
        '[[woorden]]\nid = "WD-01"\naliassen = ["GBX.CON.e4080.5"]\nwoord = "gauw"\nlezing = "nu"\n', encoding="utf-8"
    )
    catalogue = load(folder)
    assert catalogue.references["VW-01"].doel == ("GBX.CON.e4080.5",)
    assert catalogue.words["WD-01"].ver_ervan is None


def test_a_reference_or_word_of_an_unknown_requirement(folder: Path) -> None:
    for name, table, extra in (
        ("verwijzingen", "VW-01", 'plaats = ""\nverwijst_naar = ""\nprobleem = ""\ngelezen_als = ""\ndoel = ["B"]\n'),
        ("woorden", "WD-01", 'woord = ""\nlezing = ""\n'),
    ):
        entry = f'[[{name}]]\nid = "{table}"\naliassen = ["A"]\n{extra}'
        (folder / f"{name}.toml").write_text(entry + entry, encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load(folder)
    said = str(error.value)
    assert "proef/verwijzingen.toml, regel 2: VW-01 komt dubbel voor." in said
    assert "proef/verwijzingen.toml, regel 8: VW-01 noemt B, die niet in de catalogus staat." in said
    assert "proef/woorden.toml, regel 3: WD-01 noemt A, die niet in de catalogus staat." in said
