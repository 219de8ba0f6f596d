"""Steps about the protocol stack: what the SUT puts on the wire, and what comes about when less is offered."""

from collections.abc import Callable
from dataclasses import replace

from pytest_bdd import parsers, then, when

from protocol.soap import ENVELOPE_NS
from steps.applicatie.soap import Exchanged, judge_each_message, judge_middle, not_reachable, required_answer
from steps.deciding import decided_or_not, judge_each
from toetsbank.acts import Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import server, stack
from toetsbank.rulings.base import Ruling
from toetsbank.tls_probe import ServerFacts, accepted_versions, choose_version, sut_target
from toetsbank.world import World
from toetsbank.zim_calls import SOAP_1_0, ZimCaller

ENVELOPES = {"1.1": ENVELOPE_NS, "1.0": SOAP_1_0}


@then("is elk bericht van het GBx een HL7v3-bericht")
def is_hl7v3(judge: Judge, world: World, sent: Exchanged) -> None:
    judge_each_message(judge, world, sent, stack.hl7v3)


@then("zit elk bericht van het GBx in SOAP 1.1")
def is_soap11(judge: Judge, world: World, sent: Exchanged) -> None:
    judge_each_message(judge, world, sent, stack.soap11)


@then("is elk token van het GBx SAML 2.0")
def is_saml2(judge: Judge, world: World, sent: Exchanged) -> None:
    judge_each_message(judge, world, sent, stack.saml2)


@then("gaat elk bericht van het GBx over HTTP 1.1")
def is_http11(judge: Judge, world: World, sent: Exchanged) -> None:
    judge_each_message(judge, world, sent, stack.http11)


@then("ging elk bericht over TLS 1.2 of TLS 1.3")
def is_over_tls(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, stack.over_tls)


@then("is de ZIM over IPv4 bereikt")
def reached_by_ipv4(judge: Judge, world: World, acts: list[Act]) -> None:
    connections = {c.number: c for act in acts for c in act.connections}.values()
    decided_or_not(judge, world, stack.reaches_by_ipv4(connections, world.lsp.journal.names, world.zim.host_name))


@when("de ZIM het GBx elke TLS-versie aanbiedt", target_fixture="tls_server")
def offer_versions(world: World, zim_caller: ZimCaller) -> ServerFacts | None:
    if not zim_caller.may_call:
        return None
    target = sut_target(world)
    tried = accepted_versions(target)
    facts = ServerFacts(f"{target.host}:{target.port}", target.server_name, tried)
    if not facts.reachable and all(attempt.accepted is None for attempt in tried):
        raise Inconclusive(f"Het GBx antwoordt niet met TLS op {facts.address}: {tried[-1].said}.")
    return replace(facts, highest=choose_version(target) if facts.reachable else None)


@then("komt geen TLS-versie onder TLS 1.2 tot stand")
def no_lower_tls(judge: Judge, world: World, tls_server: ServerFacts | None) -> None:
    _judge_server(judge, world, tls_server, server.no_lower_version)


@then("kan het GBx als server TLS 1.2 of anders TLS 1.3")
def server_can(judge: Judge, world: World, tls_server: ServerFacts | None) -> None:
    _judge_server(judge, world, tls_server, server.speaks_allowed_version)


@then("koos het GBx van alle aangeboden TLS-versies de hoogste")
def server_chose_highest(judge: Judge, world: World, tls_server: ServerFacts | None) -> None:
    _judge_server(judge, world, tls_server, server.highest_version)


@then("ondersteunt het GBx als server een TLS-versie die het NCSC goed noemt")
def server_follows_advice(judge: Judge, world: World, tls_server: ServerFacts | None) -> None:
    _judge_server(judge, world, tls_server, lambda facts: stack.server_version_advice(facts, world.catalogue.ncsc))


@then("ondersteunt het GBx als client een TLS-versie die het NCSC goed noemt")
def client_follows_advice(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, lambda c: stack.version_advice(c, (), world.catalogue.ncsc))


@when(parsers.parse('"{person}" zo mogelijk inlogt en gegevens opvraagt'), target_fixture="acts")
def try_to_query(actor: Actor, world: World, person: str) -> list[Act]:
    return [actor.enter(person)]


@then("kan het GBx als client TLS 1.2 of anders TLS 1.3")
def client_can(judge: Judge, world: World, acts: list[Act]) -> None:
    connections = {c.number: c for act in acts for c in act.connections}.values()
    decided_or_not(judge, world, stack.supports_version(connections, world.profile.pics.tls_versies))


@when(
    parsers.parse('de ZIM een ping stuurt over HTTP "{before}", dan "{planted}" en dan weer "{after}"'),
    target_fixture="received",
)
def ping_over_http(zim_caller: ZimCaller, before: str, planted: str, after: str) -> Exchanged:
    if not zim_caller.may_call:
        return None
    return [required_answer(zim_caller.ping(http_version=version)) for version in (before, planted, after)]


@when(
    parsers.parse('de ZIM een ping stuurt in SOAP "{before}", dan "{planted}" en dan weer "{after}"'),
    target_fixture="received",
)
def ping_in_soap(zim_caller: ZimCaller, before: str, planted: str, after: str) -> Exchanged:
    if not zim_caller.may_call:
        return None
    return [required_answer(zim_caller.ping_in(ENVELOPES[version])) for version in (before, planted, after)]


@then("antwoordde het GBx niet over HTTP 1.0")
def no_http10(judge: Judge, world: World, received: Exchanged) -> None:
    judge_middle(judge, world, received, stack.no_lower_http)


@then("gaf het GBx op de tweede ping geen inhoudelijk antwoord")
def no_soap10(judge: Judge, world: World, received: Exchanged) -> None:
    judge_middle(judge, world, received, stack.no_lower_soap)


def _judge_server(
    judge: Judge, world: World, tls_server: ServerFacts | None, rule: Callable[[ServerFacts], Ruling]
) -> None:
    if tls_server is None:
        not_reachable(judge)
        return
    decided_or_not(judge, world, rule(tls_server))
