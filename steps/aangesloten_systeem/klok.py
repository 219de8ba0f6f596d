"""Steps on the clock: how far it is off, measured with pings at different fractions of a second."""

from dataclasses import dataclass, replace

from pytest_bdd import then, when

from protocol.clock_offset import Outcome, measure
from steps.deciding import decide
from toetsbank.acts import Actor
from toetsbank.clock_pings import ClockPings
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.names import clock_is_right
from toetsbank.world import World

LIMIT = "klokafwijking"
"""Name in catalogue/parameters.toml."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What pings say of the clock of the SUT."""

    outcome: Outcome
    observations: tuple[int, ...]
    limit: float
    asked: tuple[int, ...] = ()
    """The questions to the NTP server of the bench that were seen."""


@when("de ZIM het GBx op wisselende delen van een seconde pingt", target_fixture="measured")
def measure_clock(world: World, actor: Actor) -> Measured:
    limit = float(world.catalogue.parameters[LIMIT].waarde or 0)
    pings = ClockPings(world, actor)
    outcome, _ = measure(
        pings.exchange, world.clock.now, world.wait_until, stampings=world.profile.tijd.stampings, limit=limit
    )
    pings.close()
    asked = tuple(question.number for question in world.lsp.journal.times)
    return Measured(outcome, tuple(pings.observations), limit, asked)


@then("wijkt de klok van het GBx hoogstens een halve seconde af van die van de ZIM")
def clock_is_near(judge: Judge, world: World, measured: Measured) -> None:
    seen = (*measured.observations[-5:], *measured.asked[-2:])
    ruling = clock_is_right(measured.outcome, seen, measured.limit)
    if ruling.satisfied is None:
        raise Inconclusive(f"De {measured.outcome.observed}. {' '.join(ruling.findings)}")
    ntp = f"{len(measured.asked)} vragen aan de NTP-server van de toetsbank" if measured.asked else "geen vraag via NTP"
    decide(judge, world, replace(ruling, observed=f"{ruling.observed}; {ntp} gezien"))
