"""Steps about what an administrator sets: where the ZIM is, and which applicatie-id belongs to whom."""

from collections.abc import Callable
from typing import Any, NamedTuple

from pytest_bdd import parsers, then, when

from simulators.uzi.population import OTHER_HOST
from simulators.zim.settings import Application
from steps.deciding import decide
from toetsbank.exchanges import read_exchange
from toetsbank.judge import Judge
from toetsbank.management_acts import ADMINISTRATOR, Office, Seen, zim_uri
from toetsbank.outcomes import Inconclusive
from toetsbank.recorder import Recorder
from toetsbank.rulings import management
from toetsbank.rulings.management import Values
from toetsbank.world import OTHER_PATH, World

ASKING = "Arts A"
OTHER_APPLICATION, OTHER_SWITCH_POINT = "90000011", "2"

OnWire = Callable[[Seen, Recorder], list[str]]


class Setting(NamedTuple):
    """One thing that can be set: how, what then shows on the wire, and how the ZIM is made to fit."""

    wanted: str
    set: dict[str, str]
    back: dict[str, str]
    zim: dict[str, Any]
    on_wire: OnWire


@when(parsers.parse('de GBx-beheerder een andere waarde voor "{name}" instelt'), target_fixture="values")
def change(office: Office, world: World, name: str) -> Values:
    setting = _settings(world)[name]
    before = office.query(ASKING)
    if before.result.refused:
        raise Inconclusive(f"De opvraag vooraf lukte niet; getoond: {' '.join(before.result.shown)}")
    world.zim.configure(**setting.zim)
    result = office.perform(ADMINISTRATOR, "configuratie.set", **setting.set)
    try:
        during = office.query(ASKING)
    finally:
        if not result.refused:
            office.perform(ADMINISTRATOR, "configuratie.set", **setting.back)
    return Values(
        setting.wanted,
        tuple(setting.on_wire(before, world.recorder)),
        tuple(setting.on_wire(during, world.recorder)),
        " ".join(result.shown) if result.refused else "",
        tuple(message.number for message in during.messages) or tuple(c.number for c in during.connections),
    )


@then(parsers.parse('gaat de volgende opvraag uit met die waarde als "{what}"'))
def counts(judge: Judge, world: World, values: Values, what: str) -> None:
    ruling = management.counts_from_next(values, what)
    if ruling.satisfied is None:
        raise Inconclusive(
            f"Of de instelling werkt is niet te zien: vooraf {what} {', '.join(values.before) or 'onbekend'}, daarna"
            f" {', '.join(values.during) or 'geen bericht'}, ingesteld {values.wanted}."
        )
    decide(judge, world, ruling)


def _settings(world: World) -> dict[str, Setting]:
    """Return what can be set, by the words of the scenarios."""
    sut, pki = world.profile.sut, world.pki.names
    uri = zim_uri(world)
    return {
        "de URI van de ZIM": Setting(
            OTHER_PATH, {"uri": f"{uri}{OTHER_PATH}"}, {"uri": uri}, {"base": OTHER_PATH}, _base_of
        ),
        "de hostnaam van de ZIM": Setting(
            OTHER_HOST,
            {"hostnaam": OTHER_HOST},
            {"hostnaam": world.zim.host_name},
            {"certificate": "zim-andere-naam"},
            lambda seen, _: [c.server_name for c in seen.connections if c.server_name],
        ),
        "het eigen applicatie-id": Setting(
            OTHER_APPLICATION,
            {"applicatie_id": OTHER_APPLICATION},
            {"applicatie_id": sut.applicatie_id},
            {"applications": (Application(OTHER_APPLICATION, pki.ura, (pki.fqdn,)),)},
            lambda seen, _: [m.sender for m in seen.messages if m.sender],
        ),
        "het applicatie-id van het schakelpunt": Setting(
            OTHER_SWITCH_POINT,
            {"applicatie_id_schakelpunt": OTHER_SWITCH_POINT},
            {"applicatie_id_schakelpunt": "1"},
            {},
            lambda seen, recorder: [read_exchange(m, recorder, 0.0, 0.0).receiver for m in seen.messages],
        ),
    }


def _base_of(seen: Seen, _recorder: Recorder) -> list[str]:
    """Return where the services stand by the paths that were asked for, / for the root."""
    return [m.path.rpartition("/")[0] or "/" for m in seen.messages]
