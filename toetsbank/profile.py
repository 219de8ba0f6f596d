"""The profile of a SUT: what it claims (PICS) and what the bench must know to meet it (PIXIT)."""

import tomllib
from datetime import date
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalogue import Catalogue
from catalogue.model import SystemType
from protocol.clock_offset import BOTH, Stamping
from toetsbank.outcomes import BadInput

ALL_FORMS = frozenset({"soap-fault-token", "queryparameters", "zorg-id", "upper-tester"})
"""The message forms that spec/ only assumes; with the reference XIS they are agreed."""


SHAPES = {"sut.ura": "acht cijfers", "upper_tester.url": "http://adres:poort, zonder TLS"}
"""What is allowed where a pattern says it, in words."""


class Section(BaseModel):
    """Part of a profile: immutable, and a misspelt key is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Pics(Section):
    """What the SUT claims to be and to do."""

    type: SystemType = SystemType.GBZ
    rollen: tuple[str, ...] = ()
    voorwaarden: dict[str, bool] = Field(default_factory=dict)
    """Answers to the conditions of the catalogue, for instance opent_zelf_verbindingen = true."""
    tls_versies: tuple[Literal["TLS 1.2", "TLS 1.3"], ...] = ()
    """The versions that the SUT supports as a client; empty leaves it to what is observed."""


class Sut(Section):
    """The object of the test."""

    product: str
    versie: str = "onbekend"
    fqdn: str = "xis.toetsbank.test"
    ura: Annotated[str, Field(pattern=r"^\d{8}$")] = "90000123"
    organisatie: str = "Huisartspraktijk Voorbeeld"
    plaats: str = "Voorbeeldstad"
    applicatie_id: str = "90000001"
    adres: str | None = None
    """host:port of the SUT's own TLS server, where it has one."""
    poorten: tuple[Annotated[int, Field(ge=1, le=65535)], ...] = ()
    """TCP ports that are open on the host of ``adres`` on purpose, beside that of ``adres`` itself."""
    actor: str | None = None
    """The actor URI by which SOAP headers address the SUT, where the supplier knows it (INT-59)."""


class Counterparties(Section):
    """Where the simulators listen; the same in every run with this SUT."""

    bind: str = "127.0.0.1"
    zim_poort: Annotated[int, Field(ge=1, le=65535)] = 8443
    uzi_poort: Annotated[int, Field(ge=1, le=65535)] = 8080
    zim_naam: str = "zim.toetsbank.test"
    dns_poort: Annotated[int | None, Field(ge=1, le=65535)] = None
    """Where the SUT's resolver can ask for the names of the test; None: it has them from a hosts file."""
    ntp_poort: Annotated[int | None, Field(ge=1, le=65535)] = None
    """Where the SUT can ask for the time; None: its clock is kept otherwise."""
    tweede_locatie: str | None = None
    """Another IPv4 address of this machine, to which the DNS moves the ZIM."""
    buiten_deze_machine: bool = False
    """Must be set to bind beyond loopback; the report shows it."""


class Operator(Section):
    """Who ran the bench, and how independent of the supplier."""

    naam: str = "onbekend"
    organisatie: str = "onbekend"
    onafhankelijk: bool = False


class UpperTesterAddress(Section):
    """The adapter of the SUT, over HTTP without TLS."""

    url: Annotated[str, Field(pattern=r"^http://[^/:]+(:\d{1,5})?(/.*)?$")]
    seconden: Annotated[float, Field(gt=0, le=600)] = 30.0


class Observation(Section):
    """How long the bench watches a SUT that it cannot make act."""

    seconden: Annotated[float, Field(gt=0, le=86_400)] = 60.0


class Time(Section):
    """How time passes for a SUT whose clock is not moved, and how it writes a time."""

    echt_wachten: bool = False
    """Let scenarios that need minutes of rest wait them out."""
    delen_van_seconden: Stamping | None = None
    """What it does with the part of a second that a creationTime has no room for; None: not known (INT-60)."""

    @property
    def stampings(self) -> tuple[Stamping, ...]:
        """The ways of writing a time that are possible."""
        return BOTH if self.delen_van_seconden is None else (self.delen_van_seconden,)


