import asyncio
import json
from collections.abc import Callable

import pytest

from simulators.calling import HttpConnection
from simulators.listener import Listener
from simulators.xis.application import Xis
from simulators.xis.operations.base import NoData, NoParameters, Operation, Outcome
from simulators.xis.upper_tester import UpperTester
from tests.simulators.xis.conftest import BSN, Driver


def test_capabilities_name_every_operation(driver: Driver) -> None:
    result = driver.call("GET", "/capabilities")
    assert result.status == 200
    assert "opvraag.start" in result.body["operaties"]
    assert result.body["defecten"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("POST", "/operaties/koffie.zet", b"{}", 501, "wordt niet aangeboden"),
        ("POST", "/operaties/sessie.log_in", b"{", 400, "is geen JSON"),
        ("POST", "/operaties/sessie.log_in", b"[]", 400, "geen groep sleutels"),
        ("POST", "/operaties/sessie.log_in", b"", 400, "sleutel 'pas' ontbreekt"),
        ("POST", "/operaties/sessie.log_in", b'{"pas": 1, "toegangscode": "x"}', 400, "geef een tekst"),
        ("POST", "/operaties/sessie.log_in", b'{"pas": "../x", "toegangscode": "x"}', 400, "niet de vereiste vorm"),
        ("POST", "/operaties/sessie.log_out", b'{"sessie": "x", "extra": 1}', 400, "sleutel 'extra' bestaat niet"),
        ("POST", "/operaties/koppeling.verify", b'{"sessie": "x", "bestemming": "maan"}', 400, "kies uit 'zim'"),
        ("POST", "/operaties/opvraag.start", b'{"sessie": "x", "bsn": "12"}', 400, "niet de vereiste vorm"),
        ("POST", "/operaties/klok.set", b'{"moment": "straks"}', 400, "geef een getal"),
        ("POST", "/operaties/klok.set", b'{"moment": 1e300}', 400, "geef een getal van hoogstens"),
        ("PUT", "/defecten", b'{"namen": ["Bestaat Niet"]}', 400, "Defect 'Bestaat Niet' bestaat niet; kies uit"),
        ("PUT", "/defecten", b'{"namen": "x"}', 400, "geen lijst"),
        ("GET", "/operaties/klok.set", b"", 405, "GET kan hier niet"),
        ("GET", "/iets", b"", 404, "bestaat niet"),
    ],
)
def test_nonsense_gets_one_dutch_sentence(
    driver: Driver, method: str, path: str, body: bytes, status: int, words: str
) -> None:
    result = driver.call(method, path, body)
    assert result.status == status
    assert words in result.body["melding"]


def test_a_refusal_is_a_result(driver: Driver) -> None:
    result = driver.query("geen")
    assert (result.status, result.refused, result.shown) == (200, True, "U bent niet ingelogd.")
    assert result.body["ontvangen"] <= result.body["gereed"]


@pytest.mark.parametrize(
    ("operation", "parameters", "secret"),
    [
        ("sessie.log_in", {"pas": "arts-a/geldig", "toegangscode": 987654}, "987654"),
        ("sessie.log_in", {"pas": "arts-a/geldig", "toegangscode": "987654" * 20}, "987654"),
        ("sessie.log_in", {"toegangscode": "987654"}, "987654"),
        ("opvraag.start", {"sessie": "x", "bsn": "100000009"}, "100000009"),
    ],
)
def test_what_may_be_a_secret_is_not_repeated(
    driver: Driver, operation: str, parameters: dict[str, object], secret: str
) -> None:
    result = driver.call("POST", f"/operaties/{operation}", json.dumps(parameters).encode())
    assert result.status == 400
    assert secret not in result.body["melding"]


def test_switching_defects_ends_sessions_and_connections(driver: Driver) -> None:
    sessie = driver.log_in()
    assert not driver.query(sessie).refused
    result = driver.call("PUT", "/defecten", b'{"namen": ["VerverstSleutelsNiet"]}')
    assert result.body["defecten"] == ["VerverstSleutelsNiet"]
    driver.around.zim.flush()
    assert all(c.ended for c in driver.around.zim.journal.connections)
    assert driver.query(sessie, BSN).refused
    assert driver.call("PUT", "/defecten", b'{"namen": []}').body["defecten"] == []


def test_an_operation_without_a_result_is_given_up(start: Callable[..., Driver]) -> None:
    driver = start(seconden_wachten=0.05)

    async def never(_xis: Xis, _wanted: NoParameters) -> Outcome:
        await asyncio.Event().wait()
        return Outcome(())

    operation = Operation("nooit", "Nooit klaar.", NoParameters, NoData, never)

    async def ask() -> tuple[int, bytes]:
        tester = UpperTester(driver.xis, {"nooit": operation})
        listener = await Listener.start(
            host="127.0.0.1", port=0, settings=None, handler=tester.handle, clock=driver.xis.clock, journal=None
        )
        host, port = listener.address
        connection = await HttpConnection.open(host, port, settings=None, server_name=host, clock=driver.xis.clock)
        answer = await connection.request("POST", "/operaties/nooit")
        await connection.close()
        await listener.stop()
        return answer.status, answer.body

    status, body = driver.around.loop.run(ask())
    assert status == 504
    assert "gaf binnen 0.3 seconden geen resultaat" in json.loads(body)["melding"]
