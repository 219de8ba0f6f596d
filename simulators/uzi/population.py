"""Who has a pass, which servers there are, and every wrong variant of both, as data.

A wrong variant differs from its valid twin in one property; serial number and signature differ of necessity.
Persons and variants after operations.md sections 3 and 5.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from protocol.uzi import Pastype
from simulators.uzi.hierarchy import Life, Scheme

Systeemtype = Literal["GBZ", "GBP", "GBK", "GBO"]
Profile = Literal["uzi", "pkio"]


@dataclass(frozen=True, slots=True)
class SutNames:
    """What the certificates say of the system under test and where the bench is found."""

    fqdn: str = "xis.toetsbank.test"
    ura: str = "90000123"
    """8 digits."""
    organisation: str = "Huisartspraktijk Voorbeeld"
    city: str = "Voorbeeldstad"
    system_type: Systeemtype = "GBZ"
    applicatie_id: str = "90000001"
    zim_host: str = "zim.toetsbank.test"
    crl_host: str = "crl.toetsbank.test"
    """Host, with ``:port`` if that is not 80, at which certificates point for CRLs and CA certificates."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A subscriber of the register."""

    name: str
    city: str
    ura: str


OTHER_ORGANISATION: Final = Organisation("SIM Andere Huisartspraktijk", "Elderstad", "90000456")
ZIM_ORGANISATION: Final = Organisation("SIM Landelijk Schakelpunt", "Simstad", "90000999")


@dataclass(frozen=True, slots=True)
class Person:
    """A test person; ``rol`` as in the UZI name."""

    key: str
    common_name: str
    pastype: Pastype
    uzi_nummer: str
    rol: str = "00.000"
    other_organisation: bool = False


PERSONS: Final[dict[str, Person]] = {
    person.key: person
    for person in (
        Person("arts-a", "SIM Arts A", "Z", "900001234", "01.015"),
        Person("arts-b", "SIM Arts B", "Z", "900001235", "01.015"),
        Person("assistente-c", "SIM Assistente C", "N", "900001236"),
        Person("balie-d", "SIM Balie D", "N", "900001237"),
        Person("medewerker-e", "SIM Medewerker E", "N", "900001238"),
        Person("beheerder-f", "SIM Beheerder F", "N", "900001242"),
        Person("autorisatiebeheerder-g", "SIM Autorisatiebeheerder G", "N", "900001243"),
        Person("toegangslogbeheerder-h", "SIM Toegangslogbeheerder H", "N", "900001241"),
        Person("arts-x", "SIM Arts X", "Z", "900001299", "01.015", other_organisation=True),
    )
}


@dataclass(frozen=True, slots=True)
class PassVariant:
    """How a pass deviates from a valid one."""

    name: str
    generation: str = "g3"
    life: Life = Life.VALID
    revoked: bool = False
    foreign_organisation: bool = False
    pastype: Pastype | None = None
    profile: Profile = "uzi"
    uzi_nummer: str | None = None
    """The number on it, where that is not the person's."""
    scheme: Scheme | None = None
    """How it is signed, where that is not as its authority always signs."""
    persons: frozenset[str] = frozenset()
    """Who has such a pass; empty for everyone."""
    certificates_of: str | None = None
    """The variant whose certificates this one bears, instead of its own."""
    foreign_key: bool = False
    blocked: bool = False


VALID_PASS: Final = "geldig"
UNREGISTERED: Final = "900001297"
"""A number that stands in no user table."""
_A: Final = frozenset({"arts-a"})
_B: Final = frozenset({"arts-b"})
_G: Final = frozenset({"autorisatiebeheerder-g"})
_PKIO: Final = PassVariant("pkio-geldig", generation="pkio", profile="pkio")