class Waiver(Section):
    """A known deviation; shown as not met but accepted until its expiry."""

    clausule: str
    reden: str
    geldig_tot: date


class ChosenReading(Section):
    """Another of the listed readings of a debatable text, with who chose it and why."""

    keuze: str
    reden: str
    door: str


class Supplied(Section):
    """A file of the supplier that fixes a message form which spec/ only assumes."""

    vorm: Literal["soap-fault-token", "queryparameters", "zorg-id", "upper-tester"]
    bestand: Path
    naam: str
    versie: str


class Log(Section):
    """In what words the SUT's logs name what goes over the wire."""

    woorden: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By value on the wire (rolcode, interaction, URA, UZI-nummer, gegevenssoort): what the log calls it."""


class AgreedAvailability(Section):
    """What the parties that exchange with a GBO agreed; for other types the source has a norm of its own."""

    procent: Annotated[float, Field(gt=0, le=100)]
    afspraak: str
    """The agreement in which it stands."""
    datum: date


class Profile(Section):
    """One SUT, as the bench meets it."""

    sut: Sut
    pics: Pics = Pics()
    tegenpartijen: Counterparties = Counterparties()
    pki: Path = Path("pki")
    """The folder that ``toetsbank pki init`` made for this SUT."""
    upper_tester: UpperTesterAddress | None = None
    observatie: Observation = Observation()
    tijd: Time = Time()
    operateur: Operator = Operator()
    middel: Literal["pkcs11", "pfx", "lezer", "zorg-id", "eigen"] = "zorg-id"
    """By what means test passes reach the SUT (operations.md section 5)."""
    ncsc_editie: Literal["2.1", "2025-05"] = "2.1"
    lezingen: dict[str, ChosenReading] = Field(default_factory=dict)
    afwijkingen: tuple[Waiver, ...] = ()
    specificaties: tuple[Supplied, ...] = ()
    log: Log = Log()
    registers: Path | None = Path("registers")
    """The folder with registers of outages, maintenance and uptime (docs/registers.md); it need not be there."""
    beschikbaarheid_gbo: AgreedAvailability | None = None
    dossier: Path | None = Path("dossier")
    """The folder with statements about what no message shows (docs/dossier.md); it need not be there."""

    @property
    def chosen(self) -> dict[str, str]:
        """The options by which debatable texts are read for this SUT, where they are not those of the catalogue."""
        by_edition = {"INT-51": "b"} if self.ncsc_editie == "2025-05" else {}
        return by_edition | {name: reading.keuze for name, reading in self.lezingen.items()}

    @property
    def forms(self) -> frozenset[str]:
        """The assumed message forms that the supplier has confirmed with a file of his own."""
        return frozenset(file.vorm for file in self.specificaties)


def embedded(system_type: SystemType = SystemType.GBZ) -> Profile:
    """Return the profile of the reference XIS."""
    return Profile(
        sut=Sut(product="Referentie-XIS", actor="http://www.aortarelease.nl/actor/gbx"),
        pics=Pics(
            type=system_type,
            rollen=("bron",),
            voorwaarden={
                "verstuurt_gegevens": False,
                "opent_zelf_verbindingen": True,
                "bereikbaar_voor_zim": True,
                "ziekenhuis_of_zbc": True,
                "gescheiden_certificaten": True,
                "functiescheiding_afgesproken": system_type is not SystemType.GBK,
                "bewaart_inschrijftokens": system_type is not SystemType.GBK,
                "bewaart_mandaattokens": system_type is not SystemType.GBK,
            },
            tls_versies=("TLS 1.2", "TLS 1.3"),
        ),
        tijd=Time(delen_van_seconden=Stamping.AFKAPPEN),
        operateur=Operator(naam="toetsbank", organisatie="toetsbank", onafhankelijk=False),
        registers=None,
        dossier=None,
    )


def load(path: Path) -> Profile:
    """Read a profile; raises BadInput with every mistake in it, each in one sentence."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"Het profiel {path} is niet te lezen: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"Het profiel {path} is geen geldige TOML: {error}.") from error
    try:
        profile = Profile.model_validate(data)
    except ValidationError as error:
        raise BadInput(f"Het profiel {path} klopt niet: {'; '.join(_sentence(e) for e in error.errors())}.") from error
    _check(profile, path)
    return _anchor(profile, path.parent)


