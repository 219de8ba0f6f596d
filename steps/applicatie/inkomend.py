"""Steps about the TLS connections that the ZIM opens to the GBx."""

from dataclasses import dataclass, replace

import pytest
from pytest_bdd import parsers, then, when

from reports.verdicts import Ground
from simulators.zim import Shown
from steps.deciding import alert_findings, decide, judge_each, names_of, require_success
from toetsbank import tls_probe
from toetsbank.acts import Act
from toetsbank.inbound_acts import TLS, Caller, Contact, LongUse, Rest, long_use, rest
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import inbound, server, tls
from toetsbank.rulings.base import Ruling
from toetsbank.tls_probe.facts import AcceptedSuites, Choice
from toetsbank.world import World

KNOWN_SUITES = (
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
)
"""What the ZIM knows: everything that is *goed* by algorithm (INT-51)."""

_OTHER = {"1.2": "1.3", "1.3": "1.2"}

PAUSE, REAL_PAUSE = 870.0, 60.0
"""Seconds between two uses of a session that is kept in use: just within the limit, and less where time is real."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """Pings before and after the ZIM renewed the keys of a connection."""

    version: str
    before: Contact
    after: Contact
    other: Contact | None = None
    """The same in TLS 1.3, where the first was refused in a lower version."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the GBx takes when every suite of a version is on offer."""

    version: str
    found: AcceptedSuites


@pytest.fixture
def caller(world: World) -> Caller:
    """The ZIM that calls the SUT of this scenario."""
    return Caller(world)


@when("de ZIM een TLS-sessie opent", target_fixture="contacts")
def zim_opens(caller: Caller) -> list[Contact]:
    return [caller.ping()]


@when(
    parsers.parse('een client zich bewijst met "{before}", dan met "{planted}" en dan weer met "{after}"'),
    target_fixture="contacts",
)
def clients(caller: Caller, before: str, planted: str, after: str) -> list[Contact]:
    names = (before, "" if planted == "(geen)" else planted, after)
    return [caller.ping(Shown(certificate=name)) for name in names]


@when(
    parsers.parse('de ZIM de sleutels vernieuwt van een verbinding die zij met hoogstens TLS "{version}" opende'),
    target_fixture="renewal",
)
def zim_renews(caller: Caller, version: str) -> Renewal:
    before, after = _renew(caller, version)
    other = None if after.answered or version == "1.3" else _renew(caller, "1.3")[1]
    return Renewal(version, before, after, other)


@when(parsers.parse('de ZIM in TLS "{version}" elke suite aanbiedt'), target_fixture="offer")
def zim_offers_all(world: World, version: str) -> Offer:
    return Offer(version, tls_probe.accepted_suites(tls_probe.sut_target(world), f"TLS {version}"))


@when("de ZIM een TLS-sessie opent met de suites die zij kent", target_fixture="contacts")
def zim_offers_known(caller: Caller) -> list[Contact]:
    return [caller.ping(Shown(suites=KNOWN_SUITES))]


@when(parsers.parse('de ZIM een TLS-sessie langer dan "{seconds}" seconden in gebruik houdt'), target_fixture="use")
def zim_keeps_using(caller: Caller, world: World, seconds: str) -> LongUse:
    if not (world.is_embedded or world.profile.tijd.echt_wachten):
        world.pass_time(float(seconds))  # which says that it cannot, and how long it would take
    return long_use(world, caller, Shown(), float(seconds), _pause(world))


@when(
    parsers.parse('de ZIM een verbinding van hoogstens TLS "{version}" na "{seconds}" seconden rust weer gebruikt'),
    target_fixture="rested",
)
def zim_rests(caller: Caller, world: World, version: str, seconds: str) -> Rest | None:
    if version == "1.2" and unspoken(caller, version):
        return None
    return rest(world, caller, Shown(maximum=TLS[version]), float(seconds))


@when(
    parsers.parse('de ZIM "{number}" TLS-sessies naast elkaar opent en na het sluiten ervan nog een'),
    target_fixture="contacts",
)
def zim_opens_many(caller: Caller, number: str) -> list[Contact]:
    lines = [caller.open() for _ in range(int(number))]
    contacts = [line.ping() for line in lines]
    for line in lines:
        line.close()
    return [*contacts, caller.ping()]


@then("heeft het GBx de sessie gehonoreerd")
@then("heeft het GBx elke sessie gehonoreerd")
def honoured(judge: Judge, world: World, contacts: list[Contact]) -> None:
    rulings = [inbound.honoured(contact) for contact in contacts]
    settle(judge, world, next((r for r in rulings if r.satisfied is not True), rulings[-1]))


@then("heeft het GBx de ZIM zijn eigen servercertificaat getoond")
def showed_own_certificate(judge: Judge, world: World, contacts: list[Contact]) -> None:
    settle(judge, world, inbound.shows_certificate(contacts[0].connection, world.profile))


@then(parsers.parse('weigerde het GBx alleen de tweede client, vóór een antwoord, op grond van "{ground}"'))
def refused_second(judge: Judge, world: World, contacts: list[Contact], ground: str) -> None:
    before, planted, after = contacts
    kind, _, source = ground.partition(" ")
    ruling = inbound.refused(planted, (before, after), Ground(kind), source)
    silent = alert_findings([planted.connection]) if ruling.satisfied and not ruling.findings else ()
    settle(judge, world, ruling, silent)


