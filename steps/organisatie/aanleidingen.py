"""Steps about queries that nobody asked for: what set them off, and about whom they are."""

from dataclasses import dataclass

from pytest_bdd import parsers, then, when

from simulators.observations import MessageObservation
from steps.deciding import decide
from toetsbank.acts import Actor
from toetsbank.judge import Judge
from toetsbank.management_acts import Office
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import management
from toetsbank.rulings.management import Asked
from toetsbank.world import World


@dataclass(frozen=True, slots=True)
class Watched:
    """All queries that left the SUT in a scenario, and the patient for whom there was a reason."""

    messages: tuple[MessageObservation, ...]
    bsn: str
    logged: tuple[dict[str, object], ...] = ()
    """The lines of the log of triggers, where the SUT has one."""


@when(
    parsers.parse('"{person}" is ingelogd, er een "{kind}" met een patiënt komt en "{minutes}" minuten verstrijken'),
    target_fixture="watched",
)
def watch(office: Office, actor: Actor, world: World, person: str, kind: str, minutes: str) -> Watched:
    known = actor.seen()
    bsn = world.population.draw()
    world.recorder.claim(bsn)
    office.trigger(person, bsn, kind)
    world.pass_time(float(minutes) * 60)
    return Watched(_since(world, known), bsn, office.trigger_log())


@when(parsers.parse('"{person}" de gegevens van een enkele patiënt opvraagt'), target_fixture="watched")
def ask_for_one(office: Office, person: str) -> Watched:
    act = office.query(person)
    if act.result.refused or not act.messages:
        raise Inconclusive(f"De opvraag lukte niet; getoond: {' '.join(act.result.shown)}")
    return Watched(tuple(m for m in act.messages if m.level == "midden"), act.bsn)


@then("heeft elke bevraging van het systeem een aanleiding")
def has_trigger(judge: Judge, world: World, watched: Watched) -> None:
    asked = [_asked(message, watched) for message in watched.messages]
    ruling = management.has_trigger(asked)
    if ruling.satisfied is None:
        judge.does_not_apply(expected="een bevraging door het systeem", observed="het GBx bevroeg uit zichzelf niets")
        return
    decide(judge, world, ruling)


@then("gaat er geen bevraging over een andere patiënt mee")
def asks_no_more(judge: Judge, world: World, watched: Watched) -> None:
    decide(judge, world, management.asks_no_more([_asked(m, watched) for m in watched.messages], watched.bsn))


def _since(world: World, known: set[int]) -> tuple[MessageObservation, ...]:
    world.zim.flush()
    messages = world.zim.journal.messages
    return tuple(m for m in messages if m.number not in known and m.sut_role == "afzender" and m.level == "midden")


def _asked(message: MessageObservation, watched: Watched) -> Asked:
    """Return a query with why it was sent, by what the bench did itself or else by what the SUT logged."""
    own_id = (message.message_id or "").rpartition("^")[2]
    lines = [line for line in watched.logged if own_id and own_id in str(line.get("bericht_id", ""))]
    logged = next((str(line["soort"]) for line in lines if str(line.get("soort", "")).strip()), "")
    cause = "afspraak met de patiënt" if message.bsn == watched.bsn else logged
    return Asked(message.bsn or "", message.message_id or "", message.number, cause)
