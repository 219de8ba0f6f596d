"""Steps about the user table: who is in it, who comes in, and who can reach the table itself."""

from dataclasses import dataclass

from pytest_bdd import parsers, then, when

from steps.deciding import decide
from toetsbank.acts import Act
from toetsbank.judge import Judge
from toetsbank.management_acts import MANAGER, Office, names_others
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import management
from toetsbank.rulings.management import Attempt
from toetsbank.world import PERSONS, World

TABLE = "de gebruikersregistratie"


@dataclass(frozen=True, slots=True)
class Admission:
    """Someone at the door, and whether the table names him: at first, after he was struck, and admitted again."""

    entered: tuple[Act, Act, Act]
    listed: tuple[bool, bool, bool]


@when(parsers.parse('de pas van "{person}" uit de registratie gaat en er weer in komt'), target_fixture="admission")
def strike_and_admit(office: Office, person: str) -> Admission:
    number = PERSONS[person].uzi_nummer
    before, named = office.enters(person), number in office.table()
    office.strike(person)
    try:
        between, still_named = office.enters(person), number in office.table()
    finally:
        office.admit(person)
    return Admission((before, between, office.enters(person)), (named, still_named, number in office.table()))


@when(parsers.parse('"{person}" met "{means}" de gebruikersregistratie probeert in te zien'), target_fixture="attempt")
def try_to_view(office: Office, person: str, means: str) -> Attempt:
    before = names_others(office.require(MANAGER, "gebruiker.list"), MANAGER)
    tried = office.attempt(person, means, "gebruiker.list")
    after = names_others(office.require(MANAGER, "gebruiker.list"), MANAGER)
    return Attempt(before, names_others(tried, person), after, " ".join(tried.shown))


@when(
    parsers.parse('"{person}" met "{means}" "{other}" uit de gebruikersregistratie probeert te halen'),
    target_fixture="attempt",
)
def try_to_strike(office: Office, person: str, means: str, other: str) -> Attempt:
    """Striking is seen at the door: whoever was struck does not come in any more."""
    if not office.enters(other).reached_zim:
        raise Inconclusive(f"{other} komt ook niet binnen als niemand iets heeft gewijzigd.")
    try:
        tried = office.attempt(person, means, "gebruiker.revoke", uzi_nummer=PERSONS[other].uzi_nummer)
        kept_in = office.enters(other)
        if not kept_in.reached_zim:
            return Attempt(True, True, True, " ".join(tried.shown))
        office.strike(other)
        struck = not office.enters(other).reached_zim
    finally:
        office.admit(other)
    numbers = tuple(message.number for message in kept_in.messages)
    return Attempt(struck, False, struck and office.enters(other).reached_zim, " ".join(tried.shown), numbers)


@when(
    parsers.parse('"{person}" het recht op het LSP kwijt is en het zichzelf in de registratie probeert te geven'),
    target_fixture="attempt",
)
def try_to_grant(office: Office, person: str) -> Attempt:
    """The right is seen on the wire: with it a query leaves the SUT."""
    who = PERSONS[person]
    line = {"uzi_nummer": who.uzi_nummer, "naam": who.key, "rollen": list(who.roles), "lsp": True}
    before = office.enters(person).reached_zim
    office.admit(person, lsp=False)
    try:
        if office.enters(person).reached_zim:
            raise Inconclusive(f"{person} bevraagt het LSP ook zonder het recht; wie het geeft is dan niet te zien.")
        tried = office.attempt(person, "een geldige pas", "gebruiker.admit", **line)
        then = office.enters(person)
    finally:
        office.admit(person)
    numbers = tuple(message.number for message in then.messages)
    after = office.enters(person).reached_zim
    return Attempt(before, then.reached_zim, after, " ".join(tried.shown), numbers)


@then("komt de pas alleen binnen zolang hij in de registratie staat")
def door_follows(judge: Judge, world: World, admission: Admission) -> None:
    numbers = tuple(message.number for act in admission.entered for message in act.messages)
    ruling = management.follows_table([act.reached_zim for act in admission.entered], numbers)
    if ruling.satisfied is None:
        shown = " ".join(admission.entered[0].result.shown)
        raise Inconclusive(f"De pas kwam ook niet binnen voordat er iets gewijzigd was; getoond: {shown}")
    decide(judge, world, ruling)


@then("noemt de registratie de pas alleen zolang hij is toegelaten")
def table_names(judge: Judge, world: World, admission: Admission) -> None:
    if not admission.entered[0].reached_zim:
        raise Inconclusive("De pas was ook niet toegelaten voordat er iets gewijzigd was.")
    decide(judge, world, management.lists_admitted(admission.listed))


@then("bleef de gebruikersregistratie gesloten")
def table_closed(judge: Judge, world: World, attempt: Attempt) -> None:
    ruling = management.stays_closed(attempt, TABLE)
    if ruling.satisfied is None:
        raise Inconclusive(f"Over toegang tot {TABLE} is niets te zeggen: {ruling.observed}.")
    decide(judge, world, ruling)
