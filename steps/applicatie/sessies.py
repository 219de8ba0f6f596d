"""Steps about how a user session ends: after that nothing leaves for its user until he logs in anew (INT-20)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_bdd import given, parsers, then, when

from steps.deciding import decide_no_midden, names_of, require_success
from toetsbank.acts import MEANS, Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.upper_tester import Result
from toetsbank.world import World

ADMINISTRATOR, OFFICE = "Beheerder F", "werkplek-2"
LONGEST_IDLE = "gebruiker-max-sessie-onbruik"
"""Name in catalogue/parameters.toml."""


class IdleSetting:
    """After how many minutes without use a session ends, as an administrator sets it; put back after the scenario."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._before: float | None = None
        self._is_changed = False

    def set(self, minutes: float) -> Result:
        """Set it; a refusal is a result."""
        entered = self._actor.log_in(ADMINISTRATOR, workplace=OFFICE)
        if entered.refused:
            raise Inconclusive(f"{ADMINISTRATOR} kan niet inloggen om de instelling te wijzigen: {shown(entered)}")
        result = self._actor.set_idle(ADMINISTRATOR, minutes)
        if not result.refused and not self._is_changed:
            self._before, self._is_changed = result.data.get("vorige"), True
        return result

    def require(self, minutes: float) -> None:
        """Set it; raises Inconclusive if the SUT refuses."""
        result = self.set(minutes)
        if result.refused:
            raise Inconclusive(
                f"Een tijd van stilte van {minutes:g} minuten werd niet aangenomen: {shown(result)}; zonder een korte"
                " tijd is alleen met de hand te laten zien dat de instelling werkt."
            )

    def restore(self, longest: float) -> None:
        """Put back what there was, or the longest time that is allowed where the SUT did not say."""
        if self._is_changed:
            self.set(self._before or longest)


@dataclass(frozen=True, slots=True)
class Raised:
    """An attempt to set a time that is too long, and what became of a session after that."""

    wanted: float
    result: Result
    before: Act
    after: Act


