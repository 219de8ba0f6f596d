"""What users do with the LSP: ask for a patient's data, and see whether the connection works."""

from dataclasses import dataclass

from lxml import etree

from protocol.hl7.interactions import Interaction
from protocol.hl7.ping import build_ping
from protocol.hl7.query import Query, build_query
from protocol.soap import Envelope, Fault, SoapError, build_envelope, build_security, parse_envelope, parse_fault
from simulators.calling import Answer
from simulators.clock import Clock, iso
from simulators.xis.archive import Archive, StoredMessage
from simulators.xis.lsp import Lsp, Unreachable
from simulators.xis.messages import MEDICATION_QUERY, PING, AnswerError, Messages, check_pong, read_query_answer
from simulators.xis.model import QueryResult
from simulators.xis.passes import PassError, PassGone
from simulators.xis.policies import Policies
from simulators.xis.policies.tls import Level
from simulators.xis.sessions import Refused, Sessions, UserSession
from simulators.xis.store import Store
from simulators.xis.toegangslog import Toegangslog
from simulators.xis.tokens import TokenRefused, Tokens


class FaultAnswer(Exception):
    """The LSP answered with a SOAP fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"Het LSP weigert het bericht: {fault.text or 'zonder toelichting'} ({fault.code}).")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Exchange:
    """Sends messages for users and reads the answers; every wait is bounded."""

    clock: Clock
    policies: Policies
    store: Store
    archive: Archive
    sessions: Sessions
    messages: Messages
    tokens: Tokens
    lsp: Lsp
    toegangslog: Toegangslog

    async def query(self, session: UserSession, bsn: str) -> QueryResult:
        """Ask the LSP for a patient's medication, keep the result and return it.

        Raises Refused where the user does not get one; the text says why.
        """
        self._check_right(session, bsn)
        query = self.policies.authors.edit(self.messages.query(session, bsn))
        envelope = await self._sealed(session, query)
        try:
            body = await self._send("midden", MEDICATION_QUERY, envelope)
            self._keep(query, body)
            answer_id, sources = read_query_answer(body, query)
        except FaultAnswer as error:
            self.toegangslog.sent_query(session, query, "", (str(error),))
            raise Refused(str(error), *self._after_fault(session, error.fault)) from error
        except (Unreachable, AnswerError) as error:
            self.toegangslog.sent_query(session, query, "", (str(error),))
            raise Refused(str(error)) from error
        result = QueryResult(bsn, iso(self.clock.now()), str(query.id), sources)
        self.store.add_result(self.policies.results.kept(result))
        errors = tuple(source.line() for source in sources if source.meldingen)
        self.toegangslog.sent_query(session, query, str(answer_id), errors)
        return result

    async def ping(self) -> None:
        """Verify the connection with the ZIM, at level laag; raises Refused with the reason if it does not work."""
        ping = self.messages.ping()
        try:
            body = await self._send("laag", PING, build_envelope(build_ping(ping)))
            check_pong(body, ping)
        except (FaultAnswer, Unreachable, AnswerError) as error:
            raise Refused(str(error)) from error

    def _keep(self, query: Query, answer: etree._Element) -> None:
        """Keep what was sent and what came, without tokens, for whoever has to solve a problem with it."""
        text = etree.tostring(answer, encoding="unicode")
        self.archive.keep_message(StoredMessage(str(query.id), build_query(query).decode(), text))

    def _check_right(self, session: UserSession, bsn: str) -> None:
        """Look in the user table at every query: what was granted at the log-in may have been taken away."""
        user = self.store.user(session.user.uzi_nummer) or session.user
        rights = self.policies.rights
        if rights.right_needed and not user.lsp and not user.rollen & rights.by_role:
            raise Refused("U bent niet bevoegd om landelijk gegevens op te vragen.")
        if self.store.patient(bsn) is None:
            raise Refused("Deze patiënt is niet ingeschreven.")

    async def _sealed(self, session: UserSession, query: Query) -> bytes:
        """Return the envelope with a fresh transactietoken; a token that is not in order ends the session."""
        try:
            token = await self.tokens.signed(session, query.id, query.transmission.interaction, query.bsn)
        except PassError as error:
            if isinstance(error, PassGone):
                self.sessions.end(session, f"Uw sessie is beëindigd. {error} Log opnieuw in.", "pas")
            raise Refused(f"De opvraag is niet verzonden. {error}") from error
        except TokenRefused as error:
            self.sessions.end(session, f"Uw sessie is beëindigd. {error}")
            raise Refused("De opvraag is niet verzonden.", session.ended) from error
        return build_envelope(build_query(query), (build_security((token,)),))

    async def _send(self, level: Level, interaction: Interaction, envelope: bytes) -> etree._Element:
        """Send a message and return the body of the answer; raises FaultAnswer, Unreachable or AnswerError."""
        path, action = interaction.pad, interaction.soap_action
        assert path is not None
        assert action is not None
        answer = await self.lsp.exchange(level, path, action, envelope)
        received = _envelope(answer)
        try:
            self.policies.answer_headers.check(received)
        except SoapError as error:
            raise AnswerError(f"Het antwoord van het LSP is niet gebruikt: {error.text}") from error
        fault = parse_fault(received)
        if fault is not None:
            raise FaultAnswer(fault)
        if answer.status != 200 or received.body is None:
            raise AnswerError(f"Het LSP antwoordt met HTTP {answer.status} zonder bericht.")
        return received.body

    def _after_fault(self, session: UserSession, fault: Fault) -> tuple[str, ...]:
        """End the session if the fault says that the LSP refused its token (INT-44); returns what the user is told."""
        if not self.policies.refusals.ends_session(fault.code):
            return ()
        self.sessions.end(
            session, "Uw sessie is beëindigd: het LSP heeft uw transactietoken geweigerd. Log opnieuw in."
        )
        return (session.ended,)


def _envelope(answer: Answer) -> Envelope:
    try:
        return parse_envelope(answer.body)
    except SoapError as error:
        raise AnswerError(f"Het antwoord van het LSP (HTTP {answer.status}) is niet te lezen: {error.text}") from error
