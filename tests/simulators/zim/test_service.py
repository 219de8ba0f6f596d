"""The ZIM on the wire: TLS, settings that meet the next connection or message, observations."""

import hashlib
import threading
from dataclasses import replace

import pytest

from simulators.calling import Answer, CallFailed, ConnectFailed, HttpConnection
from simulators.journal import Journal
from simulators.observations import ConnectionObservation, MessageObservation
from simulators.zim import ZimSettings
from tests.simulators.zim.conftest import NAME, Wire
from tests.simulators.zim.requests import BSN, URA, foreign_bsn

SECONDS = 5.0


def only_message(wire: Wire) -> MessageObservation:
    (message,) = wire.zim.journal.messages
    return message


def only_connection(wire: Wire) -> ConnectionObservation:
    (connection,) = wire.zim.journal.connections
    return connection


def accepted(wire: Wire) -> bool:
    return wire.send(wire.maker.request()).status == 200


def test_exchange_is_observed_with_its_payloads(wire: Wire) -> None:
    request = wire.maker.request()

    answer = wire.send(request)
    message = only_message(wire)

    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert (message.method, message.path, message.status, message.answer) == (
        "POST",
        "/VerstrekkingsLijstqueryBatch",
        200,
        "MCCI_IN200101",
    )
    assert (message.bsn, message.level, message.refused) == (BSN, "midden", ())
    assert message.request_sha256 == hashlib.sha256(request.body).hexdigest()
    assert wire.sink.payloads[message.request_sha256 or ""] == request.body
    assert wire.sink.payloads[message.response_sha256 or ""] == answer.body
    assert MessageObservation.model_validate_json(message.model_dump_json()) == message


def test_connection_is_observed_with_the_certificate_of_the_sut(wire: Wire) -> None:
    assert accepted(wire)
    wire.zim.flush()

    connection = only_connection(wire)

    assert connection.number == only_message(wire).connection
    assert connection.sut_role == "client"
    assert connection.certificate_requested
    assert connection.bench_certificate == "zim"
    assert f"-S-{URA}-" in (connection.sut_certificates[0].uzi_name or "")
    assert any("Root CA - G1" in name for name in connection.ca_names)


@pytest.mark.parametrize("identity", ["xis", "xis-g4"])
def test_both_generations_of_the_sut_are_trusted(wire: Wire, identity: str) -> None:
    assert wire.send(wire.maker.request(), wire.tls(identity)).status == 200


@pytest.mark.parametrize(
    "identity", [None, "xis-verlopen", "xis-nog-niet-geldig", "xis-ingetrokken", "xis-andere-root"]
)
@pytest.mark.parametrize("maximum", [0x0303, 0x0304])
def test_client_certificate_that_is_not_right_is_refused(wire: Wire, identity: str | None, maximum: int) -> None:
    assert accepted(wire)
    wire.zim.reset()

    with pytest.raises(CallFailed):
        wire.send(wire.maker.request(), wire.tls(identity, maximum=maximum))
    wire.zim.close_connections()

    assert wire.zim.journal.messages == ()
    assert only_connection(wire).requests == 0
    assert [alert.by for alert in only_connection(wire).alerts if alert.level == "fatal"] == ["bank"]
    assert accepted(wire)


def test_certificate_of_another_party_may_connect_but_not_speak_for_the_sut(wire: Wire) -> None:
    answer = wire.send(wire.maker.request(), wire.tls("xis-andere-partij"))

    assert answer.status == 200
    assert only_message(wire).answer == "MCCI_IN200101 (AE/NS260)"


def test_certificate_under_pkioverheid_is_known_by_its_host_name(wire: Wire) -> None:
    assert wire.send(wire.maker.request(), wire.tls("xis-pkio")).status == 200
    assert only_message(wire).refused == ()


@pytest.mark.parametrize(
    ("variant", "how"),
    [
        ("zim-verlopen", "certificate-refused"),
        ("zim-nog-niet-geldig", "certificate-refused"),
        ("zim-andere-root", "certificate-refused"),
        ("zim-andere-naam", "name-mismatch"),
        ("zim-andere-partij", "name-mismatch"),
    ],
)
def test_certificate_variant_meets_the_next_connection(wire: Wire, variant: str, how: str) -> None:
    wire.zim.configure(certificate=variant)
    with pytest.raises(ConnectFailed) as refused:
        wire.send(wire.maker.request())
    wire.zim.close_connections()

    assert refused.value.how == how
    assert only_connection(wire).bench_certificate == variant
    wire.zim.reset()
    assert accepted(wire)


