"""Steps about who may query the LSP and who may make inschrijftokens."""

from dataclasses import dataclass

from pytest_bdd import parsers, then, when

from steps.deciding import decide
from toetsbank.acts import Act
from toetsbank.found_tokens import real_tokens
from toetsbank.judge import Judge
from toetsbank.management_acts import ADMINISTRATOR, TOKEN_ROLE, Office, text_of
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import management
from toetsbank.rulings.management import Attempt
from toetsbank.world import PERSONS, World

QUERIER, ENROLLER = "Arts A", "Balie D"


@dataclass(frozen=True, slots=True)
class Right:
    """Queries of someone with the right to use the LSP, without it, and with it again."""

    acts: tuple[Act, Act, Act]

    @property
    def reached(self) -> tuple[bool, bool, bool]:
        """Whether each query left the SUT."""
        first, second, third = self.acts
        return first.reached_zim, second.reached_zim, third.reached_zim


@dataclass(frozen=True, slots=True)
class Duties:
    """What one person could do, and whether anybody at all could."""

    enrols: bool
    queries: bool
    is_shown: bool


@when(parsers.parse('"{person}" het recht op het LSP verliest en terugkrijgt'), target_fixture="right")
def lose_and_regain(office: Office, person: str) -> Right:
    before = office.enters(person)
    office.admit(person, lsp=False)
    try:
        without = office.enters(person)
    finally:
        office.admit(person, lsp=True)
    return Right((before, without, office.enters(person)))


@when(
    parsers.parse('"{person}", die in het systeem mag en niet op het LSP, het LSP bevraagt'), target_fixture="attempt"
)
def query_without_right(office: Office, person: str) -> Attempt:
    before, tried, after = office.enters(QUERIER), office.enters_inside(person), office.enters(QUERIER)
    numbers = tuple(message.number for message in tried.messages)
    shown = " ".join(tried.result.shown)
    return Attempt(before.reached_zim, tried.reached_zim, after.reached_zim, shown, numbers)


@when(
    parsers.parse('"{person}" een inschrijftoken probeert op te stellen en het LSP probeert te bevragen'),
    target_fixture="duties",
)
def try_both(office: Office, world: World, person: str) -> Duties:
    can = {who: _can(office, world, who) for who in dict.fromkeys((person, ENROLLER, QUERIER))}
    enrols, queries = can[person]
    return Duties(enrols, queries, any(one for one, _ in can.values()) and any(other for _, other in can.values()))


@then("vertrok er alleen een bevraging zolang het recht er was")
def follows_right(judge: Judge, world: World, right: Right) -> None:
    numbers = tuple(message.number for act in right.acts for message in act.messages)
    ruling = management.follows_right(right.reached, numbers)
    if ruling.satisfied is None:
        raise Inconclusive(f"Met het recht vertrok er ook niets; getoond: {' '.join(right.acts[0].result.shown)}")
    decide(judge, world, ruling)


@then("werd de bevraging zonder recht tegengehouden")
def refused_without_right(judge: Judge, world: World, right: Right) -> None:
    before, without, after = right.acts
    numbers = tuple(message.number for message in without.messages)
    shown = " ".join(without.result.shown)
    attempt = Attempt(before.reached_zim, without.reached_zim, after.reached_zim, shown, numbers)
    _advise(judge, world, attempt, "iemand met de rol maar zonder het recht")


@then("werd deze bevraging tegengehouden")
def refused_inside(judge: Judge, world: World, attempt: Attempt) -> None:
    _advise(judge, world, attempt, "een medewerker zonder het recht")


@then("lukt hoogstens een van beide")
def separated(judge: Judge, world: World, duties: Duties) -> None:
    ruling = management.separates(duties.enrols, duties.queries, duties.is_shown)
    if ruling.satisfied is None:
        raise Inconclusive("Niemand kon een inschrijftoken maken, of niemand kon het LSP bevragen.")
    decide(judge, world, ruling)


def _advise(judge: Judge, world: World, attempt: Attempt, who: str) -> None:
    ruling = management.advised_to_refuse(attempt, who)
    if ruling.satisfied is None:
        raise Inconclusive("Ook een gebruiker met het recht kon het LSP niet bevragen.")
    decide(judge, world, ruling)


def _can(office: Office, world: World, person: str) -> tuple[bool, bool]:
    """Return whether someone makes a token that then is there, and whether a query of his leaves the SUT."""
    bsn = world.population.draw()
    world.recorder.claim(bsn)
    queried = office.enters(person).reached_zim
    made = office.attempt(person, "een geldige pas", "inschrijftoken.create", bsn=bsn)
    return not made.refused and _is_stored(office, world, bsn, str(made.data.get("token_id", ""))), queried


def _is_stored(office: Office, world: World, bsn: str, token_id: str) -> bool:
    """Look for a token as whoever may reach the stored ones."""
    office.admit(ADMINISTRATOR, roles=(*PERSONS[ADMINISTRATOR].roles, TOKEN_ROLE))
    try:
        found = text_of(office.attempt(ADMINISTRATOR, "een geldige pas", "inschrijftoken.list", bsn=bsn))
    finally:
        office.admit(ADMINISTRATOR)
    return bool(real_tokens(found, world.pki.find)) or (bool(token_id) and token_id in found)
