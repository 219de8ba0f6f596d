"""Steps of chapter 2: TLS with the ZIM, and sessions of users."""

from collections.abc import Callable, Iterable

import pytest
from pytest_bdd import given, parsers, then, when

from reports.verdicts import Ground
from simulators.observations import ConnectionObservation
from toetsbank import rulings
from toetsbank.acts import Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import Ruling
from toetsbank.world import World

RuleOfConnection = Callable[[ConnectionObservation], Ruling]
"""What one connection says about a clause."""

TLS = {"1.1": 0x0302, "1.2": 0x0303, "1.3": 0x0304}
STRONG = ("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
WEAK = {
    "ECDHE met CBC": ("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    "RSA met GCM": ("TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    "RSA met CBC": ("TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"),
}
TOKEN_SHIFTS = {"geldig": 0.0, "verlopen": -86_400.0, "nog niet geldig": 86_400.0}


@pytest.fixture
def actor(world: World) -> Actor:
    """Acts for the test persons of this scenario."""
    return Actor(world)


@given(parsers.parse('zorgverlener "{person}" is ingelogd met zijn UZI-pas'))
def logged_in(actor: Actor, person: str) -> None:
    actor.require_log_in(person)


@given(parsers.parse('de ZIM biedt hoogstens TLS "{version}" aan'))
def zim_maximum(world: World, version: str) -> None:
    world.zim.configure(maximum=TLS[version])


@given("de ZIM kent ook suites onder het niveau goed en volgt de voorkeur van het GBx")
def zim_prefers_client(world: World) -> None:
    world.zim.configure(suites=(*STRONG, *WEAK["ECDHE met CBC"]), server_preference=False)


@given("de ZIM laat TLS-sessies hervatten")
def zim_resumes(world: World) -> None:
    world.zim.configure(tickets=True)


@given(parsers.parse('de CRL\'s van de passen zijn hoogstens "{minutes}" minuten geldig'))
def short_crls(world: World, minutes: str) -> None:
    world.uzi.configure(crl_seconds=float(minutes) * 60)


@when(parsers.parse('"{person}" gegevens opvraagt'), target_fixture="acts")
def query(actor: Actor, person: str) -> list[Act]:
    return [actor.query(person)]


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


@when(parsers.parse('"{person}" de koppeling met de ZIM controleert'), target_fixture="acts")
def ping(actor: Actor, person: str) -> list[Act]:
    return [actor.ping(person)]


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


@when(
    parsers.parse('"{person}" inlogt met een token dat "geldig" is, dan "{planted}" en dan weer "geldig"'),
    target_fixture="acts",
)
def log_in_tokens(actor: Actor, person: str, planted: str) -> list[Act]:
    acts = []
    for name in ("geldig", planted, "geldig"):
        actor.shift_tokens(TOKEN_SHIFTS[name])
        acts.append(actor.enter(person, "geldig"))
    return acts


@when(parsers.parse('"{person}" inlogt met pas "geldig", dan "{variant}" en dan weer "geldig"'), target_fixture="acts")
def log_in_passes(actor: Actor, person: str, variant: str) -> list[Act]:
    return [actor.enter(person, name) for name in ("geldig", variant, "geldig")]


@when(
    parsers.parse(
        '"{person}" een sessie heeft gehad, zijn pas wordt ingetrokken en hij "{minutes}" minuten later weer inlogt'
    ),
    target_fixture="acts",
)
def log_in_revoked_later(actor: Actor, world: World, person: str, minutes: str) -> list[Act]:
    first = actor.enter(person, "in-te-trekken")
    actor.log_out(person)
    world.uzi.revoke(person_key(person), "in-te-trekken")
    world.pass_time(float(minutes) * 60)
    return [
        first,
        actor.enter(person, "in-te-trekken"),
        actor.enter("Arts A", "geldig"),
    ]


@when(
    parsers.parse(
        'het LSP het token van een opvraag van "{person}" weigert met regel "{rule}"'
        " en hij daarna in dezelfde sessie opvraagt"
    ),
    target_fixture="acts",
)
def query_after_refusal(actor: Actor, world: World, person: str, rule: str) -> list[Act]:
    before = actor.query(person)
    world.zim.configure(refuse_token=rule)
    refused = actor.query(person)
    world.zim.configure(refuse_token=None)
    after = actor.query(person)
    return [before, refused, after, actor.enter(person, "geldig")]


@then("ging elk bericht over een TLS-sessie die het GBx met de ZIM heeft opgezet")
def went_over_tls(judge: Judge, world: World, acts: list[Act]) -> None:
    _judge_each(judge, world, acts, rulings.over_tls)


@then("heeft het GBx bij elke verbinding met de ZIM zijn eigen servercertificaat getoond")
def showed_certificate(judge: Judge, world: World, acts: list[Act]) -> None:
    _judge_each(judge, world, acts, lambda c: rulings.shows_certificate(c, world.profile))


@then("heeft het GBx ook bij niveau laag zijn eigen servercertificaat getoond")
def showed_certificate_at_laag(judge: Judge, world: World, acts: list[Act]) -> None:
    _judge_each(judge, world, acts, lambda c: rulings.shows_certificate_at_laag(c, world.profile))


@then(parsers.parse('is geen bericht versleuteld met sleutels die ouder zijn dan "{seconds}" seconden'))
def keys_are_young(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    _judge_each(judge, world, acts, lambda c: rulings.key_age(c, float(seconds)))


@then(
    parsers.parse(
        'is een TLS 1.2-sessie die langer dan "{seconds}" seconden duurde ververst met veilige heronderhandeling'
    )
)
def refreshed_by_renegotiation(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    _require_success(acts)
    found = _rulings(acts, lambda c: rulings.refresh_means(c, float(seconds)))
    if any(ruling.satisfied is not None for ruling in found):
        _decide(judge, world, _worst(found, acts))
        return
    last = found[-1]
    judge.does_not_apply(
        expected=last.expected,
        observed=f"geen TLS 1.2-sessie die langer dan {seconds} s in gebruik was",
        observations=_names(world, last.observations),
    )


@then("is van de gedeelde suites een van het hoogste niveau gekozen")
def strongest_suite(judge: Judge, world: World, acts: list[Act]) -> None:
    _judge_each(judge, world, acts, lambda c: rulings.strongest_shared(c, world.catalogue.ncsc))


@then("is de hoogste TLS-versie gekozen die het GBx en de ZIM ondersteunen")
def highest_version(judge: Judge, world: World, acts: list[Act]) -> None:
    _judge_each(judge, world, acts, lambda c: rulings.highest_version(c, world.profile.pics.tls_versies))


@then(parsers.parse('ging geen bericht over een verbinding die langer dan "{seconds}" seconden ongebruikt was'))
def no_idle_connection(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    _judge_each(judge, world, acts, lambda c: rulings.idle(c, float(seconds)))


@then(parsers.parse('is geen TLS-sessie hervat die langer dan "{seconds}" seconden ongebruikt was'))
def no_old_session(judge: Judge, world: World, acts: list[Act], seconds: str) -> None:
    found = [r for r in _rulings(acts, lambda c: rulings.resumption(c, float(seconds))) if r.satisfied is not None]
    if found:
        _decide(judge, world, _worst(found, acts))
        return
    _require_success(acts)
    judge.decide(
        True,
        expected=f"geen hervatting na meer dan {seconds} s",
        observed="geen hervatting",
        observations=_names(world, sorted({c.number for act in acts for c in act.connections})),
    )


@then(
    parsers.parse(
        'weigerde het GBx alleen de tweede keer, na het certificaat en vóór een bericht, op grond van "{ground}"'
    )
)
def refused_after_certificate(judge: Judge, world: World, acts: list[Act], ground: str) -> None:
    planted = _middle_of_twins(acts)
    kind, _, source = ground.partition(" ")
    if planted.reached_zim:
        observed = "een bericht over deze verbinding"
    elif not any(c.certificate_sent for c in planted.connections):
        raise Inconclusive("Het GBx heeft het certificaat van de ZIM niet gezien: er kwam geen TLS-handdruk zo ver.")
    elif any(c.requests for c in planted.connections):
        observed = "een HTTP-verzoek over deze verbinding"
    elif not all(_ended_by_sut(c) for c in planted.connections if c.certificate_sent):
        raise Inconclusive(f"Het GBx heeft de verbinding niet zelf beëindigd: {_ends(planted.connections)}.")
    else:
        observed = _ends(planted.connections)
    judge.decide(
        not planted.reached_zim and not any(c.requests for c in planted.connections),
        expected=f"weigering van een ZIM met certificaat {planted.connections[0].bench_certificate}",
        observed=observed,
        observations=_names(world, (c.number for c in planted.connections)),
        ground=Ground(kind),
        source=source,
        findings=_alert_findings(planted.connections),
    )


@then("kwam alleen de tweede keer geen TLS-sessie tot stand")
def no_session(judge: Judge, world: World, acts: list[Act]) -> None:
    planted = _middle_of_twins(acts)
    if not planted.connections:
        raise Inconclusive("Het GBx heeft bij de tweede opvraag geen verbinding met de ZIM geprobeerd.")
    agreed = [c for c in planted.connections if c.handshake_completed]
    judge.decide(
        not agreed,
        expected="geen TLS-sessie",
        observed=f"{agreed[0].version} met {agreed[0].suite}" if agreed else _ends(planted.connections),
        observations=_names(world, (c.number for c in planted.connections)),
    )


@then("startte alleen de tweede keer geen sessie op niveau midden")
def no_session_started(judge: Judge, world: World, acts: list[Act]) -> None:
    _decide_no_midden(judge, world, _middle_of_twins(acts))


@then("startte na de intrekking geen sessie op niveau midden")
def no_session_after_revocation(judge: Judge, world: World, acts: list[Act]) -> None:
    _decide_no_midden(judge, world, _middle_of_twins(acts))


@then("vertrok er na de weigering in die sessie geen bericht van niveau midden meer")
def no_exchange_after_refusal(judge: Judge, world: World, acts: list[Act]) -> None:
    before, refused, after, again = acts
    if not refused.reached_zim:
        raise Inconclusive("Het LSP kon het token niet weigeren, want er kwam geen bericht bij de ZIM aan.")
    _require_success([before, again])
    _decide_no_midden(judge, world, after, assumed_form="soap-fault-token")


def person_key(person: str) -> str:
    """Return the key of a test person in the pass register."""
    return person.lower().replace(" ", "-")


def _query_at(actor: Actor, world: World, person: str, **settings: object) -> Act:
    world.zim.reset()
    world.zim.configure(**settings)
    if not actor.has_session(person):
        actor.require_log_in(person)
    return actor.query(person)


def _middle_of_twins(acts: list[Act]) -> Act:
    before, planted, after = acts
    _require_success([before, after])
    return planted


def _require_success(acts: Iterable[Act]) -> None:
    for act in acts:
        if not act.succeeded:
            shown = " ".join(act.result.shown) or "niets"
            raise Inconclusive(f"Een opvraag onder geldige omstandigheden lukte niet; het GBx toonde: {shown}")


def _decide_no_midden(judge: Judge, world: World, act: Act, assumed_form: str | None = None) -> None:
    shown = " ".join(act.result.shown)
    judge.decide(
        not act.reached_zim,
        expected="geen bericht van niveau midden",
        observed=f"{len(act.messages)} bericht(en) bij de ZIM"
        if act.reached_zim
        else f"geen bericht; getoond: {shown}",
        observations=_names(world, (m.number for m in act.messages)),
        assumed_form=assumed_form,
    )


def _judge_each(judge: Judge, world: World, acts: list[Act], rule: RuleOfConnection) -> None:
    _decide(judge, world, _worst(_rulings(acts, rule), acts))


def _rulings(acts: list[Act], rule: RuleOfConnection) -> list[Ruling]:
    latest = {c.number: c for act in acts for c in act.connections}
    return [rule(connection) for connection in latest.values()]


def _worst(found: list[Ruling], acts: list[Act]) -> Ruling:
    decided = sorted((r for r in found if r.satisfied is not None), key=lambda r: r.rank)
    if not decided:
        shown = " ".join(text for act in acts for text in act.result.shown)
        raise Inconclusive(f"Er is geen verbinding met de ZIM waargenomen waarop dit te zien is; getoond: {shown}")
    if decided[0].satisfied:
        _require_success(acts)
    return decided[0]


def _decide(judge: Judge, world: World, ruling: Ruling) -> None:
    said = {"expected": ruling.expected, "observed": ruling.observed}
    observations = _names(world, ruling.observations)
    if ruling.reading is not None:
        judge.decide_under(ruling.reading, ruling.outcomes, observations=observations, findings=ruling.findings, **said)
        return
    judge.decide(
        bool(ruling.satisfied),
        observations=observations,
        ground=ruling.ground,
        source=ruling.source,
        findings=ruling.findings,
        **said,
    )


def _names(world: World, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(world.recorder.id_of(number) for number in numbers)


def _ended_by_sut(connection: ConnectionObservation) -> bool:
    return connection.end_by == "sut" or any(alert.by == "sut" for alert in connection.alerts)


def _ends(connections: Iterable[ConnectionObservation]) -> str:
    return "; ".join(f"einde door {c.end_by}: {c.end_how}" for c in connections)


def _alert_findings(connections: Iterable[ConnectionObservation]) -> tuple[str, ...]:
    silent = [c for c in connections if not any(alert.by == "sut" for alert in c.alerts)]
    return ("Het GBx gaf bij de weigering geen TLS-alert; geen eis vraagt erom.",) if silent else ()