@pytest.mark.parametrize(("variant", "maximum"), [("zim-g4", 0x0304), ("zim-pkio", 0x0303)])
def test_other_right_certificates_are_accepted(wire: Wire, variant: str, maximum: int) -> None:
    wire.zim.configure(certificate=variant, maximum=maximum)

    assert accepted(wire)


def test_version_and_suites_meet_the_next_connection(wire: Wire) -> None:
    suite = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    wire.zim.configure(maximum=0x0303, suites=(suite,))
    assert accepted(wire)
    wire.zim.flush()

    assert (only_connection(wire).version, only_connection(wire).suite) == ("TLS 1.2", suite)


def test_maximum_below_the_minimum_lowers_it(wire: Wire) -> None:
    wire.zim.configure(maximum=0x0302)

    assert (wire.zim.settings.minimum, wire.zim.settings.maximum) == (0x0302, 0x0302)
    with pytest.raises(ConnectFailed) as refused:
        wire.send(wire.maker.request())
    assert refused.value.how in ("alert-received", "tls-error")
    old = wire.tls(minimum=0x0302, maximum=0x0302)
    assert wire.send(wire.maker.request(), old).status == 200


def test_ca_list_can_be_chosen(wire: Wire) -> None:
    wire.zim.configure(ca_list=("server-roots-g4",))
    assert accepted(wire)
    wire.zim.flush()

    assert len(only_connection(wire).ca_names) == 1


def test_connection_without_client_certificate_if_none_is_asked_for(wire: Wire) -> None:
    wire.zim.configure(request_certificate="none")

    assert wire.send(wire.maker.request(), wire.tls(None)).status == 200


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"certificaat": "zim"}, "instelling 'certificaat' bestaat niet"),
        ({"certificate": "zim-anders"}, "certificaat 'zim-anders' bestaat niet"),
        ({"suites": ("TLS_ANDERS",)}, "geen bekende suite"),
        ({"minimum": 0x0304, "maximum": 0x0303}, "TLS-versies"),
        ({"refuse_token": "T-99"}, "tokenregel"),
    ],
)
def test_setting_that_does_not_exist_changes_nothing(wire: Wire, changes: dict[str, object], part: str) -> None:
    before = wire.zim.settings

    with pytest.raises(ValueError, match=part):
        wire.zim.configure(**changes)

    assert wire.zim.settings == before
    assert accepted(wire)


def test_refused_token_is_a_fault_on_the_wire_and_the_twins_are_not(wire: Wire) -> None:
    assert accepted(wire)
    answer = wire.send(wire.maker.request(message_ext="anders"))
    assert accepted(wire)

    assert answer.status == 500
    assert [message.refused[:1] for message in wire.zim.journal.messages][1][0].startswith("T-18: ")
    assert len(wire.zim.journal.messages) == 3


def test_what_fits_nothing_is_visible(wire: Wire) -> None:
    answer = wire.send(replace(wire.maker.request(), path="/Onbekend"))
    (unexpected,) = wire.zim.journal.unexpected

    assert answer.status == 500
    assert unexpected.what == f"bericht voor een onbekende webservice: /Onbekend (bericht {only_message(wire).number})"


def test_real_bsn_reaches_neither_journal_nor_log(wire: Wire) -> None:
    number = foreign_bsn()
    request = wire.maker.request(wire.maker.query(bsn=number))
    answer = wire.send(replace(request, path=f"/{number}"))

    stored = b"".join(wire.sink.payloads.values())
    told = "".join(each.model_dump_json() for each in wire.sink.observations)
    assert answer.status == 500
    assert number not in told
    assert number.encode() not in stored
    assert f"*******{number[-2:]}".encode() in stored


def test_silence_lasts_until_the_connection_is_closed(wire: Wire) -> None:
    wire.zim.configure(no_answer=True)
    outcome: list[BaseException | Answer] = []

    def ask() -> None:
        try:
            outcome.append(wire.send(wire.maker.request()))
        except CallFailed as failed:
            outcome.append(failed)

    asking = threading.Thread(target=ask)
    asking.start()
    seen = wire.zim.journal.wait_for(lambda journal: journal.messages, SECONDS)
    assert seen is not None
    assert (seen[0].answer, seen[0].answered, seen[0].status) == ("geen", None, None)
    assert not outcome
    wire.zim.reset()
    asking.join(SECONDS)

    assert isinstance(outcome[0], CallFailed)
    assert accepted(wire)


