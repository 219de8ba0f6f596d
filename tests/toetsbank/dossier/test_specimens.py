"""The dossier in which all is well: for every type of system, on papers that vanish."""

from datetime import date

import pytest
from cryptography import x509

from catalogue.model import SystemType
from reports.verdicts import Verdict
from tests.toetsbank.dossier.samples import CATALOGUE
from toetsbank.dossier.defects import known
from toetsbank.dossier.forms import forms, needed
from toetsbank.dossier.specimens import Specimen, certificates, papers, profile_of


@pytest.mark.parametrize("type_", list(SystemType))
@pytest.mark.parametrize("today", [known().peildatum, date(2030, 2, 28)])
def test_every_clause_is_declared_but_for_what_no_form_can_decide(type_: SystemType, today: date) -> None:
    with papers() as folder:
        said = Specimen(folder, profile_of(type_), CATALOGUE, today, known().gezond).said
    assert set(needed(CATALOGUE, profile_of(type_).pics)) <= said.keys()
    others = {clause for clause, fields in said.items() if fields["verdict"] is not Verdict.DECLARED}
    assert {forms().clausules[clause].vorm for clause in others} <= known().altijd_open.keys()


def test_another_form_changes_what_is_said_of_its_clause() -> None:
    with papers() as folder:
        good = Specimen(folder, profile_of(SystemType.GBZ), CATALOGUE, known().peildatum, known().gezond)
        said = good.with_("GBX.ALG.e4010/1", None)
        same = good.with_("GBX.ALG.e4010/1", good.forms["GBX.ALG.e4010/1"])
    assert {clause: fields["verdict"] for clause, fields in said.items()} == {"GBX.ALG.e4010/1": Verdict.NOT_TESTED}
    assert same == {"GBX.ALG.e4010/1": good.said["GBX.ALG.e4010/1"]}


def test_forms_that_look_at_another_are_judged_with_it() -> None:
    boundary = "GBX.BVL.e4060/3"
    with papers() as folder:
        good = Specimen(folder, profile_of(SystemType.GBZ), CATALOGUE, known().peildatum, known().gezond)
        said = good.with_(boundary, {**good.forms[boundary], "binnen": ["elders"]})
    assert said.keys() == {boundary, "GBX.BVL.e4060/4", "GBX.BVL.e4060/8"}
    assert said["GBX.BVL.e4060/4"]["verdict"] is Verdict.INCONCLUSIVE


def test_papers_vanish() -> None:
    with papers() as folder:
        assert (folder / "stukken" / "beheer.md").is_file()
    assert not folder.exists()


def test_certificates_are_new_each_time() -> None:
    one, other = certificates(), certificates()
    assert one["goed.pem"] != other["goed.pem"]
    (leaf, issuer) = x509.load_pem_x509_certificates(one["goed.pem"])
    leaf.verify_directly_issued_by(issuer)
    issuer.verify_directly_issued_by(x509.load_pem_x509_certificate(one["stam.pem"]))
