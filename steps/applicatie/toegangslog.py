"""Steps about the toegangslog: an exchange, and what the log says of it."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_bdd import parsers, then, when

from steps.deciding import decide
from toetsbank.acts import Actor
from toetsbank.judge import Judge
from toetsbank.log_acts import Logged
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import logs
from toetsbank.rulings.base import Ruling
from toetsbank.rulings.logs import Record
from toetsbank.world import World

FAULTS: dict[str, dict[str, Any]] = {
    "een SOAP-fout": {"soap_fault": "Server"},
    "een HL7-fout": {"hl7_error": "AUTERR_MEDISCH"},
    "een half antwoord": {"close_mid_answer": True},
    "onleesbare XML": {"broken_xml": True},
}


@pytest.fixture
def logged(world: World, actor: Actor) -> Logged:
    """Exchanges of this scenario and the log of them."""
    return Logged(world, actor)


@when(parsers.parse('er een "{kind}" is geweest'), target_fixture="records")
def exchange(logged: Logged, actor: Actor, kind: str) -> list[Record]:
    return [_made(logged, actor, kind)]


@when(
    parsers.parse('"{person}" gegevens opvraagt, en nog eens terwijl de ZIM antwoordt met "{fault}"'),
    target_fixture="records",
)
def exchange_with_fault(logged: Logged, actor: Actor, world: World, person: str, fault: str) -> list[Record]:
    actor.require_log_in(person)
    healthy = logged.healthy_query(person)
    world.zim.configure(**FAULTS[fault])
    return [healthy, logged.sent_query(person)]


@then(parsers.parse('noemt de toegangslog daarbij "{item}" zoals het over de lijn ging'))
def log_names(judge: Judge, world: World, records: list[Record], item: str) -> None:
    _decide(judge, world, records, logs.ITEMS[item])


@then(parsers.parse('staat "{item}" in de toegangslog'))
def log_has(judge: Judge, world: World, records: list[Record], item: str) -> None:
    (record,) = records
    _settle(judge, world, logs.ITEMS[item](record))


@then("is in de toegangslog te zien dat er de tweede keer iets misging")
def log_tells_error(judge: Judge, world: World, records: list[Record]) -> None:
    healthy, broken = records
    _settle(judge, world, logs.tells_error(broken, healthy))


def _made(logged: Logged, actor: Actor, kind: str) -> Record:
    if kind == "ontvangen opvraag":
        return logged.received_query()
    actor.require_log_in("Arts A")
    return logged.sent_query("Arts A")


def _decide(judge: Judge, world: World, records: list[Record], rule: Callable[[Record], Ruling]) -> None:
    """Judge an item of an exchange; whether the exchange is in the log at all is for clauses of its own."""
    (record,) = records
    if not record.lines:
        raise Inconclusive("De uitwisseling staat niet in de toegangslog; daarover gaan de eerste clausules.")
    _settle(judge, world, rule(record))


def _settle(judge: Judge, world: World, ruling: Ruling) -> None:
    if ruling.satisfied is None:
        raise Inconclusive(f"Verwacht {ruling.expected}, maar gevonden {ruling.observed}.")
    decide(judge, world, ruling)
