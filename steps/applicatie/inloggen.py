"""Steps about logging in at level midden: with whose pass, with which code, and which passes are let in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pytest_bdd import parsers, then, when

from catalogue.model import SystemType
from steps.deciding import Tried, names_of, require_success
from toetsbank.acts import WRONG_PIN, Act, Actor, pass_name, person_key, signer_of
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.upper_tester import Result
from toetsbank.world import PIN, World

MANAGER, OFFICE = "Autorisatiebeheerder G", "werkplek-2"


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone who logged in, and what left the SUT then."""

    person: str
    act: Act


@dataclass(frozen=True, slots=True)
class Listed:
    """A pass that was not in the user table, then was, and then was not; and a valid pass at the end."""

    outside: Act
    admission: Result
    inside: Act
    removal: Result
    struck: Act
    valid: Act


@when(
    parsers.parse('"{one}" en "{other}" elk op een eigen werkplek inloggen en opvragen'),
    target_fixture="entries",
)
def two_workplaces(actor: Actor, one: str, other: str) -> list[Entry]:
    entries = [Entry(one, actor.enter(one)), Entry(other, actor.enter(other, workplace=OFFICE))]
    for person in (one, other):
        actor.log_out(person)
    return entries


@when(
    parsers.parse('"{person}" inlogt met de juiste toegangscode, dan met een verkeerde en dan weer met de juiste'),
    target_fixture="tried",
)
def wrong_code(actor: Actor, person: str) -> Tried:
    return Tried([actor.enter(person, code=code) for code in (PIN, WRONG_PIN, PIN)], "een verkeerde toegangscode")


@when(parsers.parse('eerst "{person}" inlogt, dan "{stranger}" en dan weer de eerste'), target_fixture="tried")
def stranger_between(actor: Actor, person: str, stranger: str) -> Tried:
    planted = f"de pas van {stranger}, van een andere organisatie"
    return Tried([actor.enter(who) for who in (person, stranger, person)], planted)


@when(
    parsers.parse('een pas van "{person}" niet, wel en weer niet in de gebruikerstabel staat en hij telkens inlogt'),
    target_fixture="listed",
)
def pass_in_and_out_of_the_table(actor: Actor, world: World, person: str) -> Listed:
    variant = "niet-vastgelegd"
    number = world.pki.person(*pass_name(world, person, variant).split("/")).uzi_nummer
    with managing(actor):
        actor.strike(MANAGER, number, "opruimen")
    outside = actor.enter(person, variant)
    with managing(actor):
        admission = actor.admit(MANAGER, number, "Toetspas", "zorgverlener")
    inside = actor.enter(person, variant)
    with managing(actor):
        removal = actor.strike(MANAGER, number, "toets voorbij")
    return Listed(outside, admission, inside, removal, actor.enter(person, variant), actor.enter(person))


@when(
    parsers.parse('"{person}" inlogt met een geldige pas, met pas "{weak}", met pas "{strong}" en weer met de geldige'),
    target_fixture="acts",
)
def weak_and_strong(actor: Actor, person: str, weak: str, strong: str) -> list[Act]:
    return [actor.enter(person, variant) for variant in ("geldig", weak, strong, "geldig")]


@then("is elk bericht van niveau midden ondertekend met de pas van wie het verstuurde")
def signed_by_own_pass(judge: Judge, world: World, entries: list[Entry]) -> None:
    require_success(entry.act for entry in entries)
    signers = [(entry.person, owner_of(world, entry)) for entry in entries]
    wrong = [(person, owner) for person, owner in signers if owner != person_key(person)]
    judge.decide(
        not wrong,
        expected="een transactietoken dat met de eigen pas is ondertekend",
        observed="; ".join(f"bericht van {person}: pas van {owner}" for person, owner in (wrong or signers)),
        observations=names_of(world, (m.number for entry in entries for m in entry.act.messages)),
    )


@then("startte ook de tweede keer een sessie op niveau midden")
def session_started(judge: Judge, world: World, tried: Tried) -> None:
    before, planted, after = tried.acts
    require_success([before, after])
    decide_admitted(judge, world, planted)


