"""Observations and events made by hand, so that a test needs neither a network nor a SUT."""

from typing import Any

from protocol.soap import CONTENT_TYPE, ENVELOPE_NS
from protocol.wsi import SAML2_NS, EnvelopeFacts
from simulators.clock import Moment
from simulators.observations import (
    AlertFacts,
    CertificateFacts,
    ConnectionObservation,
    MessageObservation,
    RefreshFacts,
    TokenFacts,
)

OWN_UZI_NAME = "2.16.528.1.1007.99.2110-1-900009999-S-90000123-00.000-00000000"
OTHER_UZI_NAME = "2.16.528.1.1007.99.2110-1-900009998-S-90000456-00.000-00000000"
GOOD_SUITE = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
WEAK_SUITE = "TLS_RSA_WITH_AES_256_CBC_SHA256"
TLS13_SUITE = "TLS_AES_256_GCM_SHA384"
BSN = "999900006"
OTHER_BSN = "999900018"


def at(seconds: float) -> Moment:
    """Return an exact moment."""
    return Moment(seconds, seconds)


def certificate(**changes: Any) -> CertificateFacts:
    """Return the facts of the SUT's own UZI server certificate, or of one that differs."""
    facts: dict[str, Any] = {
        "subject": "CN=xis.toetsbank.test",
        "issuer": "CN=SIM CA",
        "serial": "01",
        "sha256": "00",
        "not_before": "2024-01-01T00:00:00Z",
        "not_after": "2034-01-01T00:00:00Z",
        "signature_hash": "sha256",
        "key_type": "RSA",
        "key_bits": 2048,
        "key_usage": ("digitalSignature",),
        "extended_key_usage": ("serverAuth", "clientAuth"),
        "dns_names": ("xis.toetsbank.test",),
        "uzi_name": OWN_UZI_NAME,
    }
    return CertificateFacts(**{**facts, **changes})


def connection(number: int = 1, **changes: Any) -> ConnectionObservation:
    """Return a healthy TLS 1.2 connection of the SUT to the ZIM that carried one request, or one that differs."""
    facts: dict[str, Any] = {
        "number": number,
        "simulator": "zim",
        "sut_role": "client",
        "peer": "127.0.0.1:50000",
        "opened": at(0),
        "certificate_sent": True,
        "handshake_completed": True,
        "version": "TLS 1.2",
        "suite": GOOD_SUITE,
        "offered_versions": ("TLS 1.2",),
        "offered_suites": (GOOD_SUITE,),
        "certificate_requested": True,
        "sut_certificates": (certificate(),),
        "bench_certificate": "zim",
        "bench_maximum_version": "TLS 1.2",
        "bench_suites": (GOOD_SUITE,),
        "secure_renegotiation": True,
        "application_records": 2,
        "oldest_key_age": 1.0,
        "oldest_key_record": 2,
        "longest_use": 1.0,
        "longest_idle": 1.0,
        "requests": 1,
    }
    return ConnectionObservation(**{**facts, **changes})


def message(number: int = 2, **changes: Any) -> MessageObservation:
    """Return an exchange of level midden that was answered with content, or one that differs."""
    facts: dict[str, Any] = {
        "number": number,
        "simulator": "zim",
        "connection": 1,
        "sut_role": "afzender",
        "started": at(1),
        "status": 200,
        "level": "midden",
        "bsn": BSN,
        "method": "POST",
        "soap_action": '"urn:hl7-org:v3/VerstrekkingsLijstqueryBatch_QueryResponse"',
        "interaction": "QURX_IN990111NL",
        "http_version": "1.1",
        "content_type": CONTENT_TYPE,
        "envelope": envelope(),
    }
    return MessageObservation(**{**facts, **changes})


def token(**changes: Any) -> TokenFacts:
    """Return the facts of a transactietoken that a system signed, with another certificate than that of TLS."""
    facts: dict[str, Any] = {
        "token_id": "token_1",
        "kind": "transactietoken",
        "issuer": "urn:IIroot:2.16.528.1.1007.3.3:IIext:90000123",
        "name_id": "",
        "not_before": "2026-01-01T00:00:00Z",
        "not_on_or_after": "2026-01-01T00:05:00Z",
        "certificate_issuer": "CN=SIM CA",
        "certificate_serial": "22",
        "class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:X509",
    }
    return TokenFacts(**{**facts, **changes})


def envelope(**changes: Any) -> EnvelopeFacts:
    """Return what is seen of the SOAP of a healthy query, or of one that differs."""
    facts: dict[str, Any] = {
        "root": f"{{{ENVELOPE_NS}}}Envelope",
        "body": ("{urn:hl7-org:v3}QURX_IN990111NL",),
        "must_understand": ("1",),
        "tokens": (f"2.0 {{{SAML2_NS}}}Assertion",),
    }
    return EnvelopeFacts(**{**facts, **changes})


def alert(number: int, by: str = "bank") -> AlertFacts:
    """Return a fatal TLS alert."""
    return AlertFacts.model_validate(
        {"by": by, "level": "fatal", "number": number, "name": str(number), "moment": at(1)}
    )


def renegotiation(moment: float = 200) -> RefreshFacts:
    """Return a renewal of keys by renegotiation, on the SUT's initiative."""
    return RefreshFacts(means="heronderhandeling", by="sut", moment=at(moment))
