"""A PKI in a directory: authorities, server certificates and passes with every wrong variant."""

from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from protocol.dn import DistinguishedName, dn_of, parse_dn
from protocol.uzi import Pastype
from simulators.clock import Clock
from simulators.tls import Identity
from simulators.uzi.building import FOREIGN_KEY, build, key_of_person, key_of_server, pass_organisation
from simulators.uzi.crl import ISSUERS, CrlStore, Kind
from simulators.uzi.hierarchy import AUTHORITIES, BUNDLES
from simulators.uzi.loading import loading_list
from simulators.uzi.population import PASS_VARIANTS, PERSONS, VALID_PASS, SutNames, server_variants, variants_of
from simulators.uzi.profiles import Soort, kinds
from simulators.uzi.requests import sign_request
from simulators.uzi.storage import Index, PkiError, Revoked, Store

__all__ = ["Identity", "Pas", "Pki", "PkiError", "SutNames"]


@dataclass(frozen=True, slots=True)
class Pas:
    """A pass: certificates by kind, the CA certificates above them, and the key it signs with."""

    person: str
    variant: str
    common_name: str
    uzi_nummer: str
    ura: str
    rol: str
    pastype: Pastype
    certificates: dict[Soort, x509.Certificate]
    intermediates: tuple[x509.Certificate, ...]
    private_key: rsa.RSAPrivateKey = field(repr=False)
    blocked: bool = False

    @property
    def name(self) -> str:
        """The address of the pass, as in ``arts-a/geldig``."""
        return f"{self.person}/{self.variant}"

    @property
    def authenticiteit(self) -> x509.Certificate:
        """The certificate to log in with and to sign transactietokens with."""
        return self.certificates["authenticiteit"]


