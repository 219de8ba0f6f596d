"""Steps about the TLS connections that the GBx opens to the ZIM."""

from pytest_bdd import given, parsers, then, when

from reports.verdicts import Ground
from simulators.observations import ConnectionObservation
from steps.deciding import (
    alert_findings,
    decide,
    ended_by_sut,
    ends_of,
    judge_each,
    middle_of_twins,
    names_of,
    require_success,
    rulings_of,
    worst_of,
)
from toetsbank.acts import Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import tls
from toetsbank.world import World

FEW = 4
"""Cipher suites that a sentence names; more stand in the observation."""
TLS = {"1.1": 0x0302, "1.2": 0x0303, "1.3": 0x0304}


STRONG = ("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")


WEAK = {
    "ECDHE met CBC": ("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    "DHE met GCM": ("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    "RSA met GCM": ("TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    "RSA met CBC": ("TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"),
}


@given(parsers.parse('de ZIM biedt hoogstens TLS "{version}" aan'))
def zim_maximum(world: World, version: str) -> None:
    world.zim.configure(maximum=TLS[version])


@given("de ZIM kent ook suites onder het niveau goed en volgt de voorkeur van het GBx")
def zim_prefers_client(world: World) -> None:
    world.zim.configure(suites=(*STRONG, *WEAK["ECDHE met CBC"]), server_preference=False)


@given("de ZIM laat TLS-sessies hervatten")
def zim_resumes(world: World) -> None:
    world.zim.configure(tickets=True)


@when(parsers.parse('"{person}" gegevens opvraagt en "{seconds}" seconden later opnieuw'), target_fixture="acts")
def query_twice(actor: Actor, world: World, person: str, seconds: str) -> list[Act]:
    first = actor.query(person)
    world.pass_time(float(seconds))
    return [first, actor.query(person)]


@when(parsers.parse('"{person}" gedurende "{minutes}" minuten elke minuut gegevens opvraagt'), target_fixture="acts")
def query_each_minute(actor: Actor, world: World, person: str, minutes: str) -> list[Act]:
    acts = [actor.query(person)]
    for _ in range(int(minutes)):
        world.pass_time(60)
        acts.append(actor.query(person))
    return acts


@when(
    parsers.parse(
        '"{person}" gegevens opvraagt bij een ZIM met certificaat "{before}", dan "{planted}" en dan weer "{after}"'
    ),
    target_fixture="acts",
)
def query_certificates(actor: Actor, world: World, person: str, before: str, planted: str, after: str) -> list[Act]:
    return [_query_at(actor, world, person, certificate=name) for name in (before, planted, after)]


@when(
    parsers.parse('"{person}" gegevens opvraagt bij een ZIM met suites "goed", dan "{weak}" en dan weer "goed"'),
    target_fixture="acts",
)
def query_suites(actor: Actor, world: World, person: str, weak: str) -> list[Act]:
    choices = (STRONG, WEAK[weak], STRONG)
    return [_query_at(actor, world, person, maximum=TLS["1.2"], suites=suites) for suites in choices]


@when(
    parsers.parse(
        '"{person}" gegevens opvraagt bij een ZIM met hoogstens TLS "{before}", dan "{planted}" en dan weer "{after}"'
    ),
    target_fixture="acts",
)
def query_versions(actor: Actor, world: World, person: str, before: str, planted: str, after: str) -> list[Act]:
    versions = (TLS[before], TLS[planted], TLS[after])
    return [_query_at(actor, world, person, minimum=min(v, TLS["1.2"]), maximum=v) for v in versions]


@then("ging elk bericht over een TLS-sessie die het GBx met de ZIM heeft opgezet")
def went_over_tls(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, tls.over_tls)


@then("heeft het GBx bij elke verbinding met de ZIM zijn eigen servercertificaat getoond")
def showed_certificate(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, lambda c: tls.shows_certificate(c, world.profile))


@then("heeft het GBx ook bij niveau laag zijn eigen servercertificaat getoond")
def showed_certificate_at_laag(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, lambda c: tls.shows_certificate_at_laag(c, world.profile))


@then(parsers.parse('is geen bericht versleuteld met sleutels die ouder zijn dan "{seconds}" seconden'))
def keys_are_young(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    judge_each(judge, world, acts, lambda c: tls.key_age(c, float(seconds)))


@then(
    parsers.parse(
        'is een TLS 1.2-sessie die langer dan "{seconds}" seconden duurde ververst met veilige heronderhandeling'
    )
)
def refreshed_by_renegotiation(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    require_success(acts)
    found = rulings_of(acts, lambda c: tls.refresh_means(c, float(seconds)))
    if any(ruling.satisfied is not None for ruling in found):
        decide(judge, world, worst_of(found, acts))
        return
    last = found[-1]
    judge.does_not_apply(
        expected=last.expected,
        observed=f"geen TLS 1.2-sessie die langer dan {seconds} s in gebruik was",
        observations=names_of(world, last.observations),
    )


@then("is van de gedeelde suites een van het hoogste niveau gekozen")
def strongest_suite(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, lambda c: tls.strongest_shared(c, world.catalogue.ncsc))


@then("is de hoogste TLS-versie gekozen die het GBx en de ZIM ondersteunen")
def highest_version(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, lambda c: tls.highest_version(c, world.profile.pics.tls_versies))


@then(parsers.parse('ging geen bericht over een verbinding die langer dan "{seconds}" seconden ongebruikt was'))
def no_idle_connection(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    judge_each(judge, world, acts, lambda c: tls.idle(c, float(seconds)))


@then(parsers.parse('is geen TLS-sessie hervat die langer dan "{seconds}" seconden ongebruikt was'))
def no_old_session(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    found = [r for r in rulings_of(acts, lambda c: tls.resumption(c, float(seconds))) if r.satisfied is not None]
    if found:
        decide(judge, world, worst_of(found, acts))
        return
    require_success(acts)
    judge.decide(
        True,
        expected=f"geen hervatting na meer dan {seconds} s",
        observed="geen hervatting",
        observations=names_of(world, sorted({c.number for act in acts for c in act.connections})),
    )


@then(
    parsers.parse(
        'weigerde het GBx alleen de tweede keer, na het certificaat en vóór een bericht, op grond van "{ground}"'
    )
)
def refused_after_certificate(judge: Judge, world: World, acts: list[Act], ground: str) -> None:
    planted = middle_of_twins(acts)
    kind, _, source = ground.partition(" ")
    if planted.reached_zim:
        observed = "een bericht over deze verbinding"
    elif not any(c.certificate_sent for c in planted.connections):
        raise Inconclusive("Het GBx heeft het certificaat van de ZIM niet gezien: er kwam geen TLS-handdruk zo ver.")
    elif any(c.requests for c in planted.connections):
        observed = "een HTTP-verzoek over deze verbinding"
    elif not all(ended_by_sut(c) for c in planted.connections if c.certificate_sent):
        raise Inconclusive(f"Het GBx heeft de verbinding niet zelf beëindigd: {ends_of(planted.connections)}.")
    else:
        observed = ends_of(planted.connections)
    judge.decide(
        not planted.reached_zim and not any(c.requests for c in planted.connections),
        expected=f"weigering van een ZIM met certificaat {planted.connections[0].bench_certificate}",
        observed=observed,
        observations=names_of(world, (c.number for c in planted.connections)),
        ground=Ground(kind),
        source=source,
        findings=alert_findings(planted.connections),
    )


@then("kwam alleen de tweede keer geen TLS-sessie tot stand")
def no_session(judge: Judge, world: World, acts: list[Act]) -> None:
    planted = middle_of_twins(acts)
    others = [connection for act in (acts[0], acts[-1]) for connection in act.connections]
    if not planted.connections:
        raise Inconclusive("Het GBx heeft bij de tweede opvraag geen verbinding met de ZIM geprobeerd.")
    agreed = [c for c in planted.connections if c.handshake_completed]
    judge.decide(
        not agreed,
        expected=f"geen TLS-sessie met een ZIM die {_known_by_zim(planted.connections[0])} kent",
        observed=f"een TLS-sessie: {agreed[0].version} met {agreed[0].suite}"
        if agreed
        else f"{ends_of(planted.connections)}; het GBx bood {_offered_to_zim(planted.connections[0])}; ervoor en erna"
        " kwam er met geldige instellingen wel een TLS-sessie",
        observations=names_of(world, (c.number for c in (agreed or (*planted.connections, *others)))),
    )


def _query_at(actor: Actor, world: World, person: str, **settings: object) -> Act:
    world.zim.reset()
    world.zim.configure(**settings)
    if not actor.has_session(person):
        actor.require_log_in(person)
    return actor.query(person)


def _known_by_zim(connection: ConnectionObservation) -> str:
    suites = connection.bench_suites
    below = ", onder het niveau goed," if set(suites) in map(set, WEAK.values()) else ""
    only = f" en alleen {' of '.join(suites)}{below}" if len(suites) <= FEW else ""
    return f"hoogstens {connection.bench_maximum_version}{only}"


def _offered_to_zim(connection: ConnectionObservation) -> str:
    shared = sum(suite in connection.bench_suites for suite in connection.offered_suites)
    versions = " en ".join(connection.offered_versions) or "geen TLS-versie"
    return f"{versions} aan, en {shared or 'geen'} van de suites van de ZIM"