def check_readings(profile: Profile, catalogue: Catalogue) -> None:
    """Raise BadInput for a reading or an option that the catalogue does not list; a profile cannot invent one."""
    for name, option in profile.chosen.items():
        reading = catalogue.readings.get(name)
        if reading is None:
            raise BadInput(f"Het profiel kiest een lezing van {name}, maar die interpretatie bestaat niet.")
        if option not in {listed.naam for listed in reading.lezingen}:
            listed = ", ".join(o.naam for o in reading.lezingen)
            raise BadInput(f"Het profiel kiest lezing {option!r} van {name}; er is alleen {listed}.")


def _check(profile: Profile, path: Path) -> None:
    side = profile.tegenpartijen
    if not side.bind.startswith("127.") and side.bind != "::1" and not side.buiten_deze_machine:
        raise BadInput(
            f"Het profiel {path} laat de tegenpartijen luisteren op {side.bind}; zet ook"
            " tegenpartijen.buiten_deze_machine = true als dat de bedoeling is."
        )
    if side.zim_poort == side.uzi_poort:
        raise BadInput(
            f"Het profiel {path} geeft zim_poort en uzi_poort dezelfde waarde {side.zim_poort}; kies er twee."
        )
    if side.dns_poort is not None and side.dns_poort == side.ntp_poort:
        raise BadInput(
            f"Het profiel {path} geeft dns_poort en ntp_poort dezelfde waarde {side.dns_poort}; kies er twee."
        )
    _check_addresses(side, path)
    for file in profile.specificaties:
        if not (path.parent / file.bestand).is_file():
            raise BadInput(f"Het profiel {path} noemt de specificatie {file.bestand}, maar dat bestand is er niet.")


def _check_addresses(side: Counterparties, path: Path) -> None:
    """Raise BadInput for addresses that the DNS of the bench cannot give: a client must reach exactly these."""
    given = {"bind": side.bind} if side.dns_poort else {}
    if side.tweede_locatie is not None:
        given["tweede_locatie"] = side.tweede_locatie
    for key, address in given.items():
        try:
            is_one = not IPv4Address(address).is_unspecified
        except ValueError:
            is_one = False
        if not is_one:
            raise BadInput(
                f"Het profiel {path} heeft tegenpartijen.{key} = {address!r}; voor de DNS van de toetsbank is één"
                " IPv4-adres van deze machine nodig, bijvoorbeeld 127.0.0.1."
            )
    if side.tweede_locatie == side.bind:
        raise BadInput(
            f"Het profiel {path} geeft bind en tweede_locatie hetzelfde adres {side.bind}; kies voor de tweede een"
            " ander adres van deze machine, bijvoorbeeld 127.0.0.2."
        )


def _anchor(profile: Profile, folder: Path) -> Profile:
    files = tuple(file.model_copy(update={"bestand": folder / file.bestand}) for file in profile.specificaties)
    places = {
        "pki": folder / profile.pki,
        "registers": folder / profile.registers if profile.registers else None,
        "dossier": folder / profile.dossier if profile.dossier else None,
    }
    return profile.model_copy(update={**places, "specificaties": files})


def _sentence(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"de sleutel {where} bestaat niet"
    if error["type"] == "missing":
        return f"de sleutel {where} ontbreekt"
    allowed = SHAPES.get(where) or error.get("ctx", {}).get("expected")
    hint = f", toegestaan: {allowed}" if allowed else f" ({error['msg']})"
    return f"{where} heeft de waarde {error['input']!r}{hint}"
