"""What the ZIM does with a message: read it, judge it, answer it. No I/O: a request goes in, a reply comes out.

The order is that of tokens.md section 7.1: SOAP and schema first, then the tokens, then sender, receiver and
authorisation. Only a message that passed all of it is remembered as processed.
"""

from typing import Final

from protocol import ids, soap
from protocol.hl7.query import INDIRECT
from simulators.clock import Clock
from simulators.zim import reading
from simulators.zim.answers import Answerer
from simulators.zim.content import Message, read_message
from simulators.zim.exchange import Facts, Peer, Reply, Request
from simulators.zim.faults import FaultRefusal, Hl7Refusal, HttpRefusal, fault_code, hl7_error, token_fault
from simulators.zim.model import ZimModel, application, belongs, may_query
from simulators.zim.privacy import foreign_numbers
from simulators.zim.settings import ZimSettings
from simulators.zim.tokens import TokenJudge

UNDERSTOOD: Final = (soap.SECURITY,)


class ZimHandler:
    """Answers requests, one after the other, on the time of the bench."""

    def __init__(self, model: ZimModel, judge: TokenJudge, clock: Clock, *, limit: int) -> None:
        """``limit`` is the largest message that is read, in bytes."""
        self._model = model
        self._judge = judge
        self._clock = clock
        self._limit = limit

    def handle(self, request: Request, peer: Peer | None, settings: ZimSettings) -> Reply:
        """Return the answer to a request; ``peer`` is None if the connection has no client certificate."""
        facts = Facts()
        try:
            reading.check_http(request)
            body = self._answer(request, peer, settings, facts)
        except HttpRefusal as refusal:
            facts.refused.append(f"HTTP {refusal.status}: {refusal.reason}")
            facts.unexpected.append(refusal.reason)
            return http_reply(refusal, facts)
        except FaultRefusal as refusal:
            facts.refused.extend(refusal.reasons)
            if refusal.unexpected:
                facts.unexpected.append(refusal.unexpected)
            return fault_reply(refusal, settings, facts)
        return Reply(200, _broken(body) if settings.broken_xml else body, facts)

    def _answer(self, request: Request, peer: Peer | None, settings: ZimSettings, facts: Facts) -> bytes:
        envelope = reading.read_envelope(request, facts, limit=self._limit)
        served = reading.find_operation(request)
        try:
            soap.check_understood(envelope, UNDERSTOOD, soap.ZIM_ACTOR)
        except soap.SoapError as error:
            raise FaultRefusal(error.code, error.text, diagnosis="SIM-SEC-02") from error
        row, body = reading.find_interaction(served, envelope.body)
        facts.level = row.vertrouwensniveau
        message = read_message(row, body, facts)
        answerer = Answerer(self._model, settings, self._clock.datetime())
        try:
            self._check_numbers(request, message, facts)
            if message.problem is not None:
                raise Hl7Refusal(message.problem)
            self._check_tokens(envelope, message, facts)
            self._check_parties(message, peer, settings)
            self._check_asked_for(settings, facts)
            self._model.message_ids.add(facts.message_id or "", self._clock.now())
            content, facts.answer = answerer.answer(message)
        except Hl7Refusal as refusal:
            if not refusal.chosen:
                facts.refused.append(f"{refusal.error.code}: {refusal.error.text}")
            if refusal.unexpected:
                facts.unexpected.append(refusal.unexpected)
            content, facts.answer = answerer.refusal(message, refusal.error)
        return soap.build_envelope(content, settings.header_blocks)

    def _check_numbers(self, request: Request, message: Message, facts: Facts) -> None:
        """Refuse a message about anyone who is not fictitious, before anything else is done with it."""
        facts.foreign = foreign_numbers(request.body, facts.root, message.numbers)
        if facts.foreign:
            raise Hl7Refusal(
                hl7_error("ILLEGAL"), "bericht met een BSN buiten de reeks 9999xxxxx; het BSN is gemaskeerd"
            )

    def _check_tokens(self, envelope: soap.Envelope, message: Message, facts: Facts) -> None:
        """Judge the tokens of a message that needs them (tokens.md section 7); raises FaultRefusal."""
        if message.query is not None and message.row.needs_token:
            self._judge.verify(envelope, message.query, self._clock.now(), facts)
        else:
            self._judge.note(envelope, facts)

    def _check_parties(self, message: Message, peer: Peer | None, settings: ZimSettings) -> None:
        """Check receiver, sender, role and whether the message is new (transport.md section 3.4); raises Hl7Refusal."""
        wrapper = message.transmission
        if wrapper.receiver != ids.ZIM_APPLICATION:
            raise Hl7Refusal(hl7_error("RTUDEST", f"Applicatie {wrapper.receiver[:20]} is hier onbekend"))
        line = application(settings, wrapper.sender)
        if line is None:
            raise Hl7Refusal(hl7_error("NS260", f"Applicatie {wrapper.sender[:20]} is onbekend"))
        if peer is not None and not belongs(line, ura=peer.ura, dns_names=peer.dns_names):
            raise Hl7Refusal(
                hl7_error("NS260", f"Applicatie {wrapper.sender} hoort niet bij het certificaat van de verbinding")
            )
        if message.query is not None:
            if message.query.modality != INDIRECT:
                raise Hl7Refusal(hl7_error("SYN111", f"responseModalityCode is hier '{INDIRECT}'"))
            if not may_query(settings, message.role):
                raise Hl7Refusal(hl7_error("AUTERR_MEDISCH"))
        if self._model.message_ids.knows(str(wrapper.id), self._clock.now()):
            raise Hl7Refusal(hl7_error("KEY205"))

    def _check_asked_for(self, settings: ZimSettings, facts: Facts) -> None:
        """Refuse what was right, because the bench chose so."""
        if settings.refuse_token and facts.level == "midden":
            refusal = token_fault(settings.refuse_token)
        elif settings.soap_fault:
            refusal = FaultRefusal(fault_code(settings.soap_fault), "Door de testbank gekozen fout")
        elif settings.hl7_error:
            raise Hl7Refusal(hl7_error(settings.hl7_error), chosen=True)
        else:
            return
        refusal.reasons = ()
        raise refusal


def http_reply(refusal: HttpRefusal, facts: Facts) -> Reply:
    """Return the answer of HTTP alone, without HL7v3."""
    facts.answer = f"HTTP {refusal.status}"
    text = f"{refusal.reason}\n".encode()
    return Reply(refusal.status, text, facts, "text/plain; charset=utf-8", refusal.headers)


def fault_reply(refusal: FaultRefusal, settings: ZimSettings, facts: Facts) -> Reply:
    """Return a SOAP fault; it travels with status 500 (WS-I R1126)."""
    fault = refusal.fault
    if not settings.detail_codes:
        fault = soap.Fault(fault.code, fault.text, fault.actor, fault.detail)
    facts.answer = f"SOAP-fault {fault.code}"
    return Reply(500, soap.build_fault(fault), facts)


def _broken(body: bytes) -> bytes:
    """Return an answer that breaks off within a tag."""
    return body[: body.rindex(b"</", 0, len(body) * 2 // 3) + 3]
