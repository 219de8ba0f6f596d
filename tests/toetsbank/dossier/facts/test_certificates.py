"""The certificate of production: whose it is, what it hangs under, until when; certificates are made here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import SIGNED, Copy, assert_noticed, broken_in
from toetsbank.dossier.defects import Good, WrongFact
from toetsbank.dossier.facts import certificates
from toetsbank.dossier.specimens import PRACTICE
from toetsbank.dossier.specimens import certificates as made

NAME, CHAIN = "GBX.BVL.e4080/3", "GBX.BVL.e4080/4"


@pytest.mark.parametrize("wrong", broken_in(certificates), ids=lambda wrong: wrong.naam)
def test_wrong_fact_is_noticed_at_its_clauses_only(wrong: WrongFact, good: Good) -> None:
    assert_noticed(wrong, good)


Judged = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    for name, content in made().items():
        (tmp_path / name).write_bytes(content)

    def judge(file: str = "goed.pem", **changes: Any) -> dict[str, dict[str, Any]]:
        copy = Copy(tmp_path)
        common = {"certificaat": file, "omgeving": "productie", "bestanden": [copy.paper()], **SIGNED}
        copy.change(NAME, {**common, "opdrachtgever": PRACTICE, "aansluitovereenkomst": "2024-1", **changes})
        copy.change(CHAIN, {**common, "stamcertificaten": ["stam.pem"], **changes} | {"opdrachtgever": None})
        return copy.judged()

    return judge


def verdicts(said: dict[str, dict[str, Any]]) -> tuple[Verdict, Verdict]:
    return said[NAME]["verdict"], said[CHAIN]["verdict"]


def test_certificate_of_the_principal_under_the_state_is_declared(judged: Judged) -> None:
    said = judged()
    assert verdicts(said) == (Verdict.DECLARED, Verdict.DECLARED), said[CHAIN]
    assert "vergelijk de afdruk" in said[CHAIN]["findings"][0].casefold()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("andere-naam.pem", (Verdict.FAIL, Verdict.DECLARED)),
        ("verlopen.pem", (Verdict.DECLARED, Verdict.FAIL)),
        ("zonder-uitgever.pem", (Verdict.DECLARED, Verdict.INCONCLUSIVE)),
        ("toetsbank.pem", (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)),
        ("leeg.pem", (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)),
    ],
)
def test_one_file_is_judged_at_each_clause_by_what_that_asks(
    judged: Judged, file: str, expected: tuple[Verdict, Verdict]
) -> None:
    assert verdicts(judged(file)) == expected


def test_principal_of_the_agreement_may_be_another_than_that_of_the_profile(judged: Judged) -> None:
    said = judged("andere-naam.pem", opdrachtgever="Andere Praktijk")
    assert verdicts(said) == (Verdict.DECLARED, Verdict.DECLARED)
    text = f"Het certificaat staat op naam van Andere Praktijk; het profiel noemt {PRACTICE}."
    assert said[NAME]["findings"] == (text,)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_file_without_a_certificate_decides_nothing(judged: Judged, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vreemd.pem").write_bytes(content)
    said = judged("vreemd.pem")
    assert verdicts(said) == (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)
    assert "het bestand bevat geen certificaat in PEM" in said[NAME]["missing"]
