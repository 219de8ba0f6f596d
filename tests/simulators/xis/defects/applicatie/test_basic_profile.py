"""What prove does not tell apart, because all of it is one clause: each defect breaks one rule of the profile."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from protocol.soap import build_unknown_block
from simulators.observations import MessageObservation
from simulators.zim import messages
from tests.simulators.xis.conftest import Driver
from toetsbank.rulings import wsi

NAME = "xis.toetsbank.test"
REQUESTS = {
    "GeeftEncodingStyleAanBody": "R1005",
    "GeeftEncodingStyleAanBericht": "R1006",
    "StuurtDoctype": "R1008",
    "StuurtVerwerkingsinstructie": "R1009",
    "ZetIetsNaBody": "R1011",
    "StuurtLatin1": "R1012",
    "StuurtUtf16": "R1012",
    "SchrijftMustUnderstandAlsTrue": "R1013",
    "StuurtBerichtZonderNamespace": "R1014",
    "NoemtTekensetNiet": "R1018",
    "SchrijftSoapActionZonderAanhalingstekens": "R1109",
    "StuurtMetPut": "R1132",
    "ZetTweeElementenInBody": "R2712",
    "StuurtLegeSoapAction": "R2744",
}
ANSWERS = {
    "ZetIetsNaBodyInAntwoord": "R1011",
    "AntwoordtZonderTekenset": "R1018",
    "AntwoordtMet202": "R1111",
    "AntwoordtMet500": "R1124",
}
FAULTS = {
    "VoegtElementToeAanFault": "R1000",
    "GeeftElementenVanFaultNamespace": "R1001",
    "GeeftFoutcodeZonderNamespace": "R1004",
    "GeeftFaultMet200": "R1126",
}


def noticed(seen: Iterable[MessageObservation]) -> set[str]:
    """Return the rules that these messages break, and those whose advice they do not follow."""
    rulings = {number: [wsi.rule(number, message) for message in seen] for number in wsi.RULES}
    return {number for number, found in rulings.items() if any(r.satisfied is False or r.findings for r in found)}


def ping(driver: Driver, *blocks: bytes) -> MessageObservation:
    outgoing = messages.ping(driver.around.clock, "90000001", "ping")
    header = b"<soap:Header>" + b"".join(blocks) + b"</soap:Header><soap:Body>"
    body = outgoing.body.replace(b"<soap:Body>", header if blocks else b"<soap:Body>")
    result = driver.around.zim.call(*driver.tls, NAME, replace(outgoing, body=body))
    assert result.message is not None
    return result.message


def test_the_healthy_xis_keeps_every_rule(driver: Driver) -> None:
    driver.query(driver.log_in())
    answers = (ping(driver), ping(driver, build_unknown_block()))
    assert all(message.envelope is not None for message in answers)
    assert noticed(driver.around.zim.journal.messages) == set()


@pytest.mark.parametrize(("name", "number"), REQUESTS.items())
def test_a_request_breaks_one_rule(driver: Driver, name: str, number: str) -> None:
    driver.use(name)
    driver.query(driver.log_in())
    assert noticed(driver.around.zim.journal.messages) == {number}


@pytest.mark.parametrize(("name", "number"), ANSWERS.items())
def test_an_answer_breaks_one_rule(driver: Driver, name: str, number: str) -> None:
    driver.use(name)
    assert noticed([ping(driver)]) == {number}


@pytest.mark.parametrize(("name", "number"), FAULTS.items())
def test_a_fault_breaks_one_rule(driver: Driver, name: str, number: str) -> None:
    driver.use(name)
    client_fault = replace(messages.ping(driver.around.clock, "90000001", "ping"), path="/Onbekend")
    result = driver.around.zim.call(*driver.tls, NAME, client_fault)
    assert result.message is not None
    assert noticed([result.message]) == {number}
