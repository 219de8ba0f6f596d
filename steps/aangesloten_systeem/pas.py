"""Steps about what joins a pass, its holder and the application: who sent, who sees."""

from pytest_bdd import parsers, then, when

from steps.deciding import names_of
from toetsbank.acts import Act, Actor, pass_name, signer_of
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.shown import Received, received
from toetsbank.world import World

PASSES = {"SHA-256": "geldig", "SHA-512": "sha512"}
TRIES = 6
"""Patients that are queried before two with distinguishable medication must have been found."""


@when(
    parsers.parse('"{person}" inlogt met een pas met "{before}", dan met "{planted}" en dan weer met "{after}"'),
    target_fixture="acts",
)
def log_in_hashes(actor: Actor, person: str, before: str, planted: str, after: str) -> list[Act]:
    return [actor.enter(person, PASSES[name]) for name in (before, planted, after)]


@when(
    parsers.parse('"{first}" en "{second}" elk de gegevens van een andere patiënt opvragen'),
    target_fixture="answers",
)
def two_users(actor: Actor, world: World, first: str, second: str) -> list[Received]:
    actor.require_log_in(first)
    one = received(actor.query(first), world.recorder)
    actor.require_log_in(second)
    return [one, _another(actor, world, second, one)]


@when(
    parsers.parse('"{person}" de gegevens van twee patiënten opvraagt en daarna van elk bekijkt wat er is'),
    target_fixture="answers",
)
def two_patients(actor: Actor, world: World, person: str) -> list[Received]:
    actor.require_log_in(person)
    one = received(actor.query(person), world.recorder)
    return [one, _another(actor, world, person, one)]


@then(parsers.parse('ging er een bericht met een token van de pas met "{name}"'))
def message_with_pass(judge: Judge, world: World, acts: list[Act], name: str) -> None:
    before, planted, after = acts
    if not planted.reached_zim and not (before.succeeded and after.succeeded):
        shown = " ".join(planted.result.shown)
        raise Inconclusive(f"Met geen enkele pas kwam er een bericht bij de ZIM; getoond: {shown}")
    tokens = [token for message in planted.messages for token in message.tokens]
    signers = [signer_of(world, token.certificate_issuer, token.certificate_serial) for token in tokens]
    used = pass_name(world, "Arts A", PASSES[name]) in {pas.name for pas in signers if pas is not None}
    judge.decide(
        used,
        expected=f"een bericht met een token van de pas met {name}",
        observed="dat bericht" if used else f"geen; getoond: {' '.join(planted.result.shown)}",
        observations=names_of(world, (m.number for m in planted.messages)),
    )


@then("kreeg de tweede niets te zien van wat er voor de eerste binnenkwam")
def nothing_of_the_first(judge: Judge, world: World, answers: list[Received]) -> None:
    one, other = answers
    shown = " ".join(other.act.result.shown)
    leaked, own = one.shows(one.products - other.products, shown), other.shows(other.products, shown)
    if not leaked and not own:
        raise Inconclusive(f"Wat er binnenkwam is op het scherm niet te herkennen; getoond: {shown}")
    kept = ", ".join(sorted(one.products - other.products))
    judge.decide(
        not leaked,
        expected="de tweede gebruiker krijgt alleen te zien wat er voor hem binnenkwam",
        observed=f"de tweede kreeg ook {', '.join(leaked)} te zien, dat alleen voor de eerste binnenkwam"
        if leaked
        else f"de tweede kreeg {', '.join(own)} te zien, en niets van wat alleen voor de eerste binnenkwam ({kept})",
        observations=_messages(world, answers),
    )


@then("staat bij elke patiënt alleen wat er voor die patiënt binnenkwam")
def kept_with_its_patient(judge: Judge, world: World, answers: list[Received], actor: Actor) -> None:
    one, other = answers
    shown = {mine.bsn: " ".join(actor.show("Arts A", mine.bsn).shown) for mine in answers}
    wrong = (
        *one.shows(other.products - one.products, shown[one.bsn]),
        *other.shows(one.products - other.products, shown[other.bsn]),
    )
    if not wrong and not all(mine.shows(mine.products, shown[mine.bsn]) for mine in answers):
        raise Inconclusive("Wat er binnenkwam is bij de patiënt niet terug te zien.")
    judge.decide(
        not wrong,
        expected="bij elke patiënt staat alleen wat er voor die patiënt binnenkwam",
        observed=f"bij een van beide staat {', '.join(wrong)}, dat voor de ander binnenkwam"
        if wrong
        else "bij beide patiënten alleen wat er voor hen binnenkwam",
        observations=_messages(world, answers),
    )


def _another(actor: Actor, world: World, person: str, one: Received) -> Received:
    """Query until two patients differ in both directions: what both have tells nothing."""
    for _ in range(TRIES):
        other = received(actor.query(person), world.recorder)
        if one.products - other.products and other.products - one.products:
            return other
    raise Inconclusive(f"Na {TRIES} patiënten waren er geen twee met verschillende gegevens.")


def _messages(world: World, answers: list[Received]) -> tuple[str, ...]:
    return names_of(world, (message.number for answer in answers for message in answer.act.messages))
