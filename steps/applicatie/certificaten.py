"""Steps about the authorities that the GBx names, and the certificates and signatures that it can work with."""

from dataclasses import dataclass, replace

from pytest_bdd import parsers, then, when

from simulators.zim import Shown
from steps.applicatie.inkomend import not_spoken, settle, unspoken
from steps.deciding import middle_of_twins, names_of
from toetsbank.acts import Act
from toetsbank.inbound_acts import TLS, Caller, Contact, only
from toetsbank.judge import Judge
from toetsbank.rulings import inbound, server
from toetsbank.rulings.inbound import chain_above
from toetsbank.world import World

IN_USE = ("server-roots", "server-tussen")
"""Bundles of the PKI with the CAs of every generation of server certificates."""

_KINDS = ("RSA-PSS", "RSA", "ECDSA")
STRONG_HASHES = tuple(f"{kind}+{hashed}" for hashed in ("SHA256", "SHA384", "SHA512") for kind in _KINDS)
WEAK_HASHES = ("RSA+SHA1", "ECDSA+SHA1")


@dataclass(frozen=True, slots=True)
class Shows:
    """Contacts with the certificates that are judged, and with others."""

    judged: tuple[Contact, ...]
    others: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Hashes:
    """A ZIM that signs with SHA-256 or stronger only, and one that also takes SHA-1."""

    strong: Contact
    mixed: Contact


@when(parsers.parse('de ZIM alleen TLS "{version}" aanbiedt'), target_fixture="contact")
def zim_of_one_version(caller: Caller, version: str) -> Contact:
    return caller.ping(only(version))


@when(parsers.parse('de ZIM zich als client bewijst met "{other}" en met "{judged}"'), target_fixture="shows")
def zim_shows(caller: Caller, other: str, judged: str) -> Shows:
    contacts = {name: caller.ping(Shown(certificate=name)) for name in (other, *judged.split(", "))}
    return Shows(tuple(contacts[name] for name in judged.split(", ")), (contacts[other],))


@when(parsers.parse('de ZIM naast elkaar verbindingen heeft met "{judged}"'), target_fixture="shows")
def zim_shows_at_once(caller: Caller, judged: str) -> Shows:
    lines = [caller.open(Shown(certificate=name)) for name in judged.split(", ")]
    for line in lines:
        line.ping()
    contacts = tuple(line.ping() for line in lines)
    for line in lines:
        line.close()
    return Shows(contacts)


@when(
    "de ZIM eerst alleen handtekeningen van SHA-256 en sterker aanbiedt, en dan ook van SHA-1", target_fixture="hashes"
)
def zim_signs(caller: Caller) -> Hashes:
    strong = caller.ping(Shown(signature_algorithms=STRONG_HASHES))
    # In TLS 1.3 nobody can sign a handshake with SHA-1. It stands last: a server may follow the order of the client.
    mixed = Shown(maximum=TLS["1.2"], signature_algorithms=(*STRONG_HASHES, *WEAK_HASHES))
    contact = caller.ping(mixed)
    return Hashes(strong, contact if contact.answered else caller.ping(replace(mixed, maximum=TLS["1.3"])))


@then("noemt het CertificateRequest alleen autoriteiten uit de ketens die in omloop zijn")
def names_chain_only(judge: Judge, world: World, caller: Caller, contact: Contact) -> None:
    if not contact.answered and _is_unspoken(judge, caller, contact):
        return
    found = inbound.authorities(contact)
    if found.ca_names == ():
        judge.does_not_apply(
            expected="autoriteiten uit de keten",
            observed=f"{found.version}: het GBx noemt geen enkele autoriteit",
            observations=names_of(world, found.observations),
        )
        return
    own = chain_above(contact.connection.sut_certificates, _issuers(world))
    settle(judge, world, server.names_known_authorities(found, tuple(_issuers(world)), own))


@then("noemt het CertificateRequest het stamcertificaat van de keten")
def names_root(judge: Judge, world: World, caller: Caller, contact: Contact) -> None:
    if not contact.answered and _is_unspoken(judge, caller, contact):
        return
    own = chain_above(contact.connection.sut_certificates, _issuers(world))
    settle(judge, world, server.names_root(inbound.authorities(contact), own[-1:]))


@then("aanvaardde het GBx elk van de laatste certificaten")
def supports(judge: Judge, world: World, shows: Shows) -> None:
    settle(judge, world, inbound.supported(shows.judged, shows.others))


@then("aanvaardde het GBx de ZIM ook de tweede keer")
def supports_as_client(judge: Judge, world: World, acts: list[Act]) -> None:
    planted = middle_of_twins(acts)
    settle(judge, world, inbound.supported_as_client(planted))


@then("zijn de certificaten van het GBx ondertekend met SHA-256 of sterker")
def certificates_strong(judge: Judge, world: World, contacts: list[Contact]) -> None:
    settle(judge, world, inbound.certificate_hash(contacts[0].connection))


@then("werkt het GBx zonder SHA-1")
def works_strong(judge: Judge, world: World, hashes: Hashes) -> None:
    settle(judge, world, inbound.works_with_strong_hash(hashes.strong, hashes.mixed))


@then("zijn de handtekeningen van het GBx van SHA-256 of sterker")
def signs_strong(judge: Judge, world: World, hashes: Hashes) -> None:
    for contact in (hashes.strong, hashes.mixed):
        settle(judge, world, inbound.handshake_hash(contact.connection))


def _is_unspoken(judge: Judge, caller: Caller, contact: Contact) -> bool:
    """Tell whether the version that the ZIM asked for is one the GBx leaves out, and say so in a judgement."""
    version = contact.connection.bench_maximum_version.removeprefix("TLS ")
    if not unspoken(caller, version):
        return False
    not_spoken(judge, version)
    return True


def _issuers(world: World) -> dict[str, str]:
    """Return the issuer of each CA of server certificates, by name."""
    authorities = [authority for bundle in IN_USE for authority in world.pki.bundle(bundle)]
    return {authority.subject.rfc4514_string(): authority.issuer.rfc4514_string() for authority in authorities}