class Pki:
    """All certificates of one PKI, read from its directory. Only ``crls`` changes while a run goes on."""

    crls: CrlStore
    """The current lists of revoked certificates, shared by everyone who looks at this object."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._store = Store(directory)
        self._index: Index = self._store.read_index()
        self._authorities = {name: self._store.read_certificates(f"ca/{name}.pem")[0] for name in AUTHORITIES}
        self._servers = {
            name: (variant, self._store.read_certificates(f"servers/{name}.pem"))
            for name, variant in server_variants(self._index.names).items()
        }
        self._keys: dict[str, rsa.RSAPrivateKey] = {}
        self._passes = {
            (person.key, variant.name): self._load_pass(person.key, variant.name)
            for person in PERSONS.values()
            for variant in variants_of(person)
        }
        self._check()
        self._requested = [self._store.read_certificates(name)[0] for name in self._store.requested()]
        self._by_serial = self._index_certificates()
        self.crls = CrlStore(self, Clock().now())

    @classmethod
    def create(
        cls,
        directory: Path,
        *,
        clock: Clock | None = None,
        names: SutNames | None = None,
        key_bits: int = 2048,
        years: int = 3,
    ) -> "Pki":
        """Make a PKI in a new or empty directory and return it.

        ``key_bits`` is the size of the authorities' keys; ``years`` is how long what is valid stays valid. Raises
        PkiError with a Dutch sentence.
        """
        made = (clock or Clock()).now()
        build(directory, made=made, names=names or SutNames(), key_bits=key_bits, years=years)
        return cls(directory)

    @classmethod
    def load(cls, directory: Path) -> "Pki":
        """Read a PKI. Raises PkiError with a Dutch sentence if it is absent, incomplete or broken."""
        return cls(directory)

    @property
    def names(self) -> SutNames:
        """What the certificates say of the system under test."""
        return self._index.names

    @property
    def made(self) -> float:
        """When the PKI was made, in seconds since the epoch."""
        return self._index.made

    @property
    def years(self) -> int:
        """For how many years after its making what is valid stays valid."""
        return self._index.years

    @property
    def revoked(self) -> tuple[Revoked, ...]:
        """What is on the CRLs from the start."""
        return self._index.revoked

    @property
    def server_names(self) -> tuple[str, ...]:
        """The names of the server variants."""
        return tuple(self._servers)

    @property
    def passes(self) -> tuple[Pas, ...]:
        """All passes."""
        return tuple(self._passes.values())

    def server(self, name: str) -> Identity:
        """Return the files of a server variant, for instance ``zim-verlopen``. Raises KeyError for an unknown one."""
        variant, _ = self._servers[name]
        directory = self.directory
        return Identity(name, directory / f"servers/{name}.pem", directory / f"{key_of_server(variant)}.key")

    def server_certificate(self, name: str) -> x509.Certificate:
        """Return the certificate of a server variant. Raises KeyError for an unknown one."""
        return self._servers[name][1][0]

    def person(self, key: str, variant: str = VALID_PASS) -> Pas:
        """Return a pass, for instance of ``arts-a``. Raises KeyError for an unknown person or variant."""
        return self._passes[key, variant]

    def pass_identity(self, person: str, variant: str = VALID_PASS) -> Identity:
        """Return the files of the authentication certificate of a pass, for somebody who shows it in TLS.

        Raises ValueError, in Dutch, for an unknown pass.
        """
        pas = self._passes.get((person, variant))
        if pas is None:
            raise ValueError(f"pas '{person}/{variant}' bestaat niet in deze PKI")
        source = PASS_VARIANTS[variant].certificates_of or variant
        files = (
            self.directory / f"passen/{person}/{source}/authenticiteit.pem",
            self.directory / f"{key_of_person(person)}.key",
        )
        return Identity(pas.name, *files)

    def trust(self, name: str) -> Path:
        """Return the file of a bundle of CA certificates, for instance ``server-roots`` (hierarchy.BUNDLES)."""
        if name not in BUNDLES:
            raise KeyError(name)
        return self.directory / f"vertrouwd/{name}.pem"

    def bundle(self, name: str) -> tuple[x509.Certificate, ...]:
        """Return the CA certificates of a bundle. Raises KeyError for an unknown one."""
        return tuple(self._authorities[member] for member in BUNDLES[name])

    def authority(self, name: str) -> x509.Certificate:
        """Return the certificate of an authority, for instance ``server-g1``. Raises KeyError for an unknown one."""
        return self._authorities[name]

    def authority_key(self, name: str) -> rsa.RSAPrivateKey:
        """Return the key of an authority. Raises KeyError for an unknown one."""
        if name not in AUTHORITIES:
            raise KeyError(name)
        return self._key(f"ca/{name}")

    def sign_request(self, request: bytes) -> bytes:
        """Sign a certificate signing request (PEM) of the system under test, after ``names`` of this PKI.

        Returns the certificate and the CA certificates above it, without the root, in PEM; a copy is kept in the
        directory. Raises PkiError with a Dutch sentence if the request cannot be used.
        """
        return sign_request(self, request)

    def loading_list(self) -> str:
        """Return the Dutch list of what to load where, for the people who connect the system under test."""
        return loading_list(self)

    def keep_requested(self, chain: list[x509.Certificate]) -> None:
        """Keep a certificate that was made from a request, so that it is found by issuer and serial number."""
        self._store.write_certificates(f"aangevraagd/{chain[0].serial_number:x}.pem", chain)
        self._requested.append(chain[0])
        self._by_serial = self._index_certificates()

    def issuer_of(self, certificate: x509.Certificate) -> str:
        """Return the name of the authority that issued a certificate. Raises KeyError if none of this PKI did."""
        for name, authority in self._authorities.items():
            if authority.subject == certificate.issuer:
                return name
        raise KeyError(certificate.issuer.rfc4514_string())

    def crl_paths(self, kind: Kind) -> tuple[str, ...]:
        """Return the paths at the register of the CRLs of all authorities that issue to servers or to passes."""
        return tuple(f"/cdp/{name}.crl" for name in ISSUERS[kind])

    def find(self, issuer: str, serial: str) -> x509.Certificate | None:
        """Return the certificate that an ``X509IssuerSerial`` names, None if this PKI did not issue it.

        The issuer is a name in text form, the serial number decimal. Raises ValueError with a Dutch sentence if either
        cannot be read.
        """
        if not (serial.isascii() and serial.isdigit() and len(serial) <= 50):
            raise ValueError(f"het serienummer {serial[:60]!r} is geen decimaal getal")
        return self._by_serial.get((parse_dn(issuer), int(serial)))

    def _index_certificates(self) -> dict[tuple[DistinguishedName, int], x509.Certificate]:
        everything = [*self._authorities.values(), *(chain[0] for _, chain in self._servers.values())]
        everything += self._requested
        everything += [certificate for pas in self._passes.values() for certificate in pas.certificates.values()]
        names = {certificate.issuer: dn_of(certificate.issuer) for certificate in everything}
        return {(names[certificate.issuer], certificate.serial_number): certificate for certificate in everything}

    def _load_pass(self, key: str, variant_name: str) -> Pas:
        person, variant = PERSONS[key], PASS_VARIANTS[variant_name]
        pastype = variant.pastype or person.pastype
        source = f"passen/{key}/{variant.certificates_of or variant_name}"
        soorten = kinds(pastype, variant.profile)
        chains = {soort: self._store.read_certificates(f"{source}/{soort}.pem") for soort in soorten}
        return Pas(
            person=key,
            variant=variant_name,
            common_name=person.common_name,
            uzi_nummer=variant.uzi_nummer or person.uzi_nummer,
            ura=pass_organisation(person, variant, self.names).ura,
            rol="00.000" if pastype == "M" else person.rol,
            pastype=pastype,
            certificates={soort: chain[0] for soort, chain in chains.items()},
            intermediates=chains["authenticiteit"][1:],
            private_key=self._key(FOREIGN_KEY if variant.foreign_key else key_of_person(key)),
            blocked=variant.blocked,
        )

    def _key(self, name: str) -> rsa.RSAPrivateKey:
        if name not in self._keys:
            self._keys[name] = self._store.read_key(f"{name}.key")
        return self._keys[name]

    def _check(self) -> None:
        """See that every key fits its certificate and that every bundle is there."""
        pairs = [(f"ca/{name}.pem", certificate, f"ca/{name}") for name, certificate in self._authorities.items()]
        pairs += [(f"servers/{n}.pem", chain[0], key_of_server(v)) for n, (v, chain) in self._servers.items()]
        pairs += [
            (f"passen/{pas.name}/authenticiteit.pem", pas.authenticiteit, key_of_person(pas.person))
            for pas in self._passes.values()
        ]
        for file, certificate, key in pairs:
            if certificate.public_key() != self._key(key).public_key():
                raise PkiError(
                    f"In de PKI {self.directory} hoort de sleutel {key}.key niet bij {file}; "
                    "zet de bewaarde kopie van deze map terug."
                )
        for bundle in BUNDLES:
            self._store.read_certificates(f"vertrouwd/{bundle}.pem")
