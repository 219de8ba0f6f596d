"""What the XIS decides about its users: who comes in, who reaches the user table, who may do what with the LSP."""

from dataclasses import dataclass, field
from typing import Final

from simulators.xis.configuration import Role

MANAGER: Final = frozenset[Role]({"autorisatiebeheerder"})


@dataclass(frozen=True, slots=True)
class AdmissionPolicy:
    """Whose pass opens the XIS."""

    own_passes_only: bool = True
    """The pass of a user is one that was given out to the organisation itself."""
    visitors: frozenset[Role] = frozenset()
    """What someone of another organisation may, who is in nobody's table."""


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """Who may use a function: users with one of these roles, with two factors."""

    roles: frozenset[Role]
    two_factors: bool = True


@dataclass(frozen=True, slots=True)
class UserTablePolicy:
    """The user table: who sees it, who changes it, and what a change leads to (GBX.FBH.e4030)."""

    view: AccessPolicy = field(default_factory=lambda: AccessPolicy(MANAGER))
    change: AccessPolicy = field(default_factory=lambda: AccessPolicy(MANAGER))
    own_line: bool = False
    """Everybody changes what the table says of himself."""
    admits: bool = True
    """Whoever is put in the table is let in from then on."""
    revokes: bool = True
    """Whoever is struck is not let in any more."""
    shows_all: bool = True
    """The table is shown as it is now, not as it was delivered."""


@dataclass(frozen=True, slots=True)
class RightsPolicy:
    """What is needed, beside being in, to use the LSP (GBX.FBH.e4025) or to enrol a patient (GBX.FBH.e4020)."""

    right_needed: bool = True
    """A query needs the right to use the LSP."""
    by_role: frozenset[Role] = frozenset()
    """Roles that bring this right with them."""
    grants: bool = True
    """The right that is given in the table counts."""
    withdraws: bool = True
    """The right that is taken away in the table is gone."""
    enrolling: frozenset[Role] = field(default=frozenset[Role]({"balie"}))
    """Who may make an inschrijftoken."""


@dataclass(frozen=True, slots=True)
class OwnQueryPolicy:
    """What the XIS asks without being told to, and without a trigger (GBX.FBH.e4018)."""

    every: float | None = None
    """Seconds between two queries by the clock; None for none."""
    neighbours: bool = False
    """Whoever asks for a patient gets the next one as well."""
