"""Steps about administrators who look into messages, and about the log of what administrators do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from pytest_bdd import parsers, then, when

from protocol.ids import ZIM_APPLICATION
from steps.deciding import decide
from toetsbank.judge import Judge
from toetsbank.management_acts import ADMINISTRATOR, ManagementLog, Office, text_of
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import management
from toetsbank.rulings.management import Attempt, Deed
from toetsbank.world import PERSONS, World

QUERIER, SUBJECT = "Arts A", "Arts B"
OCCASION = "vraag van een zorgverlener over dit bericht"
CONTENT = "de inhoud van het bericht"
OTHER_SWITCH_POINT = "2"
LONGEST_IDLE = 60.0
"""Minutes that are left where a SUT does not tell what it was set to."""


def _nothing() -> None:
    """Undo what needs no undoing."""


class Work(NamedTuple):
    """Something that administrators do: its operation, and how it is done and undone."""

    handeling: str
    act: Callable[[], None]
    undo: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the log gained when one of two messages was looked into, and whether its content was really shown."""

    deed: Deed
    looked_into: str
    left_alone: str
    shown: bool


@when(parsers.parse('"{person}" met "{means}" de inhoud van een bericht probeert in te zien'), target_fixture="attempt")
def try_to_inspect(office: Office, person: str, means: str) -> Attempt:
    """The content is seen by the BSN that only the message itself names here."""
    message, bsn = office.exchanged(QUERIER)
    asked = {"bericht": message, "aanleiding": OCCASION}
    before = bsn in text_of(office.require(person, "bericht.inspect", **asked))
    tried = office.attempt(person, means, "bericht.inspect", **asked)
    after = bsn in text_of(office.require(person, "bericht.inspect", **asked))
    return Attempt(before, bsn in text_of(tried), after, " ".join(tried.shown)[:200])


@when(parsers.parse('een beheerder "{deed}"'), target_fixture="deed")
def administrate(office: Office, world: World, deed: str) -> Deed:
    work = _works(office)[deed]
    try:
        return ManagementLog(office, world).around(work.handeling, work.act)
    finally:
        work.undo()


@when(parsers.parse('"{person}" van twee berichten de inhoud van een ervan inziet'), target_fixture="inspection")
def inspect_one(office: Office, world: World, person: str) -> Inspection:
    (first, bsn), (second, _) = office.exchanged(QUERIER), office.exchanged(QUERIER)
    seen: list[str] = []

    def look() -> None:
        seen.append(text_of(office.require(person, "bericht.inspect", bericht=first, aanleiding=OCCASION)))

    deed = ManagementLog(office, world).around("bericht.inspect", look)
    return Inspection(deed, _extension(first), _extension(second), bsn in seen[0])


@then("bleef de inhoud gesloten")
def content_closed(judge: Judge, world: World, attempt: Attempt) -> None:
    ruling = management.stays_closed(attempt, CONTENT)
    if ruling.satisfied is None:
        raise Inconclusive(f"Over inzage in berichten is niets te zeggen: {ruling.observed}.")
    decide(judge, world, ruling)


@then("staat dat in de beheerlog")
def deed_logged(judge: Judge, world: World, deed: Deed) -> None:
    ruling = management.deed_is_logged(deed)
    if ruling.satisfied is None:
        raise Inconclusive(
            f"In de beheerlog kwam {ruling.observed}; noem in het profiel (log.woorden) hoe het GBx"
            f" {deed.handeling} daar noemt."
        )
    decide(judge, world, ruling)


@then(parsers.parse('noemt de beheerlog daarbij "{person}"'))
def log_names_person(judge: Judge, world: World, inspection: Inspection, person: str) -> None:
    who = PERSONS[person]
    # Others may be named as well: whoever sent the message, or asked to look into it.
    _decide_inspection(judge, world, inspection, (who.uzi_nummer, who.key, person), [], "wie het bericht inzag")


@then("noemt de beheerlog daarbij alleen dat bericht")
def log_names_message(judge: Judge, world: World, inspection: Inspection) -> None:
    _decide_inspection(
        judge, world, inspection, (inspection.looked_into,), [inspection.left_alone], "het bericht dat is ingezien"
    )


def _decide_inspection(
    judge: Judge, world: World, inspection: Inspection, wanted: tuple[str, ...], others: list[str], what: str
) -> None:
    if not inspection.shown:
        raise Inconclusive("De inhoud van het bericht is niet getoond, dus er was niets vast te leggen.")
    if not inspection.deed.lines:
        decide(judge, world, management.deed_is_logged(inspection.deed))
    ruling = management.log_names(inspection.deed, wanted, others, what)
    if ruling.satisfied is None:
        raise Inconclusive("Geen regel in de beheerlog gaat herkenbaar over inzage; noem haar in log.woorden.")
    decide(judge, world, ruling)


def _works(office: Office) -> dict[str, Work]:
    """Return what administrators do, by the words of the scenarios."""
    previous: list[float] = []
    return {
        "een gebruiker toelaat": Work("gebruiker.admit", lambda: office.admit(SUBJECT)),
        "een gebruiker schrapt": Work(
            "gebruiker.revoke", lambda: office.strike(SUBJECT), lambda: office.admit(SUBJECT)
        ),
        "de configuratie wijzigt": Work(
            "configuratie.set",
            lambda: _do(office, "configuratie.set", applicatie_id_schakelpunt=OTHER_SWITCH_POINT),
            lambda: _do(office, "configuratie.set", applicatie_id_schakelpunt=ZIM_APPLICATION),
        ),
        "een instelling wijzigt": Work(
            "instelling.set",
            lambda: _set_idle(office, 25.0, previous),
            lambda: _put_idle_back(office, previous),
        ),
        "een bericht inziet": Work("bericht.inspect", lambda: _inspect(office)),
    }


def _do(office: Office, operation: str, **parameters: object) -> None:
    office.require(ADMINISTRATOR, operation, **parameters)


def _set_idle(office: Office, minutes: float, previous: list[float]) -> None:
    """Set after how many minutes without use a session ends, and note what it was."""
    result = office.require(ADMINISTRATOR, "instelling.set", naam="onbruik_minuten", waarde=minutes)
    previous.append(float(result.data.get("vorige", LONGEST_IDLE)))


def _put_idle_back(office: Office, previous: list[float]) -> None:
    for minutes in previous[:1]:
        _do(office, "instelling.set", naam="onbruik_minuten", waarde=minutes)


def _inspect(office: Office) -> None:
    message, _ = office.exchanged(QUERIER)
    _do(office, "bericht.inspect", bericht=message, aanleiding=OCCASION)


def _extension(message: str) -> str:
    """Return the part of a message id that is its own, for logs need not repeat its root."""
    return message.rpartition("^")[2]
