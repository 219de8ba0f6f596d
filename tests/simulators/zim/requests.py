"""Healthy messages of a SUT, and ways to plant one defect in them."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from protocol import ids, soap
from protocol.bsn import fictitious_bsns, is_bsn
from protocol.hl7.controlact import Device, Organisation, Person
from protocol.hl7.interactions import INTERACTIONS
from protocol.hl7.ping import Ping, build_ping
from protocol.hl7.query import Query, build_query
from protocol.hl7.transmission import Transmission
from protocol.ids import InstanceIdentifier
from protocol.saml.build import build
from protocol.saml.claims import TransactietokenClaims
from protocol.saml.sign import sign
from simulators.uzi.pki import Pas, Pki
from simulators.zim.exchange import Request

APPLICATION = "90000001"
URA = "90000123"
BSN = "999900018"
OTHER_BSN = next(number for number in fictitious_bsns() if number != BSN)
MESSAGE_ROOT = f"2.16.528.1.1007.3.3.{URA}.12"
QUERY_ROW = INTERACTIONS["QURX_IN990111NL"]
PING_ROW = INTERACTIONS["COMT_IN118118"]

_numbers = itertools.count(1)


def foreign_bsn() -> str:
    """A number that passes the 11-proef outside the fictitious range, put together here: none stands in the code."""
    return next(text for text in (f"1234{number:05}" for number in range(100)) if is_bsn(text))


@dataclass(frozen=True)
class Maker:
    """Makes messages of one person of the SUT, each with ids of its own."""

    pki: Pki
    now: Callable[[], datetime]
    person: str = "arts-a"
    variant: str = "geldig"

    @property
    def pas(self) -> Pas:
        """The pass in use."""
        return self.pki.person(self.person, self.variant)

    def query(self, **changes: object) -> Query:
        """A query of the person who holds the pass; ``changes`` are fields of Query."""
        number, now, pas = next(_numbers), self.now(), self.pas
        author = Person(pas.uzi_nummer, pas.rol, "T. Tester", Organisation(pas.ura, "Huisartspraktijk Voorbeeld", "X"))
        made = Query(
            Transmission(
                InstanceIdentifier(MESSAGE_ROOT, f"msg-{number:06}"),
                now,
                QUERY_ROW.id,
                ids.ZIM_APPLICATION,
                APPLICATION,
                patient=BSN,
            ),
            QUERY_ROW.trigger_event,
            author,
            author,
            InstanceIdentifier(f"2.16.528.1.1007.3.3.{URA}.18", f"qry-{number:06}"),
            BSN,
            now + timedelta(seconds=25),
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def claims(self, query: Query, **changes: object) -> TransactietokenClaims:
        """The claims of the token that belongs to a query."""
        now, pas = self.now(), self.pas
        made = TransactietokenClaims(
            token_id=f"token_test-{next(_numbers):06}",
            ura=pas.ura,
            uzi_nummer=pas.uzi_nummer,
            rolcode=pas.rol,
            message_root=query.id.root,
            message_ext=query.id.extension,
            interaction=query.transmission.interaction,
            application_id=query.transmission.sender,
            issue_instant=now,
            not_before=now - timedelta(minutes=5),
            not_on_or_after=now + timedelta(minutes=5),
            authn_instant=now,
            bsn=query.bsn,
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def token(self, query: Query, **changes: object) -> bytes:
        """A signed token for a query."""
        pas = self.pas
        certificate = pas.authenticiteit
        return sign(
            build(self.claims(query, **changes), certificate), certificate=certificate, private_key=pas.private_key
        )

    def request(self, query: Query | None = None, **claims: object) -> Request:
        """A complete, healthy request with a query; ``claims`` are changes to the token."""
        query = query or self.query()
        return query_request(build_query(query), self.token(query, **claims))

    def ping(self) -> Request:
        """A healthy ping."""
        wrapper = Transmission(
            InstanceIdentifier(MESSAGE_ROOT, f"ping-{next(_numbers):06}"),
            self.now(),
            PING_ROW.id,
            ids.ZIM_APPLICATION,
            APPLICATION,
        )
        author = Device("000900001", APPLICATION, Organisation(URA, "Huisartspraktijk Voorbeeld"))
        body = soap.build_envelope(build_ping(Ping(wrapper, author)))
        return Request("POST", PING_ROW.pad or "", body, soap.CONTENT_TYPE, f'"{PING_ROW.soap_action}"')


def query_request(message: bytes, *tokens: bytes, actor: str = soap.ZIM_ACTOR) -> Request:
    """A request with a serialised query and the tokens in one security header."""
    headers = [soap.build_security(tokens, actor=actor)] if tokens else []
    return envelope_request(soap.build_envelope(message, headers))


def envelope_request(body: bytes) -> Request:
    """A request for the batch query with any body."""
    return Request("POST", QUERY_ROW.pad or "", body, soap.CONTENT_TYPE, f'"{QUERY_ROW.soap_action}"')
