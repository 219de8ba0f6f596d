"""Steps on names: the ZIM is found by DNS, at the location that is in operation."""

from dataclasses import dataclass

from pytest_bdd import given, parsers, then, when

from simulators.clock import Moment
from steps.deciding import decide, judge_each, require_success
from toetsbank.acts import Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import names
from toetsbank.world import World


@dataclass(frozen=True, slots=True)
class Moved:
    """Queries before the ZIM moved and long after it."""

    before: Act
    after: Act
    moment: Moment
    ttl: int
    old: str
    new: str


@given("de ZIM is alleen via het DNS te vinden")
def only_dns_knows(world: World) -> None:
    world.await_names()


@when(
    parsers.parse('"{person}" "{times}" keer gegevens opvraagt, om de "{seconds}" seconden op een nieuwe verbinding'),
    target_fixture="acts",
)
def query_on_new_connections(actor: Actor, world: World, person: str, times: str, seconds: str) -> list[Act]:
    acts = [actor.query(person)]
    for _ in range(int(times) - 1):
        world.pass_time(float(seconds))
        world.zim.close_connections()
        acts.append(actor.query(person))
    return acts


@when(
    parsers.parse('"{person}" gegevens opvraagt en opnieuw "{seconds}" seconden nadat de ZIM verhuisd is'),
    target_fixture="moved",
)
def query_after_a_move(actor: Actor, world: World, person: str, seconds: str) -> Moved:
    before = actor.query(person)
    world.move_zim(2)
    moment = world.clock.moment()
    world.pass_time(float(seconds))
    old, new = world.lsp.names.locations
    return Moved(before, actor.query(person), moment, world.lsp.settings.ttl, old, new)


@then("heeft het GBx de ZIM alleen op haar naam aangesproken")
def only_by_name(judge: Judge, world: World, acts: list[Act]) -> None:
    asked, name = world.lsp.journal.names, world.lsp.names.zim
    judge_each(judge, world, acts, lambda connection: names.never_fixed(connection, asked, name))


@then("is geen adres gebruikt dat ouder is dan zijn TTL")
def addresses_are_fresh(judge: Judge, world: World, acts: list[Act]) -> None:
    asked, name = world.lsp.journal.names, world.lsp.names.zim
    judge_each(judge, world, acts, lambda connection: names.obeys_ttl(connection, asked, name))


@then("is het GBx verbonden met de locatie die in bedrijf is")
def location_is_followed(judge: Judge, world: World, moved: Moved) -> None:
    require_success([moved.before])
    ruling = names.follows(moved.after.connections, moved=moved.moment, ttl=moved.ttl, old=moved.old, new=moved.new)
    if ruling.satisfied is None:
        shown = " ".join(moved.after.result.shown) or "niets"
        raise Inconclusive(f"Na de verhuizing heeft het GBx de ZIM nergens gezocht; getoond: {shown}")
    decide(judge, world, ruling)
