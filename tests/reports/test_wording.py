from typing import get_args

from catalogue.model import Domain, Way
from reports.verdicts import Verdict
from reports.wording import CHAPTERS, SHORT, WAYS, label, lines, number, plural


def test_every_value_has_its_word() -> None:
    assert set(CHAPTERS) == set(get_args(Domain))
    assert set(SHORT) == set(Verdict)
    assert len(set(SHORT.values())) == len(SHORT)
    assert set(WAYS) == {*get_args(Way), ""}


def test_lays_out_nested_facts_as_lines() -> None:
    facts = {
        "product": "XIS",
        "leeg": "",
        "niets": None,
        "geen": [],
        "pics": {"rollen": ["HIS", "KIS"], "voorwaarden": {"opent_zelf": True}},
        "bestanden": [{"naam": "a", "sha256": "ff"}, "b"],
        "libraries": {"lxml": "6.1", "h11": "0.16"},
        "nul": 0,
    }
    assert list(lines(facts)) == [
        ("product", "XIS"),
        ("PICS · rollen", "HIS, KIS"),
        ("PICS · voorwaarde · opent zelf", "ja"),
        ("bestanden", "naam: a; SHA-256: ff"),
        ("bestanden", "b"),
        ("bibliotheken", "lxml 6.1, h11 0.16"),
        ("nul", "0"),
    ]
    assert label("zelf_bedacht") == "zelf bedacht"


def test_numbers_read_as_dutch() -> None:
    assert number(1234567) == "1.234.567"
    assert plural(1, "fout", "fouten") == "1 fout"
    assert plural(2, "fout", "fouten") == "2 fouten"
