"""The judgement of tokens with what the register knows."""

import pytest

from protocol import soap
from protocol.hl7.query import build_query
from protocol.saml.signature import KeyReference
from simulators.uzi.pki import Pki
from simulators.zim.exchange import Facts
from simulators.zim.faults import FaultRefusal
from simulators.zim.tokens import TokenJudge
from tests.simulators.zim.conftest import Unit


def envelope(unit: Unit, **claims: object) -> tuple[soap.Envelope, Facts]:
    query = unit.maker.query()
    header = soap.build_security([unit.maker.token(query, **claims)])
    return soap.parse_envelope(soap.build_envelope(build_query(query), [header])), Facts()


def test_tokens_are_noted_without_judging_them(unit: Unit, pki: Pki) -> None:
    read, facts = envelope(unit, audience=("urn:anders",))

    TokenJudge(pki).note(read, facts)

    assert [token.kind for token in facts.tokens] == ["transactietoken"]
    assert facts.tokens[0].certificate_serial == str(unit.maker.pas.authenticiteit.serial_number)


def test_every_broken_rule_is_named(unit: Unit, pki: Pki) -> None:
    query = unit.maker.query()
    token = unit.maker.token(query, audience=("urn:anders",), class_ref="urn:anders")
    read = soap.parse_envelope(soap.build_envelope(build_query(query), [soap.build_security([token])]))

    with pytest.raises(FaultRefusal) as refused:
        TokenJudge(pki).verify(read, query, unit.clock.now(), Facts())

    assert [reason.split(":")[0] for reason in refused.value.reasons] == ["T-15", "T-16"]
    assert refused.value.fault.diagnosis == "SIM-TOK-01"


def test_unknown_certificate_is_not_found(pki: Pki) -> None:
    judge = TokenJudge(pki)

    assert judge._find(KeyReference("CN=Onbekend", 1)) is None
    assert judge._find(KeyReference("geen naam", 1)) is None
