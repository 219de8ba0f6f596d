"""Keys, certificates and tokens that the tests of tokens share; keys are made once per session."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from protocol.ids import InstanceIdentifier
from protocol.saml.build import build
from protocol.saml.claims import TransactietokenClaims
from protocol.saml.facts import DEFAULT_POLICY, MessageFacts, Policy
from protocol.saml.replay import ReplayCache
from protocol.saml.sign import sign
from protocol.saml.signer import SignerIndex
from protocol.saml.tokens import tokens_of
from protocol.saml.verify import Verified, verify
from protocol.soap import build_envelope, build_security, parse_envelope
from protocol.uzi import UZI_NAME_OID

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
BSN = "999990019"
OTHER_BSN = "999990044"
CA = {
    "Z": "SIM UZI-register Zorgverlener CA G3",
    "N": "SIM UZI-register Medewerker op naam CA G3",
    "M": "SIM UZI-register Medewerker niet op naam CA G3",
    "S": "SIM UZI-register Private Server CA G1",
}

CLAIMS = TransactietokenClaims(
    token_id="token_4b0c1d6e-7a52-4c1b-9a0b-0d6c5e2f1a01",
    ura="90000123",
    uzi_nummer="900001234",
    rolcode="01.015",
    message_root="2.16.528.1.1007.3.3.90000123.12",
    message_ext="bericht-1",
    interaction="QURX_IN990111NL",
    application_id="90000001",
    issue_instant=NOW,
    not_before=NOW - timedelta(minutes=5),
    not_on_or_after=NOW + timedelta(minutes=60),
    authn_instant=NOW,
    bsn=BSN,
)
MESSAGE = MessageFacts(
    message_id=InstanceIdentifier("2.16.528.1.1007.3.3.90000123.12", "bericht-1"),
    interaction="QURX_IN990111NL",
    application_id="90000001",
    ura="90000123",
    author_uzi="900001234",
    author_role="01.015",
    overseer_uzi="900001234",
    bsn=BSN,
)


@cache
def _make_key(_: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def key(number: int = 0) -> rsa.RSAPrivateKey:
    """Return an RSA key of the session; 1 is one that belongs to no certificate by default."""
    return _make_key(number)


@cache
def certificate(
    pastype: str = "Z",
    *,
    uzi_nummer: str = "900001234",
    ura: str = "90000123",
    rol: str = "01.015",
    usage: str = "digital_signature",
    serial: int = 410000000000000011,
    letter: str | None = None,
    key_number: int = 0,
) -> x509.Certificate:
    """Return a certificate in the shape of the UZI-register, without a real chain."""
    name = f"2.16.528.1.1007.99.217-1-{uzi_nummer}-{letter or pastype}-{ura}-{rol}-00000000".encode()
    issuer = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SIM-CIBG"),
            x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, "NTRNL-50000535"),
            x509.NameAttribute(NameOID.COMMON_NAME, CA[pastype]),
        ]
    )
    usages = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    alternative = x509.OtherName(UZI_NAME_OID, b"\x16" + bytes([len(name)]) + name)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Anna Arts")]))
        .issuer_name(issuer)
        .public_key(key(key_number).public_key())
        .serial_number(serial)
        .not_valid_before(NOW - timedelta(days=365))
        .not_valid_after(NOW + timedelta(days=365))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.KeyUsage(**(usages | {usage: True})), critical=True)
        .sign(key(), hashes.SHA256())
    )


@cache
def desk_pass(number: str = "900001234") -> x509.Certificate:
    """Return a personal certificate in the shape of PKIoverheid outside the UZI-register, without a real chain."""
    model = certificate()
    issuer = [x509.NameAttribute(NameOID.COMMON_NAME, "SIM PKIoverheid Organisatie Persoon CA - G3")]
    subject = [x509.NameAttribute(NameOID.COMMON_NAME, "Bea Balie"), x509.NameAttribute(NameOID.SERIAL_NUMBER, number)]
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(x509.Name(issuer))
        .public_key(key().public_key())
        .serial_number(42)
        .not_valid_before(model.not_valid_before_utc)
        .not_valid_after(model.not_valid_after_utc)
        .add_extension(model.extensions.get_extension_for_class(x509.KeyUsage).value, critical=True)
        .sign(key(), hashes.SHA256())
    )


@dataclass(frozen=True)
class Trouble:
    """What a chain checker says of a certificate."""

    reason: str
    text: str


def no_trouble(_: x509.Certificate, __: datetime) -> tuple[Trouble, ...]:
    """Find every certificate in order."""
    return ()


@dataclass(frozen=True)
class Setting:
    """One message with its token and its receiver; a case changes one field."""

    claims: TransactietokenClaims = CLAIMS
    message: MessageFacts = MESSAGE
    certificate: x509.Certificate = field(default_factory=certificate)
    private_key: rsa.RSAPrivateKey = field(default_factory=key)
    edit: Callable[[bytes], bytes] = bytes
    """Changes the token before it is signed."""
    tamper: Callable[[bytes], bytes] = bytes
    """Changes the token after it was signed."""
    also: tuple[bytes, ...] = ()
    """Other tokens in the same header."""
    known: tuple[x509.Certificate, ...] | None = None
    """What the receiver's directory holds, if not the certificate of the signer."""
    check: Callable[[x509.Certificate, datetime], tuple[Trouble, ...]] = no_trouble
    now: datetime = NOW
    policy: Policy = DEFAULT_POLICY

    def token(self) -> bytes:
        """Return the signed token."""
        unsigned = self.edit(build(self.claims, self.certificate))
        return self.tamper(sign(unsigned, certificate=self.certificate, private_key=self.private_key))

    def verify(self, replay: ReplayCache | None = None) -> Verified:
        """Return what the receiver finds."""
        return self.verify_token(self.token(), replay)

    def verify_token(self, token: bytes, replay: ReplayCache | None = None) -> Verified:
        """Return what the receiver finds of a token as it is."""
        body = b'<QURX_IN990111NL xmlns="urn:hl7-org:v3"/>'
        envelope = parse_envelope(build_envelope(body, [build_security([token, *self.also])]))
        return verify(
            tokens_of(envelope),
            self.message,
            certificates=SignerIndex(self.known if self.known is not None else (self.certificate,)).find,
            check_certificate=self.check,
            now=self.now,
            replay=ReplayCache() if replay is None else replay,
            policy=self.policy,
        )


def claimed(**changes: object) -> Setting:
    """Return the valid setting with other claims."""
    return Setting(claims=replace(CLAIMS, **changes))  # type: ignore[arg-type]


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return a change of one text, which must occur."""

    def change(token: bytes) -> bytes:
        assert old.encode() in token, old
        return token.replace(old.encode(), new.encode(), 1)

    return change


def without(*paths: str) -> Callable[[bytes], bytes]:
    """Return a change that removes elements, named by local names."""

    def change(token: bytes) -> bytes:
        root = etree.fromstring(token)
        for path in paths:
            element = root.find("/".join(f"{{*}}{step}" for step in path.split("/")))
            assert element is not None, path
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
        return etree.tostring(root)

    return change


def rules_of(verified: Verified) -> list[str]:
    """Return the rules that were broken."""
    return [refusal.rule for refusal in verified.refusals]
