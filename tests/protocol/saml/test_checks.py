"""What the rules say on their own; test_verify.py has them at work on whole tokens."""

from dataclasses import replace

import pytest

from protocol.pkix import Problem, Reason
from protocol.saml.build import build
from protocol.saml.checks import check_certificate, check_links, check_signer
from protocol.saml.content import Content, read_content
from protocol.saml.signer import signer_of
from protocol.xml import parse
from tests.protocol.saml.samples import CLAIMS, MESSAGE, certificate, desk_pass


def content() -> Content:
    read = read_content(parse(build(CLAIMS, certificate())))
    assert isinstance(read, Content)
    return read


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_the_chain_checker_has_a_rule(reason: Reason) -> None:
    refusals = list(check_certificate([Problem(reason, "niet goed", "Anna Arts")]))
    expected = "T-12" if "sleutelgebruik" in reason and "ca-" not in reason else "T-10"
    assert [(refusal.rule, refusal.reason) for refusal in refusals] == [(expected, "niet goed")]
    assert refusals[0].detail.startswith("SIM-CRT-0")


def test_a_certificate_without_uzi_name_cannot_sign() -> None:
    assert [refusal.detail for refusal in check_signer(None)] == ["SIM-CRT-06"]


@pytest.mark.parametrize(("author", "broken"), [("900001234", []), ("900001235", ["T-06"])])
def test_an_employee_of_a_customer_desk_is_known_by_number(author: str, broken: list[str]) -> None:
    signer, message = signer_of(desk_pass()), replace(MESSAGE, author_uzi=author, author_role="00.000")
    read = read_content(parse(build(replace(CLAIMS, rolcode=""), desk_pass())))
    assert isinstance(read, Content)
    assert not list(check_signer(signer.facts))
    assert [refusal.rule for refusal in check_links(read, signer, message)] == broken


def test_reasons_name_both_values() -> None:
    other = replace(MESSAGE, ura="90000456", author_uzi="900001235", interaction="QURX_IN990101NL")
    reasons = [refusal.reason for refusal in check_links(content(), signer_of(certificate()), other)]
    assert reasons == [
        "de URA van het token is 90000123, die van het bericht 90000456",
        "de NameID is '900001234:01.015'; de auteur van het bericht is 900001235:01.015",
        "interactionId van het token is 'QURX_IN990111NL'; volgens het bericht is het 'QURX_IN990101NL'",
    ]


@pytest.mark.parametrize(
    ("in_token", "in_message", "reason"),
    [
        ("999990019", "999990019", None),
        (None, None, None),
        ("999990019", "999990044", "het BSN van het token is een ander dan dat van het bericht"),
        ("999990019", None, "het token heeft een BSN en het bericht niet"),
        (None, "999990019", "het bericht heeft een BSN en het token niet"),
    ],
)
def test_the_five_rows_of_the_bsn_matrix(in_token: str | None, in_message: str | None, reason: str | None) -> None:
    read = read_content(parse(build(replace(CLAIMS, bsn=in_token), certificate())))
    assert isinstance(read, Content)
    refusals = check_links(read, signer_of(certificate()), replace(MESSAGE, bsn=in_message))
    assert [(refusal.rule, refusal.reason) for refusal in refusals] == ([] if reason is None else [("T-19", reason)])
