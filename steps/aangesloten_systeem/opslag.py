"""Steps about the store of the SUT: what a scenario put into it, looked for by the bench itself."""

from collections.abc import Iterable

from pytest_bdd import given, parsers, then, when

from steps.deciding import decide, require_success
from toetsbank.acts import Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import storage
from toetsbank.search.probing import Probe, of_persons
from toetsbank.world import PERSONS, World


@given(parsers.parse('er ligt een woord ter controle in de "{place}"'), target_fixture="probe")
def planted(world: World, place: str) -> Probe:
    return Probe.at(world.store_of(place))


@when(parsers.parse('"{person}" gegevens opvraagt, en daarna de taak "{task}" wordt uitgevoerd'), target_fixture="acts")
def query_and_task(world: World, actor: Actor, person: str, task: str) -> list[Act]:
    act = actor.query(person)
    world.upper.perform("taak.run", taak=task)
    return [act]


@then("staat daar niets over die patiënt leesbaar")
def nothing_of_patient(judge: Judge, world: World, probe: Probe, acts: list[Act]) -> None:
    _judge(judge, world, probe, acts, ())


@then(parsers.parse('staat daar niets over die patiënt of over "{person}" leesbaar'))
def nothing_of_patient_or_user(judge: Judge, world: World, probe: Probe, acts: list[Act], person: str) -> None:
    _judge(judge, world, probe, acts, (PERSONS[person].uzi_nummer,))


def _judge(judge: Judge, world: World, probe: Probe, acts: list[Act], numbers: Iterable[str]) -> None:
    require_success(acts)
    messages = [message for act in acts for message in act.messages]
    bsns = {message.bsn for message in messages if message.bsn}
    names = {name for bsn in bsns if (name := world.population.name(bsn))}
    search = probe.search(of_persons(bsns, names, numbers))
    ruling = storage.nothing_legible(search, probe.folder, tuple(message.number for message in messages))
    if ruling.satisfied is None:
        raise Inconclusive(ruling.observed)
    decide(judge, world, ruling)
