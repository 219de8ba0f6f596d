"""Steps on being there for messages, and on the certificate that a GBx is reached with."""

from pytest_bdd import parsers, then, when

from steps.deciding import decide, judge_each, names_of
from toetsbank.acts import Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.server_certificate import is_of_its_kind
from toetsbank.world import World
from toetsbank.zim_pings import Ping, ping


@when(parsers.parse('de ZIM het GBx "{times}" keer pingt'), target_fixture="pings")
def pinged(world: World, times: str) -> list[Ping]:
    return [ping(world) for _ in range(int(times))]


@when(parsers.parse('de ZIM het GBx pingt en "{seconds}" seconden later opnieuw'), target_fixture="pings")
def pinged_after_a_rest(world: World, seconds: str) -> list[Ping]:
    first = ping(world)
    world.pass_time(float(seconds))
    return [first, ping(world)]


@when(parsers.parse('de ZIM het GBx pingt voor en na het uitloggen van "{person}"'), target_fixture="pings")
def pinged_without_user(world: World, actor: Actor, person: str) -> list[Ping]:
    first = ping(world)
    actor.log_out(person)
    return [first, ping(world)]


@then("heeft het GBx elke ping beantwoord")
def always_there(judge: Judge, world: World, pings: list[Ping]) -> None:
    first = pings[0]
    if not first.is_answered:
        raise Inconclusive(f"De eerste ping van de ZIM is niet beantwoord ({first.answer}); eerst moet dat lukken.")
    missing = [later for later in pings if not later.is_answered]
    if any(later.is_refused_in_soap for later in missing):
        raise Inconclusive(f"Een ping is met een fout beantwoord ({missing[0].answer}); het systeem is er dus wel.")
    shown = missing or pings
    judge.decide(
        not missing,
        expected="een antwoord op elke ping van de ZIM",
        observed=f"ping {pings.index(missing[0]) + 1} van {len(pings)} niet beantwoord: {missing[0].answer}"
        if missing
        else f"{len(pings)} pings beantwoord",
        observations=names_of(world, (number for later in shown[:5] for number in later.observations)),
    )


@then("toonde het GBx aan de ZIM als client een servercertificaat van de soort die bij zijn type hoort")
def kind_shown_as_client(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, lambda connection: is_of_its_kind(connection, world.profile.pics.type))


@then("toonde het GBx aan de ZIM als server een servercertificaat van de soort die bij zijn type hoort")
def kind_shown_as_server(judge: Judge, world: World, pings: list[Ping]) -> None:
    rulings = [is_of_its_kind(pinged.connection, world.profile.pics.type) for pinged in pings]
    decided = [ruling for ruling in rulings if ruling.satisfied is not None]
    if not decided:
        raise Inconclusive(f"Er kwam geen TLS-sessie met het GBx tot stand: {pings[0].answer}.")
    decide(judge, world, decided[0])
