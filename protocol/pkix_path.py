"""From a leaf to a root: everything about a chain that does not depend on the time, found once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from protocol.dn import common_name, dn_of
from protocol.pkix_problems import Problem, Reason, Usage, revoked
from protocol.uzi import extended, key_usage, signature_hash

LONGEST_PATH: Final = 8
_WEAK: Final = ("MD5", "SHA-1", "SHA-224")
_KNOWN_CRITICAL: Final = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    ExtensionOID.CERTIFICATE_POLICIES,
}


@dataclass(frozen=True, slots=True)
class Window:
    """A period, in seconds since the epoch, with the problems that there are before and after it."""

    start: float
    end: float
    early: Problem
    late: Problem

    def check(self, now: float) -> Problem | None:
        """Return the problem at ``now``; both ends of the period belong to it."""
        if now < self.start:
            return self.early
        return self.late if now > self.end else None


@dataclass(frozen=True, slots=True)
class Path:
    """What was found out about a leaf: everything but the time."""

    problems: tuple[Problem, ...]
    windows: tuple[Window, ...]


class Authorities(Protocol):
    """What an inspection asks its checker, which remembers the answers."""

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """The trusted roots."""

    def issued(self, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
        """Tell whether the issuer's key made the signature of a certificate."""

    def issued_crl(self, crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
        """Tell whether the issuer's key made the signature of a CRL."""

    def crls_of(self, issuer: x509.Certificate) -> list[x509.CertificateRevocationList]:
        """Return the CRLs that bear the name of an issuer, newest first."""


def verifies(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether the issuer's key made the signature of a certificate (RSA PKCS#1 and PSS, EC); names apart."""
    key = issuer.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            scheme = certificate.signature_algorithm_parameters
            algorithm = certificate.signature_hash_algorithm
            if algorithm is None or not isinstance(scheme, padding.PKCS1v15 | padding.PSS):
                return False
            key.verify(certificate.signature, certificate.tbs_certificate_bytes, scheme, algorithm)
        else:
            certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def crl_verifies(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Tell whether the issuer's key made the signature of a CRL."""
    key = issuer.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            algorithm = crl.signature_hash_algorithm
            scheme = crl.signature_algorithm_parameters
            if algorithm is None or not isinstance(scheme, padding.PKCS1v15 | padding.PSS):
                return False
            key.verify(crl.signature, crl.tbs_certlist_bytes, scheme, algorithm)
            return True
        return crl.is_signature_valid(key)  # type: ignore[arg-type]
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False


def inspect(
    leaf: x509.Certificate, intermediates: Sequence[x509.Certificate], authorities: Authorities, usage: Usage
) -> Path:
    """Find the way from a leaf to a root and everything that is wrong on it, whatever the time."""
    problems: list[Problem] = []
    chain = _find(leaf, intermediates, authorities, problems)
    windows = [_validity(certificate, depth) for depth, certificate in enumerate(chain)]
    trusted = chain[-1] in authorities.roots
    for depth, certificate in enumerate(chain):
        if depth or not trusted or len(chain) > 1:
            problems.extend(_own_problems(certificate, depth, is_root=trusted and depth == len(chain) - 1))
        if depth:
            problems.extend(_issuer_problems(certificate, depth, usage))
    problems.extend(_leaf_problems(leaf, usage))
    if usage.crl != "no":
        for depth, (certificate, issuer) in enumerate(pairwise(chain)):
            needed = usage.crl == "chain" or depth == 0
            found, window = _revocation(certificate, issuer, depth, authorities, needed=needed)
            problems.extend(found)
            windows.extend(window)
    return Path(tuple(problems), tuple(windows))


def _find(
    leaf: x509.Certificate,
    intermediates: Sequence[x509.Certificate],
    authorities: Authorities,
    problems: list[Problem],
) -> list[x509.Certificate]:
    chain = [leaf]
    while chain[-1] not in authorities.roots:
        last, depth = chain[-1], len(chain) - 1
        name = dn_of(last.issuer)
        candidates = [
            other
            for other in (*authorities.roots, *intermediates)
            if other not in chain and dn_of(other.subject) == name
        ]
        if not candidates or len(chain) > LONGEST_PATH:
            text = f"de uitgever '{common_name(last.issuer)}' van '{_label(last)}' wordt niet vertrouwd"
            problems.append(Problem(Reason.UNKNOWN_ISSUER, text, _label(last), depth))
            break
        issuer = next((other for other in candidates if authorities.issued(last, other)), None)
        if issuer is None:
            issuer = candidates[0]
            text = f"de handtekening onder '{_label(last)}' is niet van '{_label(issuer)}'"
            problems.append(Problem(Reason.WRONG_SIGNATURE, text, _label(last), depth))
        chain.append(issuer)
    return chain


def _label(certificate: x509.Certificate) -> str:
    return common_name(certificate.subject) or f"serienummer {certificate.serial_number}"


def _date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _validity(certificate: x509.Certificate, depth: int) -> Window:
    label = _label(certificate)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return Window(
        start.timestamp(),
        end.timestamp(),
        Problem(Reason.NOT_YET_VALID, f"'{label}' is pas geldig vanaf {_date(start)}", label, depth),
        Problem(Reason.EXPIRED, f"'{label}' was geldig tot en met {_date(end)}", label, depth),
    )


def _own_problems(certificate: x509.Certificate, depth: int, *, is_root: bool) -> list[Problem]:
    if is_root:
        return []  # a trust anchor is trusted for its key; its own signature shows nothing
    label = _label(certificate)
    found = []
    algorithm = signature_hash(certificate)
    if algorithm in _WEAK:
        text = f"'{label}' is ondertekend met {algorithm}; verwacht wordt SHA-256 of sterker"
        found.append(Problem(Reason.WEAK_HASH, text, label, depth))
    for extension in certificate.extensions:
        if extension.critical and extension.oid not in _KNOWN_CRITICAL:
            text = f"'{label}' heeft de onbekende kritieke extensie {extension.oid.dotted_string}"
            found.append(Problem(Reason.UNKNOWN_CRITICAL, text, label, depth))
    return found


def _issuer_problems(certificate: x509.Certificate, depth: int, usage: Usage) -> list[Problem]:
    label = _label(certificate)
    found = []
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        constraints = x509.BasicConstraints(ca=False, path_length=None)
    if not constraints.ca:
        found.append(Problem(Reason.NOT_A_CA, f"'{label}' is geen CA en mag niets uitgeven", label, depth))
    elif constraints.path_length is not None and constraints.path_length < depth - 1:
        text = f"onder '{label}' mogen hoogstens {constraints.path_length} CA's staan; dit zijn er {depth - 1}"
        found.append(Problem(Reason.PATH_TOO_LONG, text, label, depth))
    names = key_usage(certificate)
    if names and "keyCertSign" not in names:
        text = f"'{label}' mag volgens zijn sleutelgebruik geen certificaten ondertekenen"
        found.append(Problem(Reason.WRONG_CA_USAGE, text, label, depth))
    allowed = extended(certificate)
    if usage.extended and allowed and not {usage.extended, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE} & set(allowed):
        text = f"'{label}' mag geen certificaten uitgeven voor dit doel ({usage.extended.dotted_string})"
        found.append(Problem(Reason.WRONG_EXTENDED_USAGE, text, label, depth))
    return found


def _leaf_problems(leaf: x509.Certificate, usage: Usage) -> list[Problem]:
    label = _label(leaf)
    found = []
    names = key_usage(leaf)
    if missing := [name for name in usage.key_usage if name not in names]:
        text = f"'{label}' heeft sleutelgebruik {', '.join(names) or 'geen'}; nodig is {', '.join(missing)}"
        found.append(Problem(Reason.WRONG_KEY_USAGE, text, label))
    if usage.extended is not None and usage.extended not in extended(leaf):
        text = f"'{label}' is niet voor dit doel: {usage.extended.dotted_string} ontbreekt in het uitgebreide gebruik"
        found.append(Problem(Reason.WRONG_EXTENDED_USAGE, text, label))
    return found


def _revocation(
    certificate: x509.Certificate, issuer: x509.Certificate, depth: int, authorities: Authorities, *, needed: bool
) -> tuple[list[Problem], list[Window]]:
    """Look a certificate up in the newest CRL that its issuer signed."""
    label, name = _label(certificate), _label(issuer)
    offered = authorities.crls_of(issuer)
    signed = [crl for crl in offered if authorities.issued_crl(crl, issuer)]
    if not signed and offered:
        text = f"de CRL van '{name}' is niet door die uitgever ondertekend"
        return [Problem(Reason.CRL_WRONG_SIGNATURE, text, label, depth)], []
    if not signed:
        text = f"er is geen CRL van '{name}', zodat niet blijkt of '{label}' is ingetrokken"
        return ([Problem(Reason.CRL_ABSENT, text, label, depth)] if needed else []), []
    crl, found = signed[0], []
    if signature_hash(crl) in _WEAK:
        text = f"de CRL van '{name}' is ondertekend met {signature_hash(crl)}; verwacht wordt SHA-256 of sterker"
        found.append(Problem(Reason.WEAK_HASH, text, label, depth))
    names = key_usage(issuer)
    if names and "cRLSign" not in names:
        text = f"'{name}' mag volgens zijn sleutelgebruik geen CRL ondertekenen"
        found.append(Problem(Reason.WRONG_CA_USAGE, text, label, depth))
    if (entry := revoked(certificate, crl)) is not None:
        text = (
            f"'{label}' (serienummer {certificate.serial_number}) is ingetrokken op {_stamp(entry.at)} ({entry.reason})"
        )
        found.append(Problem(Reason.REVOKED, text, label, depth))
    return found, [_crl_window(crl, name, label, depth)]


def _stamp(seconds: float) -> str:
    return _date(datetime.fromtimestamp(seconds, UTC))


def _crl_window(crl: x509.CertificateRevocationList, name: str, label: str, depth: int) -> Window:
    start, end = crl.last_update_utc, crl.next_update_utc
    late = f"de CRL van '{name}' is verlopen op {_date(end)}" if end else ""
    return Window(
        start.timestamp(),
        end.timestamp() if end else float("inf"),
        Problem(Reason.CRL_NOT_YET_VALID, f"de CRL van '{name}' geldt pas vanaf {_date(start)}", label, depth),
        Problem(Reason.CRL_EXPIRED, late, label, depth),
    )