PASS_VARIANTS: Final[dict[str, PassVariant]] = {
    variant.name: variant
    for variant in (
        PassVariant(VALID_PASS),
        PassVariant("verlopen", life=Life.EXPIRED),
        PassVariant("nog-niet-geldig", life=Life.FUTURE),
        PassVariant("ingetrokken", revoked=True),
        PassVariant("in-te-trekken"),
        PassVariant("andere-generatie", generation="g4"),
        PassVariant("oude-generatie", generation="g2"),
        PassVariant("onbekende-ca", generation="onbekend"),
        PassVariant("andere-ura", foreign_organisation=True),
        PassVariant("type-m", pastype="M"),
        PassVariant("sleutel-past-niet", certificates_of=VALID_PASS, foreign_key=True),
        PassVariant("geblokkeerd", certificates_of=VALID_PASS, blocked=True),
        PassVariant("niet-vastgelegd", uzi_nummer=UNREGISTERED, persons=_A),
        PassVariant("sha1", scheme=Scheme.PKCS1_SHA1, persons=_A),
        PassVariant("sha512", scheme=Scheme.PSS_SHA512, persons=_A),
        _PKIO,
        replace(_PKIO, name="pkio-verlopen", life=Life.EXPIRED, persons=_A),
        replace(_PKIO, name="pkio-nog-niet-geldig", life=Life.FUTURE, persons=_A),
        replace(_PKIO, name="pkio-ingetrokken", revoked=True, persons=_A),
        replace(_PKIO, name="pkio-in-te-trekken", persons=_B),
        replace(_PKIO, name="pkio-onbekende-ca", generation="onbekend", persons=_A),
        replace(_PKIO, name="pkio-niet-vastgelegd", uzi_nummer=UNREGISTERED, persons=_A),
        replace(_PKIO, name="pkio-andere-ura", foreign_organisation=True, persons=_G),
        replace(_PKIO, name="pkio-sleutel-past-niet", certificates_of=_PKIO.name, foreign_key=True, persons=_A),
    )
}
"""``in-te-trekken`` is valid until a scenario revokes it, so that ``geldig`` can stay valid.

Those that begin with ``pkio-`` are passes of PKIoverheid, for the employees of a customer desk.
"""


def variants_of(person: Person) -> tuple[PassVariant, ...]:
    """Return the passes that a person has."""
    return tuple(v for v in PASS_VARIANTS.values() if not v.persons or person.key in v.persons)


ServerSubject = Literal["zim", "xis", "andere-partij"]


@dataclass(frozen=True, slots=True)
class ServerVariant:
    """A server certificate: whose, by which authority, and what is wrong with it."""

    name: str
    subject: ServerSubject
    authority: str = "server-g1"
    profile: Profile = "uzi"
    life: Life = Life.VALID
    revoked: bool = False
    other_name: bool = False
    scheme: Scheme | None = None
    """How it is signed, where that is not as its authority always signs."""
    key: str = ""
    """The key it shares with others; the subject's if empty."""


UZI_NUMMERS: Final[dict[ServerSubject, str]] = {"zim": "900009001", "xis": "900009002", "andere-partij": "900009003"}
OTHER_HOST: Final = "andere-partij.toetsbank.test"


def server_variants(names: SutNames) -> dict[str, ServerVariant]:
    """Return every server certificate of a PKI by name.

    The ZIM and a GBZ get UZI certificates; a GBP, GBK or GBO gets a PKIoverheid certificate (INT-64).
    """
    profile: Profile = "uzi" if names.system_type == "GBZ" else "pkio"
    variants = [*_variants("zim", "uzi"), *_variants("xis", profile)]
    variants.append(ServerVariant("xis-ondertekening", "xis", _AUTHORITY[profile], profile, key="xis-ondertekening"))
    return {variant.name: variant for variant in variants}


_AUTHORITY: Final[dict[Profile, str]] = {"uzi": "server-g1", "pkio": "pkio-g1"}


def _variants(subject: Literal["zim", "xis"], profile: Profile) -> tuple[ServerVariant, ...]:
    valid = ServerVariant(subject, subject, _AUTHORITY[profile], profile)
    return (
        valid,
        replace(valid, name=f"{subject}-verlopen", life=Life.EXPIRED),
        replace(valid, name=f"{subject}-nog-niet-geldig", life=Life.FUTURE),
        replace(valid, name=f"{subject}-ingetrokken", revoked=True),
        replace(valid, name=f"{subject}-in-te-trekken"),
        replace(valid, name=f"{subject}-andere-partij", subject="andere-partij"),
        replace(valid, name=f"{subject}-andere-root", authority="onbekend-server"),
        replace(valid, name=f"{subject}-andere-naam", other_name=True),
        replace(valid, name=f"{subject}-sha1", scheme=Scheme.PKCS1_SHA1),
        ServerVariant(f"{subject}-g4", subject, "server-g4"),
        ServerVariant(f"{subject}-pkio", subject, "pkio-g1", "pkio"),
        ServerVariant(f"{subject}-pkio-g4", subject, "pkio-g4", "pkio"),
    )