@then("ging het GBx met nieuwe sleutels verder")
def renewed(judge: Judge, world: World, caller: Caller, renewal: Renewal) -> None:
    if not renewal.before.answered and unspoken(caller, renewal.version):
        not_spoken(judge, renewal.version)
        return
    settle(judge, world, inbound.renews(renewal.before, renewal.after, renewal.other))


@then("noemt het NCSC elke suite die het GBx aanneemt minstens goed")
def only_good_suites(judge: Judge, world: World, caller: Caller, offer: Offer) -> None:
    if not offer.found.accepted and unspoken(caller, offer.version):
        not_spoken(judge, offer.version)
        return
    settle(judge, world, server.suites_level(offer.found, world.catalogue.ncsc))


@then("kwam een suite tot stand die de ZIM kent")
def suite_is_known(judge: Judge, world: World, contacts: list[Contact]) -> None:
    settle(judge, world, inbound.known_suite(contacts[0], _of_everything(world, contacts[0])))


@then("koos het GBx een van het hoogste niveau, ook als de zwakste voorop stond")
def strongest_chosen(judge: Judge, world: World, caller: Caller, offer: Offer) -> None:
    if not offer.found.accepted and unspoken(caller, offer.version):
        not_spoken(judge, offer.version)
        return
    ncsc, version = world.catalogue.ncsc, f"TLS {offer.version}"
    # Servers of long ago read no more than 128 suites; what the GBx refuses anyway cannot be chosen.
    suites = server.weakest_first(version, dict.fromkeys((*offer.found.accepted, *_of(version))), ncsc)
    choice = tls_probe.choose(tls_probe.sut_target(world), version, suites)
    settle(judge, world, inbound.strongest(choice, offer.found.accepted, ncsc))


@then(parsers.parse('is over de verbinding na "{seconds}" seconden niets meer beantwoord'))
def no_longer_in_use(judge: Judge, world: World, use: LongUse, seconds: str) -> None:
    settle(judge, world, inbound.whole_connection(use, float(seconds), _pause(world)))


@then(parsers.parse('is de TLS-sessie na "{seconds}" seconden niet meer hervat'))
def no_longer_resumed(judge: Judge, world: World, use: LongUse, seconds: str) -> None:
    settle(judge, world, inbound.whole_session(use, float(seconds)))


@then(parsers.parse('is over de verbinding na meer dan "{seconds}" seconden rust niets meer beantwoord'))
def not_used_after_rest(judge: Judge, world: World, rested: Rest | None, seconds: str) -> None:
    if rested is None:
        not_spoken(judge, "1.2")
        return
    settle(judge, world, inbound.unused_connection(rested, float(seconds)))


@then(parsers.parse('is de TLS-sessie na meer dan "{seconds}" seconden rust niet hervat'))
def not_resumed_after_rest(judge: Judge, world: World, rested: Rest | None, seconds: str) -> None:
    if rested is not None:
        settle(judge, world, inbound.unused_session(rested, float(seconds)))


@then("ging elke opvraag over een nieuwe of hergebruikte TLS-sessie met de ZIM")
def users_over_tls(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, tls.over_tls)
    require_success(acts)


def settle(judge: Judge, world: World, ruling: Ruling, findings: tuple[str, ...] = ()) -> None:
    """Judge by a ruling; raises Inconclusive with what was seen where it decides nothing."""
    if ruling.satisfied is None:
        seen = ", ".join(names_of(world, ruling.observations)) or "geen waarneming"
        raise Inconclusive(f"Verwacht: {ruling.expected}. Te zien was: {ruling.observed} ({seen}).")
    decide(judge, world, replace(ruling, findings=(*ruling.findings, *findings)))


def unspoken(caller: Caller, version: str) -> bool:
    """Tell whether the GBx leaves out one version while it does speak the other."""
    return not caller.speaks(version) and caller.speaks(_OTHER[version])


def not_spoken(judge: Judge, version: str) -> None:
    """Say that a version does not occur."""
    judge.does_not_apply(expected=f"TLS {version}", observed=f"het GBx neemt geen TLS {version} aan")


def _renew(caller: Caller, version: str) -> tuple[Contact, Contact]:
    line = caller.open(Shown(maximum=TLS[version]))
    before = line.ping()
    after = line.ping(renew=True) if before.answered else before
    line.close()
    return before, after


def _of_everything(world: World, contact: Contact) -> Choice | None:
    """Return what the GBx chooses from all suites there are, asked only if nothing came about with those of the ZIM."""
    if contact.connection.suite is not None:
        return None
    target = tls_probe.sut_target(world)
    tried = [tls_probe.accepted_suites(target, version) for version in ("TLS 1.3", "TLS 1.2")]
    found = next((one for one in tried if one.accepted), None)
    if found is None:
        return None
    return Choice(found.version, found.accepted, found.accepted[0], "", found.observations)


def _of(version: str) -> tuple[str, ...]:
    of_13 = version == "TLS 1.3"
    return tuple(suite for suite in KNOWN_SUITES if ("_WITH_" not in suite) is of_13)


def _pause(world: World) -> float:
    return PAUSE if world.is_embedded else REAL_PAUSE
