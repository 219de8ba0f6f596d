"""Steps about SOAP: header blocks, the rules of WS-I Basic Profile 1.0, and what becomes of a bad request."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_bdd import parsers, then, when

from protocol.hl7.timestamps import AMSTERDAM
from protocol.soap import NEXT_ACTOR, ZIM_ACTOR, build_unknown_block
from simulators.observations import MessageObservation
from simulators.zim.client import Result
from simulators.zim.medication import dispenses
from steps.deciding import decided_or_not, middle_of_twins
from toetsbank.acts import Act, Actor
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings import soap, wsi
from toetsbank.rulings.base import Ruling
from toetsbank.world import World
from toetsbank.zim_calls import NO_SOAP, ZimCaller

ANYONE, OWN = "wie het krijgt", "het GBx"
ACTORS = {ANYONE: None, "next": NEXT_ACTOR, "de ZIM": ZIM_ACTOR, "derden": "urn:toetsbank:actor:derden"}
MANDATORY = {"verplicht": True, "facultatief": False}

UNKNOWN_INTERACTION = (
    b'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
    b'<soap:Body><TOET_IN000000 xmlns="urn:hl7-org:v3"/></soap:Body></soap:Envelope>'
)

BAD_REQUESTS: dict[str, Callable[[ZimCaller], Result]] = {
    "geen": lambda zim: zim.ping(),
    "GET in plaats van POST": lambda zim: zim.ping(method="GET", body=b""),
    "een ander mediatype": lambda zim: zim.ping(content_type="text/plain; charset=utf-8"),
    "onleesbare HTTP": lambda zim: zim.ping(http_version="onzin"),
    "een envelop van een onbekende versie": lambda zim: zim.ping_in(NO_SOAP),
    "een onbekend verplicht blok": lambda zim: zim.ping_with((build_unknown_block(),)),
    "geen welgevormde XML": lambda zim: zim.ping_body(b"<soap:Envelope"),
    "een onbekende interactie": lambda zim: zim.ping_body(UNKNOWN_INTERACTION),
}
"""What the ZIM can get wrong in a ping."""

FAULTS = (
    "een onbekend verplicht blok",
    "een envelop van een onbekende versie",
    "geen welgevormde XML",
    "een onbekende interactie",
)
"""What makes a receiver answer with a fault."""


Exchanged = list[MessageObservation] | None
"""Exchanges between ZIM and SUT; None where the ZIM cannot reach the SUT and need not."""
RuleOfMessage = Callable[[MessageObservation], Ruling]
"""What one message says about a clause."""


@pytest.fixture
def zim_caller(world: World) -> ZimCaller:
    """The ZIM as client of the SUT."""
    return ZimCaller(world)


@when(
    parsers.parse(
        'de ZIM een ping stuurt met een blok "{before}" voor "{actor}", dan "{planted}" en dan weer "{after}"'
    ),
    target_fixture="received",
)
def ping_with_blocks(
    zim_caller: ZimCaller, world: World, actor: str, before: str, planted: str, after: str
) -> Exchanged:
    if not zim_caller.may_call:
        return None
    if actor == OWN and world.profile.sut.actor is None:
        return []
    return [required_answer(zim_caller.ping_with(_blocks(world, actor, kind))) for kind in (before, planted, after)]


@when(
    parsers.parse(
        '"{person}" gegevens opvraagt en het antwoord heeft een blok "{before}" voor "{whom}", dan "{planted}" en dan'
        ' weer "{after}"'
    ),
    target_fixture="acts",
)
def query_with_blocks(
    actor: Actor, world: World, person: str, whom: str, before: str, planted: str, after: str
) -> list[Act]:
    acts = []
    for kind in (before, planted, after):
        world.zim.configure(header_blocks=_blocks(world, whom, kind))
        if not actor.has_session(person):
            actor.require_log_in(person)
        acts.append(actor.query(person))
    return acts


@then("weigerde het GBx alleen de tweede ping")
def refused_second(judge: Judge, world: World, received: Exchanged) -> None:
    if received == []:
        judge.does_not_apply(
            expected="een MustUnderstand-fout voor een blok met de actor van het GBx",
            observed="het profiel noemt geen actor-URI van het GBx (sut.actor)",
        )
        return
    judge_middle(judge, world, received, soap.refuses_unknown)


@then("beantwoordde het GBx ook de tweede ping")
def answered_second(judge: Judge, world: World, received: Exchanged) -> None:
    judge_middle(judge, world, received, soap.leaves_alone)


@then("gebruikte het GBx alleen het tweede antwoord niet")
def second_not_used(judge: Judge, world: World, acts: list[Act]) -> None:
    decided_or_not(judge, world, soap.drops_answer(*_used(world, acts)))


@then("gebruikte het GBx ook het tweede antwoord")
def second_used(judge: Judge, world: World, acts: list[Act]) -> None:
    decided_or_not(judge, world, soap.uses_answer(*_used(world, acts)))


@when(parsers.parse('"{person}" een bericht naar de ZIM stuurt'), target_fixture="sent")
def send_message(actor: Actor, world: World, person: str) -> list[MessageObservation]:
    before = {m.number for m in world.zim.journal.messages}
    actor.query(person)
    world.zim.flush()
    return [m for m in world.zim.journal.messages if m.number not in before and m.sut_role == "afzender"]


@when("de ZIM een ping stuurt", target_fixture="sent")
def ping(zim_caller: ZimCaller) -> Exchanged:
    if not zim_caller.may_call:
        return None
    message = required_answer(zim_caller.ping())
    if not wsi.is_soap(message):
        raise Inconclusive(f"Een geldige ping van de ZIM is niet met SOAP beantwoord: {soap.answer_of(message)}.")
    return [message]


@when("de ZIM berichten stuurt die een SOAP-fault geven", target_fixture="sent")
def provoke_faults(zim_caller: ZimCaller) -> Exchanged:
    if not zim_caller.may_call:
        return None
    results = [BAD_REQUESTS[kind](zim_caller) for kind in ("geen", *FAULTS, "geen")]
    answers = [result.message for result in results if result.message is not None]
    faults = [m for m in answers if m.envelope is not None and m.envelope.fault is not None]
    if not faults:
        raise Inconclusive(
            f"Het GBx gaf op geen van {len(FAULTS)} berichten een SOAP-fault:"
            f" {'; '.join(soap.answer_of(m) for m in answers) or soap.NO_ANSWER}."
        )
    return faults


@when(
    parsers.parse('de ZIM een ping stuurt met fout "geen", dan "{planted}" en dan weer "geen"'),
    target_fixture="received",
)
def bad_request(zim_caller: ZimCaller, planted: str) -> Exchanged:
    if not zim_caller.may_call:
        return None
    return [required_answer(BAD_REQUESTS[kind](zim_caller)) for kind in ("geen", planted, "geen")]


@then("voldoet elk bericht van het GBx aan WS-I Basic Profile 1.0")
def follows_profile(judge: Judge, world: World, sent: Exchanged) -> None:
    judge_each_message(judge, world, sent, wsi.profile)


@then(parsers.parse('gaf het GBx alleen de tweede keer de fault van regel "{number}" van WS-I Basic Profile 1.0'))
def faulted(judge: Judge, world: World, received: Exchanged, number: str) -> None:
    judge_middle(judge, world, received, lambda m: soap.faults_as(m, number))


@then(
    parsers.parse(
        'volgde het GBx alleen de tweede keer het advies van regel "{number}" van WS-I Basic Profile 1.0,'
        ' HTTP "{status}"'
    )
)
def advised_refusal(judge: Judge, world: World, received: Exchanged, number: str, status: str) -> None:
    judge_middle(judge, world, received, lambda m: soap.http_refusal(m, number, int(status)))


def judge_middle(judge: Judge, world: World, received: Exchanged, rule: RuleOfMessage) -> None:
    """Judge the exchange between two twins that succeed."""
    if received is None:
        not_reachable(judge)
        return
    decided_or_not(judge, world, rule(middle_message(received)))


def judge_each_message(judge: Judge, world: World, sent: Exchanged, rule: RuleOfMessage) -> None:
    """Judge every message; the worst one counts."""
    if sent is None:
        not_reachable(judge)
        return
    decided_or_not(judge, world, worst([rule(message) for message in sent]))


def not_reachable(judge: Judge) -> None:
    """Say that what the ZIM sends cannot reach this SUT, and need not."""
    judge.does_not_apply(
        expected="een GBx dat de ZIM kan bereiken",
        observed="volgens het profiel kan de ZIM dit GBx niet bereiken (pics.voorwaarden.bereikbaar_voor_zim)",
    )


def worst(found: list[Ruling]) -> Ruling:
    """Return the ruling that counts, with the findings of all; raises Inconclusive if none decides."""
    decided = sorted((r for r in found if r.satisfied is not None), key=lambda r: r.rank)
    if not decided:
        raise Inconclusive("Er is geen bericht van het GBx waargenomen waaraan dit te zien is.")
    findings = {finding: None for ruling in decided for finding in ruling.findings}
    return replace(decided[0], findings=tuple(findings))


def _blocks(world: World, actor: str, kind: str) -> tuple[bytes, ...]:
    if kind not in MANDATORY:
        return ()
    whom = world.profile.sut.actor if actor == OWN else ACTORS[actor]
    return (build_unknown_block(actor=whom, must_understand=MANDATORY[kind]),)


def required_answer(result: Result) -> MessageObservation:
    if result.message is None:
        why = "geen verbinding" if result.failure is None else result.failure.message
        raise Inconclusive(f"De ZIM kon het GBx niet bereiken: {why}.")
    return result.message


def middle_message(received: list[MessageObservation]) -> MessageObservation:
    before, planted, after = received
    for twin in (before, after):
        if not wsi.has_content(twin):
            raise Inconclusive(f"Een ping onder geldige omstandigheden is niet beantwoord: {soap.answer_of(twin)}.")
    return planted


def _used(world: World, acts: list[Act]) -> tuple[MessageObservation, bool, str]:
    """Return the exchange whose answer has the block, whether its content was shown, and what was shown."""
    planted = middle_of_twins(acts)
    if not all(_shows_content(world, twin) for twin in (acts[0], acts[2])):
        raise Inconclusive("Wat het GBx van een geldig antwoord toont bevat geen van de geneesmiddelen daaruit.")
    if not planted.messages:
        raise Inconclusive("De opvraag met het blok in het antwoord kwam niet bij de ZIM aan.")
    return planted.messages[-1], _shows_content(world, planted), " ".join(planted.result.shown)


def _shows_content(world: World, act: Act) -> bool:
    today = world.clock.datetime().astimezone(AMSTERDAM).date()
    products = {d.product for m in act.messages if m.bsn is not None for d in dispenses(m.bsn, today)}
    return any(product in line for line in act.result.shown for product in products)
