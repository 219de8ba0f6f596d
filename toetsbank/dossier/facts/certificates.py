"""Facts about the production certificate of a GBx (INT-64)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from protocol.pkix import Problem, Reason, Usage, check_chain
from protocol.uzi import HOSTILE
from toetsbank.dossier.model import Answers, Remark, Situation, contradicts, noted, open_

STATE = "Staat der Nederlanden"
OWN_PKI = "SIM "
"""How every name in the PKI of this bench begins."""
UNDECIDED = frozenset({Reason.UNKNOWN_ISSUER, Reason.UNREADABLE})
"""What may be the fault of the roots that were handed in, rather than of the certificate."""
NO_REVOCATION = Usage(crl="no")


def from_production(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Only the certificate of production counts; one of this bench proves nothing."""
    if answers.text("omgeving") != "productie":
        yield open_("omgeving", "alleen het certificaat van de productie telt")
    chain = _chain(answers)
    if not chain:
        yield open_("certificaat", "het bestand bevat geen certificaat in PEM")
    elif any(_is_own(certificate) for certificate in chain):
        yield open_("certificaat", "een certificaat uit de PKI van deze toetsbank bewijst niets (INT-64)")


def names_the_principal(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The organisation in the certificate is the principal."""
    chain = _usable(answers)
    if chain:
        found, principal = _organisation(chain[0].subject), answers.text("opdrachtgever")
        if _same(found, principal):
            if not _same(found, situation.organisation):
                text = f"het certificaat staat op naam van {found}; het profiel noemt {situation.organisation}"
                yield noted("opdrachtgever", text)
        else:
            yield contradicts("certificaat", f"het staat op naam van {found or 'niemand'}, niet van {principal}")


def under_the_state(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The certificate is valid on this day and hangs under a root of the State."""
    chain = _usable(answers)
    roots = [root for content in answers.files("stamcertificaten") for root in _certificates(content)]
    if not chain:
        return
    state = [root for root in roots if _same(_organisation(root.subject), STATE) and root.subject == root.issuer]
    if not state:
        yield open_("stamcertificaten", f"geen van de stamcertificaten is van de {STATE}")
        return
    now = datetime.combine(situation.today, time(12), UTC).timestamp()
    problems = check_chain(chain[0], chain[1:], state, (), now, usage=NO_REVOCATION)
    yield from (_remark(problem) for problem in problems)
    if not problems:
        prints = ", ".join(root.fingerprint(SHA256()).hex() for root in state)
        yield noted("stamcertificaten", f"vergelijk de afdruk van het stamcertificaat met die van Logius: {prints}")


def _remark(problem: Problem) -> Remark:
    if problem.reason in UNDECIDED:
        return open_("certificaat", f"{problem.text}; geef alle tussencertificaten en het stamcertificaat mee")
    return contradicts("certificaat", problem.text)


def _usable(answers: Answers) -> tuple[x509.Certificate, ...]:
    """Return the chain that was handed in; nothing if it proves nothing, which another fact says."""
    chain = _chain(answers)
    wrong = answers.text("omgeving") != "productie" or any(map(_is_own, chain))
    return () if wrong else chain


def _chain(answers: Answers) -> tuple[x509.Certificate, ...]:
    return _certificates(answers.file("certificaat"))


def _certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(content))
    except HOSTILE:
        return ()


def _is_own(certificate: x509.Certificate) -> bool:
    names = (*certificate.subject, *certificate.issuer)
    return any(str(name.value).startswith(OWN_PKI) for name in names)


def _organisation(name: x509.Name) -> str:
    return next((str(each.value) for each in name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)), "")


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
