"""Sentences that the steps of several chapters share: logging in, and asking the LSP."""

import pytest
from pytest_bdd import given, parsers, when

from toetsbank.acts import Act, Actor
from toetsbank.management_acts import Office
from toetsbank.world import World


@pytest.fixture
def actor(world: World) -> Actor:
    """Acts for the test persons of this scenario."""
    return Actor(world)


@pytest.fixture
def office(world: World, actor: Actor) -> Office:
    """People who manage the SUT in this scenario."""
    return Office(world, actor)


@given(parsers.parse('zorgverlener "{person}" is ingelogd met zijn UZI-pas'))
def logged_in(actor: Actor, person: str) -> None:
    actor.require_log_in(person)


@when(parsers.parse('"{person}" gegevens opvraagt'), target_fixture="acts")
def query(actor: Actor, person: str) -> list[Act]:
    return [actor.query(person)]


@when(parsers.parse('"{person}" de koppeling met de ZIM controleert'), target_fixture="acts")
def ping(actor: Actor, person: str) -> list[Act]:
    return [actor.ping(person)]
