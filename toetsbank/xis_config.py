"""The configuration of the reference XIS in an embedded run, as an administrator would fill it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.model import SystemType
from simulators.uzi import Pki
from simulators.uzi.population import OTHER_HOST
from toetsbank.places import CRL_NAME, ZIM_NAME
from toetsbank.profile import Profile

Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where the counterparties of the XIS are."""

    dns: Address
    ntp: Address
    zim: Address
    uzi: str
    """The URL of the UZI-register."""


def xis_config(
    profile: Profile, pki: Pki, around: Neighbours, *, users: Iterable[dict[str, Any]], patients: Path, store: Path
) -> dict[str, Any]:
    """Return the configuration; ``users`` are the lines of its user table."""
    sut = profile.sut
    own = pki.server("xis" if profile.pics.type is SystemType.GBZ else "xis-pkio")
    uzi = f"http://{around.uzi.removeprefix('http://').rstrip('/')}"
    crl = f"http://{CRL_NAME}"
    return {
        "host": "127.0.0.1",
        "upper_tester_port": 0,
        "tls_port": 0,
        "klok": "virtueel",
        "opslag": str(store),
        "naamservers": [_text(around.dns)],
        "tijdservers": [_text(around.ntp)],
        "poorten": {
            f"{ZIM_NAME}:443": around.zim[1],
            f"{OTHER_HOST}:443": around.zim[1],
            f"{CRL_NAME}:80": int(uzi.rpartition(":")[2]),
        },
        "zim": {
            "uri": f"https://{ZIM_NAME}:443",
            "applicatie_id": "1",
            "vertrouwd": [str(pki.trust("server-roots"))],
            "crls": [f"{crl}{path}" for path in pki.crl_paths("server")],
        },
        "eigen": {
            "applicatie_id": sut.applicatie_id,
            "ura": sut.ura,
            "naam": sut.organisatie,
            "plaats": sut.plaats,
            "fqdn": sut.fqdn,
            "certificaat": str(own.certificate),
            "sleutel": str(own.key),
            "type": str(profile.pics.type),
        },
        "passen": {
            "url": uzi,
            "vertrouwd": [str(pki.trust("pas-roots"))],
            "crls": [f"{crl}{path}" for path in pki.crl_paths("pas")],
        },
        "gebruikers": list(users),
        "patienten": str(patients),
        "seconden_wachten": 10,
    }


def _text(address: Address) -> str:
    return f"{address[0]}:{address[1]}"