def test_delayed_answer_is_recorded_when_it_goes_out(wire: Wire) -> None:
    wire.zim.configure(delay=0.05)
    assert accepted(wire)

    states = [each for each in wire.sink.observations if isinstance(each, MessageObservation)]
    assert [state.status for state in states] == [None, 200]
    assert len({state.number for state in states}) == 1


def test_delay_ends_with_the_setting(wire: Wire) -> None:
    wire.zim.configure(delay=60.0)
    statuses: list[int] = []
    asking = threading.Thread(target=lambda: statuses.append(wire.send(wire.maker.request()).status))
    asking.start()
    assert wire.zim.journal.wait_for(lambda journal: journal.messages, SECONDS) is not None

    wire.zim.configure(delay=0.0)
    asking.join(SECONDS)

    assert statuses == [200]


def test_connection_is_closed_in_the_middle_of_an_answer(wire: Wire) -> None:
    wire.zim.configure(close_mid_answer=True)
    with pytest.raises(CallFailed) as failed:
        wire.send(wire.maker.request())

    assert failed.value.how in ("closed", "http-error")
    wire.zim.reset()
    assert accepted(wire)


def test_second_location_listens_elsewhere(wire: Wire) -> None:
    first = wire.zim.address
    wire.zim.configure(location=2)
    second = wire.zim.address

    assert first != second
    assert accepted(wire)
    with pytest.raises(ConnectFailed) as gone:
        wire.loop.run(_open(wire, first))
    assert gone.value.how in ("closed", "reset")
    (turned_away,) = [c for c in wire.zim.journal.connections if c.end_how == "locatie 1 is niet in bedrijf"]
    assert turned_away.reached == f"{first[0]}:{first[1]}"
    wire.zim.reset()
    assert wire.zim.address == first
    assert accepted(wire)


async def _open(wire: Wire, address: tuple[str, int]) -> HttpConnection:
    return await HttpConnection.open(*address, settings=wire.tls(), server_name=NAME, clock=wire.clock)


def test_services_can_stand_under_another_path(wire: Wire) -> None:
    wire.zim.configure(base="/lsp")
    request = wire.maker.request()

    assert wire.send(request).status == 500
    assert "Onbekende webservice" in wire.send(request).body.decode()
    moved = replace(wire.maker.request(), path=f"/lsp{request.path}")
    assert wire.send(moved).status == 200
    assert wire.zim.journal.messages[-1].path == moved.path
    wire.zim.reset()
    assert accepted(wire)


def test_reset_ends_connections_and_keeps_what_was_seen(wire: Wire) -> None:
    request = wire.maker.request()
    assert wire.send(request).status == 200
    opened = wire.loop.run(_open(wire, wire.zim.address))
    wire.zim.configure(wrong_patient=True)

    wire.zim.reset()

    assert wire.zim.settings == ZimSettings(applications=wire.zim.settings.applications)
    assert wire.zim.journal.messages == ()
    assert wire.zim.journal.connections == ()
    assert not opened.is_open
    finals = [each for each in wire.sink.observations if isinstance(each, ConnectionObservation)]
    assert finals[-1].end_by == "bank"
    assert wire.send(request).status == 500
    assert only_message(wire).refused[0].startswith("T-04")


def test_keep_alive_serves_many_messages_on_one_connection(wire: Wire) -> None:
    async def ask() -> list[int]:
        connection = await _open(wire, wire.zim.address)
        statuses = []
        for _ in range(3):
            request = wire.maker.request()
            headers = {"Content-Type": request.content_type, "SOAPAction": request.soap_action}
            statuses.append((await connection.request("POST", request.path, headers, request.body)).status)
        await connection.close()
        return statuses

    assert wire.loop.run(ask()) == [200, 200, 200]
    wire.zim.close_connections()
    assert only_connection(wire).requests == 3


def test_journal_of_the_zim_is_called_zim(wire: Wire) -> None:
    assert isinstance(wire.zim.journal, Journal)
    assert wire.zim.journal.simulator == "zim"
