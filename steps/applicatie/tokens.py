"""Steps about tokens that are stored: who reaches them, and by what role."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from pytest_bdd import parsers, then, when

from steps.deciding import decide
from toetsbank.found_tokens import real_tokens
from toetsbank.judge import Judge
from toetsbank.management_acts import ADMINISTRATOR, TOKEN_ROLE, Office, text_of
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import management
from toetsbank.rulings.management import Attempt
from toetsbank.upper_tester import Result
from toetsbank.world import PERSONS, World

ENROLLER, MANDATOR = "Balie D", "Arts A"
RULE = "https://voorbeeld.example/autorisatieregels/medicatie"
KINDS = {"inschrijftokens": "bewaart_inschrijftokens", "mandaattokens": "bewaart_mandaattokens"}
"""The tokens that a SUT may store, with the question of the PICS whether it does."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Of someone who was given the role and lost it again: what was reached with it, and what afterwards."""

    with_role: Mapping[str, bool]
    afterwards: Mapping[str, bool]


class Container:
    """The stored tokens of a scenario, and what people get to see of them."""

    def __init__(self, world: World, office: Office) -> None:
        self._world = world
        self._office = office
        claims = world.profile.pics.voorwaarden
        self.kinds = tuple(kind for kind, question in KINDS.items() if claims.get(question, True))
        self._bsn = world.population.draw()
        world.recorder.claim(self._bsn)
        self._made: dict[str, str] = {}

    def fill(self) -> None:
        """Have a token of each kind made."""
        if "inschrijftokens" in self.kinds:
            made = self._office.require(ENROLLER, "inschrijftoken.create", bsn=self._bsn)
            self._made["inschrijftokens"] = str(made.data.get("token_id", ""))
        if "mandaattokens" in self.kinds:
            made = self._office.require(MANDATOR, "mandaat.record", regel=RULE)
            self._made["mandaattokens"] = str(made.data.get("token_id", ""))

    def look(self, person: str, kind: str) -> Result:
        """Have someone come in and look for the tokens of a kind."""
        if kind == "inschrijftokens":
            return self._office.attempt(person, "een geldige pas", "inschrijftoken.list", bsn=self._bsn)
        return self._office.attempt(person, "een geldige pas", "mandaat.list")

    def holds(self, result: Result) -> bool:
        """Tell whether a real token was shown, one that the ZIM would accept."""
        return bool(real_tokens(text_of(result), self._world.pki.find))

    def names(self, result: Result, kind: str) -> bool:
        """Tell whether the token that was made is at least named."""
        made = self._made.get(kind, "")
        return bool(made) and made in text_of(result)

    def reached(self, person: str, kind: str) -> bool:
        """Tell whether someone reaches the token that was made: itself, or by its name where none is ever shown."""
        result = self.look(person, kind)
        return self.holds(result) or self.names(result, kind)

    def give_role(self, person: str) -> None:
        """Have the autorisatiebeheerder give someone the role for stored tokens, beside his own.

        Raises Inconclusive if he is not let in then: that is for other requirements.
        """
        self._office.admit(person, roles=(*PERSONS[person].roles, TOKEN_ROLE))
        entered = self._office.enter(person)
        if entered.refused:
            raise Inconclusive(f"{person} komt met de rol niet binnen; getoond: {' '.join(entered.shown)}")

    def take_role(self, person: str) -> None:
        """Have the autorisatiebeheerder take that role from someone."""
        self._office.admit(person)


@pytest.fixture
def container(world: World, office: Office) -> Container:
    """Stored tokens of this scenario."""
    return Container(world, office)


@when(
    parsers.parse('"{person}" de rol voor opgeslagen tokens krijgt en weer verliest, en beide keren naar tokens zoekt'),
    target_fixture="reach",
)
def gain_and_lose(container: Container, person: str) -> Reach:
    container.fill()
    container.give_role(person)
    try:
        with_role = {kind: container.reached(person, kind) for kind in container.kinds}
    finally:
        container.take_role(person)
    return Reach(with_role, {kind: container.reached(person, kind) for kind in container.kinds})


@when(parsers.parse('"{person}" zonder die rol bij opgeslagen "{kind}" probeert te komen'), target_fixture="attempt")
def try_without_role(container: Container, person: str, kind: str) -> Attempt:
    """Where whoever has the role sees the token itself, seeing less than that is no access."""
    container.fill()
    container.give_role(ADMINISTRATOR)
    try:
        before, tried, after = (container.look(who, kind) for who in (ADMINISTRATOR, person, ADMINISTRATOR))
    finally:
        container.take_role(ADMINISTRATOR)
    shown = " ".join(tried.shown)
    if container.holds(before) or container.holds(tried):
        return Attempt(container.holds(before), container.holds(tried), container.holds(after), shown[:200])
    named = [container.names(result, kind) for result in (before, tried, after)]
    if named[1]:
        raise Inconclusive(
            f"Wie de rol heeft zag alleen de naam van een token, en {person} ook; of dat toegang tot de opgeslagen"
            " tokens is, is daaraan niet te zien."
        )
    return Attempt(named[0], named[1], named[2], shown[:200])


@then("zijn de opgeslagen tokens met die rol te bereiken")
def reached_with_role(judge: Judge, world: World, reach: Reach) -> None:
    if not reach.with_role:
        judge.does_not_apply(expected="opgeslagen tokens", observed="volgens het profiel bewaart het GBx geen tokens")
        return
    decide(judge, world, management.role_opens(reach.with_role, "opgeslagen tokens"))


@then("zijn ze zonder die rol niet meer te bereiken")
def closed_after_role(judge: Judge, world: World, reach: Reach) -> None:
    if not reach.with_role:
        judge.does_not_apply(expected="opgeslagen tokens", observed="volgens het profiel bewaart het GBx geen tokens")
        return
    ruling = management.ends_with_role(
        all(reach.with_role.values()), any(reach.afterwards.values()), "wat met de rol te zien was"
    )
    if ruling.satisfied is None:
        raise Inconclusive(f"Of de rol ertoe doet is niet te zien: {ruling.observed}.")
    decide(judge, world, ruling)


@then(parsers.parse('bleven de "{kind}" gesloten'))
def tokens_closed(judge: Judge, world: World, attempt: Attempt, kind: str) -> None:
    ruling = management.stays_closed(attempt, f"de bewaarplaats van {kind}")
    if ruling.satisfied is None:
        raise Inconclusive(f"Over toegang tot opgeslagen {kind} is niets te zeggen: {ruling.observed}.")
    decide(judge, world, ruling)
