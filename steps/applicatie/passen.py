"""Steps about passes and tokens that must not open a session."""

from pytest_bdd import given, parsers, then, when

from steps.deciding import decide_no_midden, middle_of_twins, require_success
from toetsbank.acts import Act, Actor, pass_name
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.world import World

TOKEN_SHIFTS = {"geldig": 0.0, "verlopen": -86_400.0, "nog niet geldig": 86_400.0}


@given(parsers.parse('de CRL\'s van de passen zijn hoogstens "{minutes}" minuten geldig'))
def short_crls(world: World, minutes: str) -> None:
    world.uzi.configure(crl_seconds=float(minutes) * 60)


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
    key, _, variant = pass_name(world, person, "in-te-trekken").partition("/")
    world.uzi.revoke(key, variant)
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


@then("startte alleen de tweede keer geen sessie op niveau midden")
def no_session_started(judge: Judge, world: World, acts: list[Act]) -> None:
    decide_no_midden(judge, world, middle_of_twins(acts))


@then("startte na de intrekking geen sessie op niveau midden")
def no_session_after_revocation(judge: Judge, world: World, acts: list[Act]) -> None:
    decide_no_midden(judge, world, middle_of_twins(acts))


@then("vertrok er na de weigering in die sessie geen bericht van niveau midden meer")
def no_exchange_after_refusal(judge: Judge, world: World, acts: list[Act]) -> None:
    before, refused, after, again = acts
    if not refused.reached_zim:
        raise Inconclusive("Het LSP kon het token niet weigeren, want er kwam geen bericht bij de ZIM aan.")
    require_success([before, again])
    decide_no_midden(judge, world, after, assumed_form="soap-fault-token")