@then("werd die pas toegelaten toen zij in de gebruikerstabel stond")
def admitted_while_listed(judge: Judge, world: World, listed: Listed) -> None:
    require_listed(listed)
    decide_admitted(judge, world, listed.inside)


@then("werd die pas geweigerd toen zij niet in de gebruikerstabel stond")
def refused_while_unlisted(judge: Judge, world: World, listed: Listed) -> None:
    require_listed(listed)
    if listed.removal.refused:
        shown = " ".join(listed.removal.shown)
        raise Inconclusive(f"De pas kon niet uit de gebruikerstabel worden geschrapt: {shown}")
    times = {"vooraf": listed.outside, "na het schrappen": listed.struck}
    wrong = [when_ for when_, act in times.items() if act.reached_zim]
    seen = (*listed.outside.messages, *listed.inside.messages, *listed.struck.messages, *listed.valid.messages)
    judge.decide(
        not wrong,
        expected="geen bericht van niveau midden zolang de pas niet in de gebruikerstabel staat",
        observed=f"een bericht {' en '.join(wrong)}"
        if wrong
        else "geen bericht, vooraf noch na het schrappen; wel met een andere, geldige pas",
        observations=names_of(world, (message.number for message in seen)),
    )


@then("is de pas geweigerd die zwakker is ondertekend dan met SHA-256")
def weak_pass_refused(judge: Judge, world: World, acts: list[Act]) -> None:
    before, weak, strong, after = acts
    require_success([before, after])
    judge.decide_under(
        "INT-54",
        {"a": not weak.reached_zim, "b": not (weak.reached_zim or strong.reached_zim)},
        expected="alleen sessies met een pas die met SHA-256 of sterker is ondertekend",
        observed=f"SHA-1: {outcome(weak)}; SHA-512: {outcome(strong)}",
        observations=names_of(world, (m.number for act in acts for m in act.messages)),
    )


@contextmanager
def managing(actor: Actor) -> Iterator[None]:
    """Let the manager of the user table log in and out; raises Inconclusive if the SUT does not let him in."""
    result = actor.log_in(MANAGER, workplace=OFFICE)
    if result.refused:
        raise Inconclusive(f"{MANAGER} kan niet inloggen om de gebruikerstabel te wijzigen: {' '.join(result.shown)}")
    yield
    actor.log_out(MANAGER)


def require_listed(listed: Listed) -> None:
    """Raise Inconclusive unless the pass came into the table, and someone with a valid pass can log in."""
    if listed.admission.refused:
        shown = " ".join(listed.admission.shown)
        raise Inconclusive(f"De pas kon niet in de gebruikerstabel worden vastgelegd: {shown}")
    require_success([listed.valid])


def decide_admitted(judge: Judge, world: World, act: Act) -> None:
    """Judge that a pass was let in: a message of level midden left the SUT."""
    judge.decide(
        act.reached_zim,
        expected="een bericht van niveau midden na het inloggen met deze pas",
        observed=outcome(act),
        observations=names_of(world, (m.number for m in act.messages)),
    )


def outcome(act: Act) -> str:
    """Say in a few words what became of a pass."""
    shown = " ".join(act.result.shown)
    return "toegelaten" if act.reached_zim else f"niet toegelaten; getoond: {shown}"


def owner_of(world: World, entry: Entry) -> str:
    """Return whose pass signed the messages of someone; raises Inconclusive for a means that is not the bench's."""
    tokens = [t for m in entry.act.messages if m.level == "midden" for t in m.tokens if t.kind == "transactietoken"]
    owners = set()
    for token in tokens:
        pas = signer_of(world, token.certificate_issuer, token.certificate_serial)
        if pas is None and token.name_id:
            means = "PKIO-passen" if world.profile.pics.type is SystemType.GBK else "UZI-passen"
            raise Inconclusive(
                f"Het bericht van {entry.person} is ondertekend met een certificaat dat niet bij de {means} van de"
                " toetsbank hoort; of dat middel mag, zegt het dossier (INT-15)."
            )
        owners.add(pas.person if pas is not None else "geen gebruiker, maar van een systeem")
    if not owners:
        raise Inconclusive(f"In het bericht van {entry.person} is geen transactietoken herkend.")
    return next(iter(sorted(owners - {person_key(entry.person)})), person_key(entry.person))