@dataclass(frozen=True, slots=True)
class Ended:
    """A query in a session, what was tried after its end without logging in, and a query after logging in anew."""

    by: str
    """What should have ended the session, in Dutch: after what."""
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """The same silence, in minutes, under a longer and a shorter setting, and how it went on after that.

    The acts: with a new session and after its silence, under the longer setting; both again under the shorter one; and
    with a new session.
    """

    silence: str
    longer: str
    shorter: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour in which one user was busy and the other was not, and what both could do after it without logging in."""

    uses: tuple[Act, ...]
    busy: Act
    quiet: Act
    again: tuple[Act, ...]


@pytest.fixture
def idle(world: World, actor: Actor) -> Iterator[IdleSetting]:
    """The time without use after which a session ends."""
    setting = IdleSetting(actor)
    yield setting
    setting.restore(minutes_of(world, LONGEST_IDLE))


@given(parsers.parse('de tijd van stilte is ingesteld op "{minutes}" minuten'))
def idle_is_set(idle: IdleSetting, minutes: str) -> None:
    idle.require(float(minutes))


@when(parsers.parse('"{person}" opvraagt, uitlogt en het zonder inloggen weer probeert'), target_fixture="session")
def after_log_out(actor: Actor, person: str) -> Ended:
    before = actor.enter(person)
    actor.log_out(person)
    return Ended("na uitloggen", (before, actor.attempt(person, actor.seen()), actor.enter(person)))


@when(
    parsers.parse('"{person}" opvraagt, zijn pas uitneemt en terugplaatst, en het zonder inloggen weer probeert'),
    target_fixture="session",
)
def after_taking_out(actor: Actor, world: World, person: str) -> Ended:
    before = actor.enter(person)
    actor.take_out(person)
    since = actor.seen()
    tries = [actor.attempt(person, since)]
    if world.profile.middel in MEANS["terugplaatsen"]:
        actor.put_back(person)
        tries.append(actor.attempt(person, since))
    return Ended("na het uitnemen van de pas", (before, *tries, actor.enter(person)))


@when(
    parsers.parse('"{person}" opvraagt, "{minutes}" minuten niets doet en het zonder inloggen weer probeert'),
    target_fixture="session",
)
def after_rest(actor: Actor, world: World, person: str, minutes: str) -> Ended:
    before = actor.enter(person)
    acts = (before, rest(actor, world, person, minutes), actor.enter(person))
    return Ended(f"na {minutes} minuten niets doen", acts)


@when(
    parsers.parse(
        '"{person}" telkens "{minutes}" minuten niets doet, eerst bij een instelling van "{longer}" minuten en dan van'
        ' "{shorter}"'
    ),
    target_fixture="settings",
)
def under_two_settings(
    actor: Actor, world: World, idle: IdleSetting, person: str, minutes: str, longer: str, shorter: str
) -> Settings:
    acts = []
    for setting in (longer, shorter):
        idle.require(float(setting))
        acts += [actor.enter(person), rest(actor, world, person, minutes)]
    return Settings(minutes, longer, shorter, (*acts, actor.enter(person)))


@when(
    parsers.parse('er "{wanted}" minuten wordt ingesteld en "{person}" daarna "{minutes}" minuten niets doet'),
    target_fixture="raised",
)
def after_too_long_a_setting(
    actor: Actor, world: World, idle: IdleSetting, wanted: str, person: str, minutes: str
) -> Raised:
    result = idle.set(float(wanted))
    before = actor.enter(person)
    return Raised(float(wanted), result, before, rest(actor, world, person, minutes))


@when(
    parsers.parse(
        '"{busy}" een uur lang elke "{interval}" minuten opvraagt, "{quiet}" niets doet en beiden het na "{minutes}"'
        " minuten zonder inloggen weer proberen"
    ),
    target_fixture="hour",
)
def after_an_hour(actor: Actor, world: World, busy: str, interval: str, quiet: str, minutes: str) -> Hour:
    step, left = float(interval), float(minutes)
    uses = [actor.enter(busy), actor.enter(quiet, workplace=OFFICE)]
    while left > 2 * step:
        world.pass_time(step * 60)
        left -= step
        uses.append(actor.query(busy))
    world.pass_time(left * 60)
    after = {person: actor.attempt(person, actor.seen()) for person in (busy, quiet)}
    again = (actor.enter(busy), actor.enter(quiet, workplace=OFFICE))
    return Hour(tuple(uses), after[busy], after[quiet], again)


@when(
    parsers.parse('"{person}" opvraagt, van IP-adres wisselt en terug, en het telkens zonder inloggen weer probeert'),
    target_fixture="session",
)
def after_another_address(actor: Actor, person: str) -> Ended:
    before = actor.enter(person)
    since, tries = actor.seen(), []
    for _ in ("there", "and back"):
        actor.change_address(person)
        tries.append(actor.attempt(person, since))
    return Ended("na een ander IP-adres", (before, *tries, actor.enter(person)))


@then("ging er voor hem niets van niveau midden meer uit totdat hij opnieuw inlogde")
def nothing_left(judge: Judge, world: World, session: Ended) -> None:
    before, *tries, again = session.acts
    act = next((act for act in tries if act.reached_zim), tries[-1])
    decide_no_midden(judge, world, act, twins=(before, again), after=f"{session.by}, zonder opnieuw in te loggen,")


@then("bepaalde de instelling wanneer de sessie eindigde")
def setting_decided(judge: Judge, world: World, settings: Settings) -> None:
    first, under_longer, second, under_shorter, again = settings.acts
    require_success([first, second, again])
    if not under_longer.reached_zim:
        raise Inconclusive(
            f"Ook bij een instelling van {settings.longer} minuten was de sessie na {settings.silence} minuten stilte"
            f" al voorbij, zodat geen verschil te zien is: {shown(under_longer.result)}"
        )
    seen = under_shorter.reached_zim
    after = f"na {settings.silence} minuten stilte"
    judge.decide(
        not seen,
        expected=f"{after} is een sessie bij een instelling van {settings.shorter} minuten voorbij,"
        f" bij een van {settings.longer} minuten nog niet",
        observed=f"{after} kwam er bij {settings.longer} minuten een bericht van niveau midden bij de ZIM, bij"
        f" {settings.shorter} minuten {'ook' if seen else 'niet'}; getoond: {shown(under_shorter.result)}",
        observations=names_of(world, (m.number for act in (under_longer, under_shorter, again) for m in act.messages)),
    )


@then("is die instelling niet aangenomen")
def setting_not_taken(judge: Judge, world: World, raised: Raised) -> None:
    require_success([raised.before])
    longest = minutes_of(world, LONGEST_IDLE)
    now, is_ended = raised.result.data.get("waarde"), not raised.after.reached_zim
    if raised.result.refused and not is_ended:
        raise Inconclusive(f"Het scherm weigerde {raised.wanted:g} minuten, maar wat eerder was ingesteld werkt niet.")
    if not raised.result.refused and now is None:
        raise Inconclusive(
            f"Het scherm weigerde {raised.wanted:g} minuten niet; de upper tester zegt niet (gegevens.waarde) welke"
            " tijd er nu staat."
        )
    taken = not raised.result.refused and float(now or 0.0) > longest
    limited = not raised.result.refused and not taken
    judge.decide(
        not taken,
        expected=f"een tijd van hoogstens {longest:g} minuten",
        observed=f"getoond: {shown(raised.result)}; na stilte is de sessie {'voorbij' if is_ended else 'niet voorbij'}",
        observations=names_of(world, (m.number for m in (*raised.before.messages, *raised.after.messages))),
        findings=(f"Het GBx weigerde {raised.wanted:g} minuten niet, maar maakte er {now:g} van.",) if limited else (),
    )


@then("zijn beide sessies na een uur geëindigd")
def ended_after_an_hour(judge: Judge, world: World, hour: Hour) -> None:
    require_success([*hour.uses, *hour.again])
    busy, quiet = hour.busy.reached_zim, hour.quiet.reached_zim
    left = (*hour.busy.messages, *hour.quiet.messages)
    around = (*hour.uses[-1].messages, *(message for act in hour.again for message in act.messages))
    judge.decide_under(
        "INT-20",
        {"a": not (busy or quiet), "b": not quiet},
        expected="een uur na het inloggen komt er zonder opnieuw inloggen geen bericht van niveau midden bij de ZIM",
        observed=f"van de sessie die steeds gebruikt werd kwam er {'een' if busy else 'geen'} bericht, van die welke"
        f" stil lag {'een' if quiet else 'geen'}; vóór het uur om was en na opnieuw inloggen kwamen er wel",
        observations=names_of(world, (message.number for message in (*left, *around))),
    )


def rest(actor: Actor, world: World, person: str, minutes: str) -> Act:
    """Let someone do nothing for some minutes, and then try to query without logging in."""
    world.pass_time(float(minutes) * 60)
    return actor.attempt(person, actor.seen())


def minutes_of(world: World, parameter: str) -> float:
    """Return the value of a parameter that is a number of seconds, in minutes."""
    seconds = world.catalogue.parameters[parameter].waarde
    if not isinstance(seconds, float | int):
        raise ValueError(f"parameter {parameter} has no number: {seconds!r}")
    return seconds / 60


def shown(result: Result) -> str:
    """Return what a user saw."""
    return " ".join(result.shown) or "niets"
