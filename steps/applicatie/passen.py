"""Steps about passes and tokens that must not open a session."""

from pytest_bdd import given, parsers, then, when

from steps.deciding import Tried, decide_no_midden
from toetsbank.acts import Act, Actor, pass_name
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.world import World

TOKEN_SHIFTS = {"geldig": 0.0, "verlopen": -86_400.0, "nog niet geldig": 86_400.0}
PASSES = {
    "ingetrokken": "een pas waarvan het certificaat op de CRL staat",
    "sleutel-past-niet": "een token dat niet met de sleutel van het certificaat is ondertekend",
    "verlopen": "een verlopen pas",
    "nog-niet-geldig": "een pas die nog niet geldig is",
    "onbekende-ca": "een pas uit een certificaatboom die niet van het UZI-register is",
    "oude-generatie": "een pas uit een certificaatboom die niet meer geldt",
    "andere-generatie": "een pas uit de andere certificaatboom die nu geldt",
}
"""What is wrong with a variant of a pass, for who reads the report."""


@given(parsers.parse('de CRL\'s van de passen zijn hoogstens "{minutes}" minuten geldig'))
def short_crls(world: World, minutes: str) -> None:
    world.uzi.configure(crl_seconds=float(minutes) * 60)


@when(
    parsers.parse('"{person}" inlogt met een token dat "geldig" is, dan "{planted}" en dan weer "geldig"'),
    target_fixture="tried",
)
def log_in_tokens(actor: Actor, person: str, planted: str) -> Tried:
    acts = []
    for name in ("geldig", planted, "geldig"):
        actor.shift_tokens(TOKEN_SHIFTS[name])
        acts.append(actor.enter(person, "geldig"))
    return Tried(acts, f"een transactietoken dat {planted} is")


@when(parsers.parse('"{person}" inlogt met pas "geldig", dan "{variant}" en dan weer "geldig"'), target_fixture="tried")
def log_in_passes(actor: Actor, person: str, variant: str) -> Tried:
    return Tried([actor.enter(person, name) for name in ("geldig", variant, "geldig")], PASSES[variant])


@when(
    parsers.parse(
        '"{person}" een sessie heeft gehad, zijn pas wordt ingetrokken en hij "{minutes}" minuten later weer inlogt'
    ),
    target_fixture="tried",
)
def log_in_revoked_later(actor: Actor, world: World, person: str, minutes: str) -> Tried:
    first = actor.enter(person, "in-te-trekken")
    actor.log_out(person)
    key, _, variant = pass_name(world, person, "in-te-trekken").partition("/")
    world.uzi.revoke(key, variant)
    world.pass_time(float(minutes) * 60)
    acts = [first, actor.enter(person, "in-te-trekken"), actor.enter("Arts A", "geldig")]
    return Tried(acts, f"een pas waarvan het certificaat {minutes} minuten eerder op de CRL is gezet")


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
@then("startte na de intrekking geen sessie op niveau midden")
def no_session_started(judge: Judge, world: World, tried: Tried) -> None:
    before, planted, after = tried.acts
    decide_no_midden(judge, world, planted, twins=(before, after), after=f"met {tried.planted}")


@then("vertrok er na de weigering in die sessie geen bericht van niveau midden meer")
def no_exchange_after_refusal(judge: Judge, world: World, acts: list[Act]) -> None:
    before, refused, after, again = acts
    if not refused.reached_zim:
        raise Inconclusive("Het LSP kon het token niet weigeren, want er kwam geen bericht bij de ZIM aan.")
    decide_no_midden(
        judge,
        world,
        after,
        "soap-fault-token",
        twins=(before, again),
        after="in de sessie waarvan het LSP het transactietoken weigerde",
    )
