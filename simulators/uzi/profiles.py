"""Certificate profiles: what stands in a certificate of the UZI-register or PKIoverheid, apart from who signs it.

Source: spec identity.md sections 4.2 to 4.7. Left out on purpose: the address of an OCSP responder, because the bench
offers CRLs only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from protocol.uzi import (
    DOCUMENT_SIGNING,
    ENCRYPTING_FILE_SYSTEM,
    PERMANENT_IDENTIFIER_OID,
    TEST_OID_CA,
    UPN_OID,
    URA_OID,
    UZI_NAME_OID,
    Pastype,
    UziName,
)
from simulators.uzi import der
from simulators.uzi.hierarchy import Authority, Life
from simulators.uzi.population import Organisation, Profile

Soort = Literal["authenticiteit", "handtekening", "vertrouwelijkheid"]
SOORTEN: Final[dict[Pastype, tuple[Soort, ...]]] = {
    "Z": ("authenticiteit", "handtekening", "vertrouwelijkheid"),
    "N": ("authenticiteit", "handtekening", "vertrouwelijkheid"),
    "M": ("authenticiteit", "vertrouwelijkheid"),
}
"""The certificates on a pass of the UZI-register, by pass type."""


def kinds(pastype: Pastype, profile: Profile) -> tuple[Soort, ...]:
    """Return the certificates on a pass; of a pass of PKIoverheid the bench makes only the one to log in with."""
    return SOORTEN[pastype] if profile == "uzi" else ("authenticiteit",)


_CPS: Final = "http://crl.toetsbank.test/cps/"
_NOTICE: Final = "Uitsluitend om te toetsen: dit certificaat is gesimuleerd en bewijst niets."
_CIBG: Final = "SIM CIBG"
_CIBG_NUMBER: Final = "NTRNL-90000001"
_MAIL: Final = ExtendedKeyUsageOID.EMAIL_PROTECTION
_PASS_USES: Final[dict[Soort, tuple[tuple[str, ...], tuple[x509.ObjectIdentifier, ...], str]]] = {
    "authenticiteit": (
        ("digital_signature",),
        (ExtendedKeyUsageOID.CLIENT_AUTH, _MAIL, DOCUMENT_SIGNING),
        "2.16.528.1.1007.99.211",
    ),
    "handtekening": (("content_commitment",), (_MAIL, DOCUMENT_SIGNING), "2.16.528.1.1007.99.212"),
    "vertrouwelijkheid": (
        ("key_encipherment", "data_encipherment"),
        (_MAIL, ENCRYPTING_FILE_SYSTEM),
        "2.16.528.1.1007.99.213",
    ),
}
_SERVER_POLICIES: Final = {
    "server-g4": ("2.16.528.1.1007.99.44.15.35.11", "0.4.0.2042.1.1"),
    "pkio-g1": ("2.16.528.1.1003.1.2.8.6",),
    "pkio-g4": ("2.16.528.1.1003.1.2.8.6",),
}
_PKIO_POLICY: Final = "2.16.528.1.1003.1.2.5.1"
_UZI_SERVER_POLICY: Final = ("2.16.528.1.1007.99.12",)
_USAGES: Final = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True, slots=True)
class Times:
    """The moments of one PKI, in seconds since the epoch: when it was made and for how many years it serves."""

    made: float
    years: int

    def of(self, life: Life) -> tuple[datetime, datetime]:
        """Return notBefore and notAfter of a leaf; valid ones began a day ago, expired ones ended a day ago."""
        day, year = timedelta(days=1), timedelta(days=365)
        now = datetime.fromtimestamp(int(self.made), UTC)
        match life:
            case Life.VALID:
                return now - day, now + self.years * year
            case Life.EXPIRED:
                return now - 3 * year, now - day
            case Life.FUTURE:
                return now + (self.years + 10) * year, now + (self.years + 13) * year

    def of_authority(self, life: Life) -> tuple[datetime, datetime]:
        """Return notBefore and notAfter of a CA, around those of all its leaves unless it has itself expired."""
        year = timedelta(days=365)
        now = datetime.fromtimestamp(int(self.made), UTC)
        if life is Life.EXPIRED:
            return now - 12 * year, now - timedelta(days=30)
        return now - 6 * year, now + (self.years + 15) * year


@dataclass(frozen=True, slots=True)
class Issuer:
    """What a profile needs to know of the CA that issues, and where the register is found."""

    authority: Authority
    certificate: x509.Certificate
    host: str


def authority_name(authority: Authority) -> x509.Name:
    """Return the subject of a CA."""
    return _name(
        (NameOID.COUNTRY_NAME, "NL"),
        (NameOID.ORGANIZATION_NAME, _CIBG),
        (NameOID.ORGANIZATION_IDENTIFIER, _CIBG_NUMBER),
        (NameOID.COMMON_NAME, authority.common_name),
    )


def authority_profile(
    authority: Authority, key: rsa.RSAPublicKey, issuer: Issuer | None, times: Times
) -> x509.CertificateBuilder:
    """Return the certificate of a CA, to be signed; a root, which signs itself, has no ``issuer``."""
    name = authority_name(authority)
    builder = _begin(name, issuer.certificate.subject if issuer else name, key, times.of_authority(authority.life))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=authority.path_length), critical=True)
    builder = builder.add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
    return builder if issuer is None else _point_to(builder, issuer)


@dataclass(frozen=True, slots=True)
class PassHolder:
    """What the certificates of one pass say of its holder."""

    common_name: str
    pastype: Pastype
    uzi_nummer: str
    rol: str
    organisation: Organisation
    profile: Profile = "uzi"


def pass_profile(
    holder: PassHolder, soort: Soort, key: rsa.RSAPublicKey, issuer: Issuer, period: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    """Return one certificate of a pass, to be signed."""
    usages, extended, policy = _PASS_USES[soort]
    if holder.pastype == "M":
        policy = {"authenticiteit": "2.16.528.1.1007.99.214"}.get(soort, "2.16.528.1.1007.99.215")
    organisation = holder.organisation
    upn = x509.OtherName(UPN_OID, der.utf8(f"{holder.uzi_nummer}@{organisation.ura}"))
    if holder.profile == "pkio":
        return _leaf(_holder_name(holder), key, issuer, period, [upn], usages, extended, (_PKIO_POLICY,))
    uzi_name = UziName(
        TEST_OID_CA[holder.pastype], "1", holder.uzi_nummer, holder.pastype, organisation.ura, holder.rol
    )
    names = [x509.OtherName(UZI_NAME_OID, der.ia5(str(uzi_name)))]
    if soort == "authenticiteit":
        names.insert(0, upn)
    builder = _leaf(_holder_name(holder), key, issuer, period, names, usages, extended, (policy,))
    if soort == "handtekening":
        builder = builder.add_extension(x509.UnrecognizedExtension(_QC_OID, _qc_statements()), critical=False)
    return builder


@dataclass(frozen=True, slots=True)
class ServerHolder:
    """What a server certificate says: host name, organisation, number."""

    fqdn: str
    organisation: Organisation
    uzi_nummer: str
    profile: Profile


def server_profile(
    holder: ServerHolder, key: rsa.RSAPublicKey, issuer: Issuer, period: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    """Return a server certificate, to be signed: dNSName first, UZI name second, as parsers in the field expect."""
    organisation = holder.organisation
    number = f"00000099{organisation.ura}0000" if holder.profile == "pkio" else holder.uzi_nummer
    subject = _name(
        (NameOID.COUNTRY_NAME, "NL"),
        (NameOID.STATE_OR_PROVINCE_NAME, "Simland"),
        (NameOID.LOCALITY_NAME, organisation.city),
        (NameOID.ORGANIZATION_NAME, organisation.name),
        (NameOID.COMMON_NAME, holder.fqdn),
        (NameOID.SERIAL_NUMBER, number),
    )
    names: list[x509.GeneralName] = [x509.DNSName(holder.fqdn)]
    if holder.profile == "uzi":
        uzi_name = UziName(TEST_OID_CA["S"], "1", holder.uzi_nummer, "S", organisation.ura, "00.000")
        names.append(x509.OtherName(UZI_NAME_OID, der.ia5(str(uzi_name))))
    if issuer.authority.name == "server-g4":
        identifier = der.sequence(der.utf8(organisation.ura), der.oid(URA_OID.dotted_string))
        names.append(x509.OtherName(PERMANENT_IDENTIFIER_OID, identifier))
    usages = ("digital_signature", "key_encipherment")
    extended = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
    policies = _SERVER_POLICIES.get(issuer.authority.name, _UZI_SERVER_POLICY)
    return _leaf(subject, key, issuer, period, names, usages, extended, policies)


def usage(*names: str) -> x509.KeyUsage:
    """Return a key usage in which exactly these fields of ``x509.KeyUsage`` are set."""
    return x509.KeyUsage(**{name: name in names for name in _USAGES})


def _holder_name(holder: PassHolder) -> x509.Name:
    first = [(NameOID.COUNTRY_NAME, "NL"), (NameOID.ORGANIZATION_NAME, holder.organisation.name)]
    last = (NameOID.SERIAL_NUMBER, holder.uzi_nummer)
    if holder.pastype == "M":
        return _name(*first, (NameOID.COMMON_NAME, "medewerker"), last)
    given, _, surname = holder.common_name.partition(" ")
    personal = [(NameOID.SURNAME, surname), (NameOID.GIVEN_NAME, given), (NameOID.COMMON_NAME, holder.common_name)]
    title = [(NameOID.TITLE, "Arts")] if holder.pastype == "Z" and holder.profile == "uzi" else []
    return _name(*first, *title, *personal, last)


def _leaf(
    subject: x509.Name,
    key: rsa.RSAPublicKey,
    issuer: Issuer,
    period: tuple[datetime, datetime],
    names: Iterable[x509.GeneralName],
    usages: tuple[str, ...],
    extended: tuple[x509.ObjectIdentifier, ...],
    policies: tuple[str, ...],
) -> x509.CertificateBuilder:
    qualifiers: list[str | x509.UserNotice] = [_CPS, x509.UserNotice(None, _NOTICE)]
    information = [x509.PolicyInformation(x509.ObjectIdentifier(oid), qualifiers) for oid in policies]
    builder = _begin(subject, issuer.certificate.subject, key, period)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(usage(*usages), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage(extended), critical=False)
    builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    builder = builder.add_extension(x509.CertificatePolicies(information), critical=False)
    return _point_to(builder, issuer)


def _begin(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, period: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(period[0])
        .not_valid_after(period[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _point_to(builder: x509.CertificateBuilder, issuer: Issuer) -> x509.CertificateBuilder:
    """Add what leads to the issuer: its key, its CRL, its certificate."""
    name = issuer.authority.name
    identifier = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    crl = x509.UniformResourceIdentifier(f"http://{issuer.host}/cdp/{name}.crl")
    access = x509.UniformResourceIdentifier(f"http://{issuer.host}/cacerts/{name}.cer")
    return (
        builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
        )
        .add_extension(x509.CRLDistributionPoints([x509.DistributionPoint([crl], None, None, None)]), critical=False)
        .add_extension(
            x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, access)]),
            critical=False,
        )
    )


_QC_OID: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")


def _qc_statements() -> bytes:
    """Return the statements of a qualified certificate: compliance, secure device, PDS, for electronic signatures."""
    pds = der.sequence(der.sequence(der.ia5(f"{_CPS}pds.html"), der.printable("nl")))
    return der.sequence(
        der.sequence(der.oid("0.4.0.1862.1.1")),
        der.sequence(der.oid("0.4.0.1862.1.4")),
        der.sequence(der.oid("0.4.0.1862.1.5"), pds),
        der.sequence(der.oid("0.4.0.1862.1.6"), der.sequence(der.oid("0.4.0.1862.1.6.1"))),
    )


def _name(*parts: tuple[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])
