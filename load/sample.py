"""One healthy request of a SUT, from which a benchmark prints as many as it needs."""

from datetime import datetime, timedelta
from typing import Final

from load.presigned import Sample
from protocol import ids, soap
from protocol.hl7.controlact import Organisation, Person
from protocol.hl7.interactions import INTERACTIONS
from protocol.hl7.query import Query, build_query
from protocol.hl7.transmission import Transmission
from protocol.ids import InstanceIdentifier
from protocol.saml.build import build
from protocol.saml.claims import TransactietokenClaims
from protocol.saml.sign import sign
from simulators.uzi.pki import Pas

QUERY: Final = INTERACTIONS["QURX_IN990111NL"]
BSN: Final = "999900018"
TOKEN_ID: Final = "token_voorbeeld-token-id"
MESSAGE_ID: Final = "voorbeeld-bericht-id"


def sample(pas: Pas, applicatie_id: str, now: datetime, host: str) -> Sample:
    """Return a signed query for the medication list of a fictitious patient; its token is valid for an hour."""
    query = _query(pas, applicatie_id, now)
    claims = TransactietokenClaims(
        token_id=TOKEN_ID,
        ura=pas.ura,
        uzi_nummer=pas.uzi_nummer,
        rolcode=pas.rol,
        message_root=query.id.root,
        message_ext=query.id.extension,
        interaction=QUERY.id,
        application_id=applicatie_id,
        issue_instant=now,
        not_before=now - timedelta(minutes=5),
        not_on_or_after=now + timedelta(minutes=60),
        authn_instant=now,
        bsn=query.bsn,
    )
    certificate = pas.authenticiteit
    token = sign(build(claims, certificate), certificate=certificate, private_key=pas.private_key)
    head = (
        f"POST {QUERY.pad} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {soap.CONTENT_TYPE}\r\n"
        f'SOAPAction: "{QUERY.soap_action}"\r\nContent-Length: {{length}}\r\n\r\n'
    )
    body = soap.build_envelope(build_query(query), [soap.build_security([token])])
    return Sample(body, token, TOKEN_ID, MESSAGE_ID, BSN, head.encode())


def _query(pas: Pas, applicatie_id: str, now: datetime) -> Query:
    author = Person(
        pas.uzi_nummer, pas.rol, pas.common_name, Organisation(pas.ura, "Huisartspraktijk Voorbeeld", "Voorbeeldstad")
    )
    root = f"{ids.URA}.{pas.ura}"
    wrapper = Transmission(
        InstanceIdentifier(f"{root}.12", MESSAGE_ID), now, QUERY.id, ids.ZIM_APPLICATION, applicatie_id, patient=BSN
    )
    query_id = InstanceIdentifier(f"{root}.18", "voorbeeld-vraag-id")
    return Query(wrapper, QUERY.trigger_event, author, author, query_id, BSN, now + timedelta(seconds=25))
