"""What the XIS decides about those who manage it: configuration, looking into messages, the beheerlog."""

from dataclasses import dataclass, field
from typing import Final, Literal

from simulators.xis.configuration import Role
from simulators.xis.policies.users import AccessPolicy

Setting = Literal["uri", "hostnaam", "applicatie_id", "applicatie_id_schakelpunt"]
SETTINGS: Final = frozenset[Setting]({"uri", "hostnaam", "applicatie_id", "applicatie_id_schakelpunt"})

ADMINISTRATOR: Final = frozenset[Role]({"beheerder"})

LOGGED: Final = frozenset(
    {
        "gebruiker.admit",
        "gebruiker.revoke",
        "configuratie.set",
        "instelling.set",
        "bericht.inspect",
        "inschrijftoken.list",
        "mandaat.list",
    }
)
"""What administrators do, by the names of the operations."""


@dataclass(frozen=True, slots=True)
class SettingsPolicy:
    """What an administrator sets counts from the next message on (GBX.FBH.e4050.3)."""

    at_once: frozenset[Setting] = SETTINGS


@dataclass(frozen=True, slots=True)
class InspectionPolicy:
    """Who sees the content of messages (GBX.SBH.e4040.3)."""

    access: AccessPolicy = field(default_factory=lambda: AccessPolicy(ADMINISTRATOR))


@dataclass(frozen=True, slots=True)
class ManagementLogPolicy:
    """What the beheerlog holds (GBX.SBH.e4050)."""

    logged: frozenset[str] = field(default=LOGGED)
    who: bool = True
    which: bool = True
