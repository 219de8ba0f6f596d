"""A dossier in which all is well at every clause: the example, completed with what a reference XIS cannot have.

The example (docs/voorbeeld/dossier) is of a care provider's system without a production, so forms for other types and
the certificate of production come from elsewhere: their fields from defects.toml, their certificates from here, made
anew each time with a fictitious root.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from catalogue import Catalogue
from catalogue.model import SystemType
from toetsbank.dossier import check
from toetsbank.dossier.check import Table
from toetsbank.dossier.facts.certificates import OWN_PKI, STATE
from toetsbank.dossier.forms import SIGNED, applicable, forms
from toetsbank.dossier.judge import judged
from toetsbank.dossier.model import Dossier, Filed
from toetsbank.dossier.values import is_blank
from toetsbank.profile import Profile, embedded
from toetsbank.scenarios import ROOT
from toetsbank.search.result import FOUND, UNDECIDED

EXAMPLE = ROOT / "docs" / "voorbeeld" / "dossier"
PAPER = "stukken/zorgaanbieder.md"
SEARCH_RESULT = "stukken/zoekuitslag.json"
PRACTICE = "Huisartspraktijk Voorbeeld"
FQDN = "xis.toetsbank.test"
_UNTIL, _EXPIRED = 2034, 2025
"""The years in which certificates end; defects.toml judges them in between."""

Fields = Mapping[str, Any]


class Specimen:
    """The good dossier of a system on a day, and what is said of it with one form replaced."""

    def __init__(
        self, folder: Path, profile: Profile, catalogue: Catalogue, today: date, extra: Mapping[str, Fields]
    ) -> None:
        self._folder, self._profile, self._catalogue, self._today = folder, profile, catalogue, today
        found, _ = check.load(EXAMPLE, catalogue)
        self.forms = {
            clause: _complete(found.get(clause), extra.get(forms().clausules[clause].vorm, {}), folder)
            for clause in applicable(catalogue, profile.pics)
        }
        self._filed = {clause: self._file(clause, form) for clause, form in self.forms.items()}
        self.said = self._judge(self._filed, self._filed)
        """By clause the fields of its judgement."""

    def with_(self, clause: str, form: Fields | None) -> dict[str, Fields]:
        """Return what is said of a clause with another form or none, and of those whose forms look at it."""
        requirement, _, number = clause.rpartition("/")
        looking = [each for each, of in forms().clausules.items() if int(number) in of.naast.values()]
        beside = [each for each in looking if each in self._filed and each.rpartition("/")[0] == requirement]
        return self._judge({**self._filed, clause: self._file(clause, form)}, (clause, *beside))

    def _file(self, clause: str, form: Fields | None) -> Filed:
        return check.filed(clause, None if form is None else Table(form), self._folder, self._today)

    def _judge(self, filed: Mapping[str, Filed], clauses: Iterable[str]) -> dict[str, Fields]:
        dossier = Dossier(self._folder, filed, ())
        found = judged(dossier, clauses, self._profile, self._catalogue, self._today)
        return {fields["clause"]: fields for fields in found}


@contextmanager
def papers() -> Iterator[Path]:
    """Lay the papers of the good dossier in a folder that vanishes afterwards: those of the example, certificates."""
    with TemporaryDirectory(prefix="toetsbank-dossier-") as name:
        folder = Path(name)
        shutil.copytree(EXAMPLE / "stukken", folder / "stukken")
        for file, content in (certificates() | search_results()).items():
            (folder / file).write_bytes(content)
        yield folder


def profile_of(type_: SystemType, roles: tuple[str, ...] = ()) -> Profile:
    """Return the profile of the reference XIS in some roles, with every condition of the catalogue left open."""
    plain = embedded(type_)
    return plain.model_copy(update={"pics": plain.pics.model_copy(update={"voorwaarden": {}, "rollen": roles})})


def certificates() -> dict[str, bytes]:
    """Return certificates in PEM by the name of their file; one key signs all, which nobody looks at."""
    key = ec.generate_private_key(ec.SECP256R1())
    root, other, issuing = _name("Fictieve stam", STATE), _name("Stam", "Iemand Anders"), _name("Uitgever", "Uitgever")

    def server(organisation: str = PRACTICE, common: str = FQDN, until: int = _UNTIL) -> bytes:
        return _certificate(key, _name(common, organisation), issuing, until) + issuer

    issuer = _certificate(key, issuing, root, _UNTIL, is_ca=True)
    return {
        "goed.pem": server(),
        "andere-naam.pem": server("Andere Praktijk"),
        "verlopen.pem": server(until=_EXPIRED),
        "toetsbank.pem": server(common=f"{OWN_PKI}{FQDN}"),
        "zonder-uitgever.pem": server().removesuffix(issuer),
        "leeg.pem": b"geen certificaat",
        "stam.pem": _certificate(key, root, root, _UNTIL, is_ca=True),
        "andere-stam.pem": _certificate(key, other, other, _UNTIL, is_ca=True),
    }


def search_results() -> dict[str, bytes]:
    """Return results of the search program that are not as they should be, by the name of their file."""
    good = json.loads((EXAMPLE / SEARCH_RESULT).read_bytes())
    controls, first = good["controle"], good["controle"]["plaatsen"][0]
    hit = {"plaats": "/var/log/xis/app.log", "aantallen": {"bsn": {"utf-8": 2, "base64": 1}}}
    changes: dict[str, dict[str, Any]] = {
        "zonder-controle": {"controle": {**controls, "plaatsen": [{**first, "geplant_gevonden": 0}]}},
        "leeg": {"controle": {**controls, "bytes": 0}},
        "ongewijzigd": {"controle": {**controls, "gewijzigd_tijdens_run": 0}},
        "onbeslist": {"uitslag": UNDECIDED, "redenen": ["1 bestanden of leden zijn niet doorzocht."]},
        "toekomst": {"gemaakt": "2026-01-01T12:00:00+00:00"},
        "treffer": {"uitslag": FOUND, "treffers": [hit]},
    }
    return {f"zoekuitslag-{name}.json": json.dumps({**good, **change}).encode() for name, change in changes.items()}


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _certificate(
    key: ec.EllipticCurvePrivateKey, subject: x509.Name, issuer: x509.Name, until: int, *, is_ca: bool = False
) -> bytes:
    built = (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
    )
    if is_ca:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        built = built.add_extension(usage, critical=True)
    return built.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _complete(table: Table | None, extra: Fields, folder: Path) -> dict[str, Any]:
    """Return a form that says everything itself, whatever its file says for all its clauses."""
    if table is None or (extra and "verklaring" not in table.own):
        return {**_signed(folder), **extra}
    own = {key: value for key, value in table.own.items() if key not in SIGNED or not is_blank(value)}
    return {**{key: value for key, value in table.common.items() if key in SIGNED}, **own}


def _signed(folder: Path) -> dict[str, Any]:
    return {
        "verklaring": "Zo is het.",
        "namens": "zorgaanbieder",
        "opsteller": {"naam": "A. Een", "rol": "opsteller"},
        "beoordelaar": {"naam": "B. Twee", "rol": "beoordelaar"},
        "datum": date(2025, 3, 3),
        "geldig_tot": date(2035, 12, 31),
        "bestanden": [{"bestand": PAPER, "sha256": hashlib.sha256((folder / PAPER).read_bytes()).hexdigest()}],
    }
