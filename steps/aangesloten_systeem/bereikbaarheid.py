"""Steps on being there for messages, and on the certificate that a GBx is reached with."""

from pytest_bdd import parsers, then, when

from protocol.hl7.ping import PONG
from steps.deciding import decide, judge_each, names_of
from toetsbank.acts import Act, Actor
from toetsbank.inbound_acts import Caller, Contact
from toetsbank.judge import Judge
from toetsbank.outcomes import Inconclusive
from toetsbank.rulings.server_certificate import is_of_its_kind
from toetsbank.world import World


@when(parsers.parse('de ZIM het GBx "{times}" keer pingt'), target_fixture="contacts")
def pinged(world: World, times: str) -> list[Contact]:
    caller = Caller(world)
    return [caller.ping() for _ in range(int(times))]


@when(parsers.parse('de ZIM het GBx pingt en "{seconds}" seconden later opnieuw'), target_fixture="contacts")
def pinged_after_a_rest(world: World, seconds: str) -> list[Contact]:
    caller = Caller(world)
    first = caller.ping()
    world.pass_time(float(seconds))
    return [first, caller.ping()]


@when(parsers.parse('de ZIM het GBx pingt voor en na het uitloggen van "{person}"'), target_fixture="contacts")
def pinged_without_user(world: World, actor: Actor, person: str) -> list[Contact]:
    caller = Caller(world)
    first = caller.ping()
    actor.log_out(person)
    return [first, caller.ping()]


@then("heeft het GBx elke ping beantwoord")
def always_there(judge: Judge, world: World, contacts: list[Contact]) -> None:
    first = contacts[0]
    if not _is_answered(first):
        raise Inconclusive(f"De eerste ping van de ZIM is niet beantwoord ({first.said}); eerst moet dat lukken.")
    missing = [contact for contact in contacts if not _is_answered(contact)]
    if any(contact.served for contact in missing):
        raise Inconclusive(f"Een ping is met een fout beantwoord ({missing[0].said}); het systeem is er dus wel.")
    shown = missing or contacts
    judge.decide(
        not missing,
        expected="een antwoord op elke ping van de ZIM",
        observed=f"ping {contacts.index(missing[0]) + 1} van {len(contacts)} niet beantwoord: {missing[0].said}"
        if missing
        else f"{len(contacts)} pings beantwoord",
        observations=names_of(world, (number for contact in shown[:5] for number in _numbers(contact))),
    )


@then("toonde het GBx aan de ZIM als client een servercertificaat van de soort die bij zijn type hoort")
def kind_shown_as_client(judge: Judge, world: World, acts: list[Act]) -> None:
    judge_each(judge, world, acts, lambda connection: is_of_its_kind(connection, world.profile.pics.type))


@then("toonde het GBx aan de ZIM als server een servercertificaat van de soort die bij zijn type hoort")
def kind_shown_as_server(judge: Judge, world: World, contacts: list[Contact]) -> None:
    rulings = [is_of_its_kind(contact.connection, world.profile.pics.type) for contact in contacts]
    decided = [ruling for ruling in rulings if ruling.satisfied is not None]
    if not decided:
        raise Inconclusive(f"Er kwam geen TLS-sessie met het GBx tot stand: {contacts[0].said}.")
    decide(judge, world, decided[0])


def _is_answered(contact: Contact) -> bool:
    return contact.message is not None and contact.message.answer == PONG


def _numbers(contact: Contact) -> tuple[int, ...]:
    return (contact.connection.number, *(() if contact.message is None else (contact.message.number,)))
