"""The configuration of the reference XIS: read once at the start, checked, immutable but for what is ``in_use``.

Every mistake gives one Dutch sentence: what is wrong, at which key, what would be right.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, ValidationError
from pydantic_core import ErrorDetails

Role = Literal[
    "zorgverlener",
    "medewerker",
    "balie",
    "beheerder",
    "autorisatiebeheerder",
    "toegangslogbeheerder",
    "tokenbeheerder",
]
"""What a user of the XIS may be; a user can have several roles."""

Address = tuple[str, int]
"""Host and port."""


class ConfigurationError(Exception):
    """The configuration is unusable; the message is a Dutch sentence for the tester."""


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"bestand {path} bestaat niet; noem een leesbaar bestand")
    return path


def _digits(value: str) -> str:
    if not value.isdigit():
        raise ValueError(f"'{value}' is geen reeks cijfers; geef alleen cijfers")
    return value


def _http(value: str) -> str:
    return _url(value, "http")


def _https(value: str) -> str:
    return _url(value, "https")


def _url(value: str, scheme: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != scheme or not parts.hostname:
        raise ValueError(f"'{value}' is geen {scheme}-adres; geef een adres als {scheme}://host:poort")
    return value


def _address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"'{value}' is geen adres; geef host:poort, bijvoorbeeld 127.0.0.1:8443")
    return value


ExistingFile = Annotated[Path, AfterValidator(_existing)]
Digits = Annotated[str, AfterValidator(_digits)]
HttpUrl = Annotated[str, AfterValidator(_http)]
HttpsUrl = Annotated[str, AfterValidator(_https)]
HostPort = Annotated[str, AfterValidator(_address)]
Port = Annotated[int, Field(ge=1, le=65535)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Zim(_Part):
    """Where the ZIM is and what identifies it (GBX.FBH.e4050.3)."""

    uri: HttpsUrl
    applicatie_id: Digits = "1"
    vertrouwd: tuple[ExistingFile, ...] = Field(min_length=1)
    """PEM files with the CA certificates under which the ZIM's certificate may hang."""
    crls: tuple[HttpUrl, ...] = ()


class Eigen(_Part):
    """The organisation that uses the XIS, and its server certificate."""

    applicatie_id: Digits
    ura: Digits
    naam: str = Field(min_length=1)
    plaats: str = Field(min_length=1)
    fqdn: str = Field(min_length=1)
    certificaat: ExistingFile
    """PEM, leaf first, without the root."""
    sleutel: ExistingFile
    type: Literal["GBZ", "GBP", "GBK", "GBO"] = "GBZ"


class Passen(_Part):
    """The pass stand-in, and the CA certificates and CRLs of the passes that are let in."""

    url: HttpUrl
    vertrouwd: tuple[ExistingFile, ...] = Field(min_length=1)
    crls: tuple[HttpUrl, ...] = ()


class Gebruiker(_Part):
    """A line of the user table: whose pass is admitted, and for what."""

    sleutel: str = Field(min_length=1)
    uzi_nummer: Digits
    rollen: tuple[Role, ...] = Field(min_length=1)
    lsp: bool = False
    wachtwoord: str = ""
    """With which this user comes in without a pass; empty for one who cannot."""


