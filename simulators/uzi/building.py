"""Making a PKI: keys side by side in threads, then the authorities, servers and passes, then the files."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from simulators.uzi.hierarchy import AUTHORITIES, BUNDLES, PASS_AUTHORITIES, chain_above, sign_certificate
from simulators.uzi.population import (
    OTHER_HOST,
    OTHER_ORGANISATION,
    PERSONS,
    UZI_NUMMERS,
    ZIM_ORGANISATION,
    Organisation,
    PassVariant,
    Person,
    ServerVariant,
    SutNames,
    server_variants,
    variants_of,
)
from simulators.uzi.profiles import (
    Issuer,
    PassHolder,
    ServerHolder,
    Times,
    authority_profile,
    kinds,
    pass_profile,
    server_profile,
)
from simulators.uzi.storage import FORMAT, Index, Revoked, Store

LEAF_BITS: Final = 2048
FOREIGN_KEY: Final = "passen/vreemd"
_REVOKED_BEFORE: Final = 12 * 3600.0
"""Seconds before the making of a PKI at which its revoked certificates were revoked: before its first CRLs."""


def build(directory: Path, *, made: float, names: SutNames, key_bits: int, years: int) -> None:
    """Make a PKI in a new or empty directory; ``made`` in seconds since the epoch. Raises PkiError."""
    store = Store(directory)
    store.prepare()
    workers = max(2, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        maker = _Maker(store, Times(made, years), names, _Keys(pool, key_bits, names))
        maker.make()
        store.write_index(Index(format=FORMAT, made=made, years=years, names=names, revoked=tuple(maker.revoked)))


def key_of_server(variant: ServerVariant) -> str:
    """Return the name of the key of a server variant: variants of one subject share it."""
    return f"servers/{variant.key or variant.subject}"


def key_of_person(key: str) -> str:
    """Return the name of the key of a person, the same for the certificates of all passes."""
    return f"passen/{key}/sleutel"


class _Keys:
    """Keys in the making, by name."""

    def __init__(self, pool: ThreadPoolExecutor, key_bits: int, names: SutNames) -> None:
        leaves = {key_of_server(variant) for variant in server_variants(names).values()}
        leaves |= {key_of_person(key) for key in PERSONS} | {FOREIGN_KEY}
        sizes = {f"ca/{name}": key_bits for name in AUTHORITIES} | dict.fromkeys(sorted(leaves), LEAF_BITS)
        self._futures: dict[str, Future[rsa.RSAPrivateKey]] = {
            name: pool.submit(rsa.generate_private_key, 65537, bits) for name, bits in sizes.items()
        }

    def __getitem__(self, name: str) -> rsa.RSAPrivateKey:
        return self._futures[name].result()

    def names(self) -> list[str]:
        return list(self._futures)


@dataclass
class _Maker:
    """Issues everything that a PKI holds."""

    store: Store
    times: Times
    names: SutNames
    keys: _Keys

    def __post_init__(self) -> None:
        self.revoked: list[Revoked] = []
        self._authorities: dict[str, x509.Certificate] = {}

    def make(self) -> None:
        for name in AUTHORITIES:
            self._authority(name)
        for bundle, members in BUNDLES.items():
            self.store.write_certificates(f"vertrouwd/{bundle}.pem", [self._authorities[name] for name in members])
        for variant in server_variants(self.names).values():
            self._server(variant)
        for person in PERSONS.values():
            for pass_variant in variants_of(person):
                if pass_variant.certificates_of is None:
                    self._pass(person, pass_variant)
        for key in self.keys.names():
            self.store.write_key(f"{key}.key", self.keys[key])

    def _authority(self, name: str) -> None:
        authority = AUTHORITIES[name]
        key = self.keys[f"ca/{name}"]
        issuer = self._issuer(authority.issuer) if authority.issuer else None
        builder = authority_profile(authority, key.public_key(), issuer, self.times)
        signer = AUTHORITIES[authority.issuer or name]
        certificate = sign_certificate(builder, self.keys[f"ca/{signer.name}"], signer.scheme)
        self._authorities[name] = certificate
        self.store.write_certificates(f"ca/{name}.pem", [certificate])

    def _issuer(self, name: str) -> Issuer:
        return Issuer(AUTHORITIES[name], self._authorities[name], self.names.crl_host)

    def _server(self, variant: ServerVariant) -> None:
        holder = server_holder(variant, self.names)
        public = self.keys[key_of_server(variant)].public_key()
        issuer = self._issuer(variant.authority)
        builder = server_profile(holder, public, issuer, self.times.of(variant.life))
        scheme = variant.scheme or issuer.authority.scheme
        certificate = sign_certificate(builder, self.keys[f"ca/{variant.authority}"], scheme)
        self._write(f"servers/{variant.name}.pem", certificate, variant.authority, revoked=variant.revoked)

    def _pass(self, person: Person, variant: PassVariant) -> None:
        pastype = variant.pastype or person.pastype
        authority = PASS_AUTHORITIES[variant.generation][pastype]
        issuer = self._issuer(authority)
        rol = "00.000" if pastype == "M" else person.rol
        organisation = pass_organisation(person, variant, self.names)
        number = variant.uzi_nummer or person.uzi_nummer
        holder = PassHolder(person.common_name, pastype, number, rol, organisation, variant.profile)
        public = self.keys[key_of_person(person.key)].public_key()
        scheme = variant.scheme or issuer.authority.scheme
        for soort in kinds(pastype, variant.profile):
            builder = pass_profile(holder, soort, public, issuer, self.times.of(variant.life))
            certificate = sign_certificate(builder, self.keys[f"ca/{authority}"], scheme)
            name = f"passen/{person.key}/{variant.name}/{soort}.pem"
            self._write(name, certificate, authority, revoked=variant.revoked)

    def _write(self, name: str, certificate: x509.Certificate, authority: str, *, revoked: bool) -> None:
        chain = [certificate, *(self._authorities[above] for above in chain_above(authority))]
        self.store.write_certificates(name, chain)
        if revoked:
            moment = self.times.made - _REVOKED_BEFORE
            self.revoked.append(Revoked(authority=authority, serial=str(certificate.serial_number), at=moment))


def server_holder(variant: ServerVariant, names: SutNames) -> ServerHolder:
    """Return what the certificate of a server variant says of its holder."""
    own = Organisation(names.organisation, names.city, names.ura)
    fqdn, organisation = {
        "zim": (names.zim_host, ZIM_ORGANISATION),
        "xis": (names.fqdn, own),
        "andere-partij": (OTHER_HOST, OTHER_ORGANISATION),
    }[variant.subject]
    if variant.other_name:
        fqdn = f"andere-naam-{fqdn}"
    return ServerHolder(fqdn, organisation, UZI_NUMMERS[variant.subject], variant.profile)


def pass_organisation(person: Person, variant: PassVariant, names: SutNames) -> Organisation:
    """Return the subscriber that a pass names: the SUT's organisation or the other one."""
    own = Organisation(names.organisation, names.city, names.ura)
    return OTHER_ORGANISATION if person.other_organisation or variant.foreign_organisation else own
