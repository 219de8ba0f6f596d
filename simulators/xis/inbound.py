"""The TLS server of the XIS, for the ZIM: it answers a ping, and a query as a source of what it recorded itself."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from protocol import ids
from protocol.bsn import is_fictitious
from protocol.hl7.batch import Answer, build_answer, failed, found
from protocol.hl7.controlact import Device
from protocol.hl7.interactions import INTERACTIONS
from protocol.hl7.markup import Hl7Error
from protocol.hl7.ping import Pong, build_pong, parse_ping
from protocol.hl7.query import Query, parse_query
from protocol.hl7.timestamps import AMSTERDAM
from protocol.hl7.transmission import Acknowledgement, Problem, Transmission
from protocol.soap import (
    CLIENT,
    Envelope,
    SoapError,
    build_envelope,
    build_fault,
    fault_of,
    parse_envelope,
)
from protocol.uzi import uzi_name
from protocol.xml import local_name
from simulators.clock import Clock
from simulators.connections import ConnectionRecord
from simulators.listener import Limits, read_body
from simulators.xis.configuration import Configuration
from simulators.xis.crls import load_certificates
from simulators.xis.medication import own_list
from simulators.xis.messages import Messages
from simulators.xis.policies import Policies
from simulators.xis.policies.messages import GBX_ACTOR, AnswerPolicy
from simulators.xis.store import Store
from simulators.xis.toegangslog import Toegangslog

QUERY: Final = "QURX_IN990111NL"
QUERY_ANSWER: Final = "QURX_IN990113NL"
PING: Final = "COMT_IN118118"
PONG: Final = "COMT_IN229229"

_SERVICES: Final = {
    ("/Ping", "urn:hl7-org:v3/Ping_PingPong"): PING,
    ("/VerstrekkingsLijstquery", "urn:hl7-org:v3/VerstrekkingsLijstquery_QueryResponse"): QUERY,
}
"""Path and SOAPAction of what the XIS offers to the ZIM, with the interaction that belongs there."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """Answers messages of the ZIM."""

    configuration: Configuration
    policies: Policies
    clock: Clock
    store: Store
    messages: Messages
    toegangslog: Toegangslog
    limits: Limits

    async def handle(self, request: web.BaseRequest, _connection: ConnectionRecord) -> web.StreamResponse:
        """Answer one HTTP request; what is no SOAP at all gets a status of HTTP (WS-I R1114, R1115)."""
        http, answers = self.policies.http, self.policies.answers
        if request.version < http.lowest_version:
            return web.Response(status=505, text="Alleen HTTP/1.1 is toegestaan.")
        if request.method not in http.methods:
            return web.Response(status=405, headers={"Allow": "POST"}, text="Alleen POST is toegestaan.")
        if http.media_types is not None and request.content_type not in http.media_types:
            return web.Response(status=415, text="Alleen text/xml is toegestaan.")
        body = await read_body(request, self.limits)
        try:
            envelope = parse_envelope(http.as_soap11(body), limit=self.limits.body)
            self.policies.headers.check(envelope)
            answer = self._answer(request.path, request.headers.get("SOAPAction", ""), envelope)
        except SoapError as error:
            return _soap(answers.fault_status, build_fault(fault_of(error, actor=GBX_ACTOR)), answers)
        except Hl7Error as error:
            fault = fault_of(SoapError(CLIENT, str(error)), actor=GBX_ACTOR)
            return _soap(answers.fault_status, build_fault(fault), answers)
        return _soap(answers.status, build_envelope(answer), answers)

    def _answer(self, path: str, action: str, envelope: Envelope) -> bytes:
        expected = _SERVICES.get((path, action.strip().removeprefix('"').removesuffix('"')))
        if expected is None:
            raise SoapError(CLIENT, f"Webservice {path[:60]} met SOAPAction {action[:80]} bestaat hier niet.")
        if envelope.body is None or local_name(envelope.body) != expected:
            raise SoapError(CLIENT, f"In de SOAP-Body hoort hier {expected}.")
        if expected == PING:
            return self._pong(parse_ping(envelope.body).transmission)
        return self._deliver(parse_query(envelope.body))

    def _pong(self, ping: Transmission) -> bytes:
        return build_pong(Pong(self._transmission(PONG, ping, "AA"), self._device()))

    def _deliver(self, query: Query) -> bytes:
        bsn = query.bsn or ""
        if is_fictitious(bsn) and self.store.patient(bsn) is not None:
            own = own_list(bsn, self.clock.datetime().astimezone(AMSTERDAM).date())
            answer = found(self._reply(query, "AA"), self._device(), query.query_id, own)
        else:
            problem = Problem("KEY204", ids.ACT_CODE, "patiënt niet bekend in dit systeem")
            answer = failed(self._reply(query, "AE"), query.query_id, problem, self._device())
        self._log(query, answer)
        return build_answer(answer)

    def _log(self, query: Query, answer: Answer) -> None:
        if is_fictitious(query.bsn or ""):
            errors = tuple(f"{issue.code}: {issue.text}" for issue in answer.issues)
            self.toegangslog.received_query(query, str(answer.transmission.id), errors)

    def _reply(self, query: Query, kind: str) -> Transmission:
        return self._transmission(QUERY_ANSWER, query.transmission, kind)

    def _transmission(self, interaction: str, answered: Transmission, kind: str) -> Transmission:
        return Transmission(
            id=self.messages.new_id(),
            creation_time=self.clock.datetime(),
            interaction=INTERACTIONS[interaction].id,
            receiver=answered.sender,
            sender=self.configuration.in_use.applicatie_id,
            acknowledgement=Acknowledgement(kind, answered.id),
        )

    def _device(self) -> Device:
        name = uzi_name(load_certificates(self.configuration.eigen.certificaat)[0])
        return Device(
            None if name is None else name.uzi_nummer,
            self.configuration.in_use.applicatie_id,
            self.messages.organisation(),
        )


def _soap(status: int, envelope: bytes, policy: AnswerPolicy) -> web.Response:
    return web.Response(status=status, body=policy.write(envelope), headers={"Content-Type": policy.content_type})