class InUse(BaseModel):
    """The part of the configuration that an administrator changes while the XIS runs (GBX.FBH.e4050.3)."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    uri: HttpsUrl
    applicatie_id: Digits
    applicatie_id_schakelpunt: Digits

    def change(self, values: Mapping[str, str]) -> None:
        """Set values by name, ``hostnaam`` within the URI; raises ValidationError and then changes nothing."""
        wanted = {**self.model_dump(), **values}
        if name := wanted.pop("hostnaam", None):
            parts = urlsplit(wanted["uri"])
            port = f":{parts.port}" if parts.port else ""
            wanted["uri"] = f"{parts.scheme}://{name}{port}{parts.path}"
        checked = InUse.model_validate(wanted)
        for field in InUse.model_fields:
            setattr(self, field, getattr(checked, field))


class Configuration(_Part):
    """All that the XIS must know before it starts."""

    host: str = "127.0.0.1"
    upper_tester_port: int = Field(default=0, ge=0, le=65535)
    tls_port: int = Field(default=0, ge=0, le=65535)
    klok: Literal["virtueel", "echt"] = "echt"
    opslag: Path
    naamservers: tuple[HostPort, ...] = Field(min_length=1)
    """The DNS servers that are asked for names, in this order (GBX.CON.e4020)."""
    tijdservers: tuple[HostPort, ...] = ()
    """The NTP servers that the clock follows, in this order (GBX.CON.e4030.2)."""
    poorten: dict[str, Port] = Field(default_factory=dict)
    """Where a port is reached in this network, as a router would translate it: "name:port" -> port."""
    zim: Zim
    eigen: Eigen
    passen: Passen
    gebruikers: tuple[Gebruiker, ...] = Field(min_length=1)
    patienten: ExistingFile
    seconden_wachten: float = Field(default=10.0, gt=0, le=120)
    """Real seconds that the XIS waits for an answer of the ZIM."""

    _in_use: "InUse" = PrivateAttr()

    def model_post_init(self, _context: object) -> None:
        """Start with what the file says."""
        self._in_use = InUse(
            uri=self.zim.uri,
            applicatie_id=self.eigen.applicatie_id,
            applicatie_id_schakelpunt=self.zim.applicatie_id,
        )

    @property
    def in_use(self) -> "InUse":
        """What an administrator has set since; components ask for it at every message."""
        return self._in_use

    def put_back(self) -> None:
        """Use what the file says again."""
        self.model_post_init(None)

    def endpoint(self, url: str) -> Address:
        """Return the host name in a URL and the port to connect to."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return host, self.poorten.get(f"{host}:{port}", port)


def read_configuration(path: Path) -> Configuration:
    """Read the configuration file; raises ConfigurationError with the first mistake in one sentence."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"Configuratie {path} is niet te lezen ({error.strerror}); geef het pad van een JSON-bestand."
        ) from error
    try:
        value = json.loads(content)
    except ValueError as error:
        raise ConfigurationError(f"Configuratie {path} is geen JSON: {error}; herstel het bestand.") from error
    try:
        return Configuration.model_validate(value)
    except ValidationError as error:
        raise ConfigurationError(f"Configuratie {path}: {sentence(error.errors()[0])}") from error


_SECRETS = ("toegangscode", "wachtwoord", "bsn")
"""Keys whose value is never repeated: it may be a real one."""

_REMEDIES = {
    "missing": "sleutel '{place}' ontbreekt; vul die in.",
    "extra_forbidden": "sleutel '{place}' bestaat niet; verwijder die of verbeter de spelling.",
    "literal_error": "'{place}' is {value}; kies uit {expected}.",
    "too_short": "'{place}' is leeg; geef ten minste één waarde.",
    "string_too_short": "'{place}' is leeg; vul een tekst in.",
    "greater_than": "'{place}' is {value}; geef een getal boven {gt}.",
    "greater_than_equal": "'{place}' is {value}; geef een getal van ten minste {ge}.",
    "less_than_equal": "'{place}' is {value}; geef een getal van hoogstens {le}.",
    "model_type": "'{place}' is geen groep sleutels; geef een JSON-object.",
    "dict_type": "'{place}' is geen groep sleutels; geef een JSON-object.",
    "tuple_type": "'{place}' is geen lijst; geef een JSON-lijst.",
    "list_type": "'{place}' is geen lijst; geef een JSON-lijst.",
    "string_pattern_mismatch": "'{place}' is {value} en heeft niet de vereiste vorm ({pattern}).",
    "string_too_long": "'{place}' is te lang; geef hoogstens {max_length} tekens.",
    "string_type": "'{place}' is {value}; geef een tekst tussen aanhalingstekens.",
}


def sentence(error: ErrorDetails) -> str:
    """Put one mistake that pydantic found into a Dutch sentence: what, where, what would be right."""
    place = ".".join(str(part) for part in error["loc"]) or "het geheel"
    secret = bool(error["loc"]) and error["loc"][-1] in _SECRETS
    shown = "ingevuld" if secret else json.dumps(error["input"], ensure_ascii=False, default=str)[:80]
    if error["type"] == "value_error":
        return f"'{place}': {error['ctx']['error']}."
    if error["type"].startswith(("int_", "float_")):
        return f"'{place}' is {shown}; geef een getal."
    if error["type"].startswith("bool_"):
        return f"'{place}' is {shown}; geef true of false."
    remedy = _REMEDIES.get(error["type"])
    if remedy is None:
        return f"'{place}' is {shown}; dat is hier geen geldige waarde."
    return remedy.format(place=place, value=shown, **error.get("ctx", {}))
