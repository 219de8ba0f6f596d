"""What a defect is: one way in which a real XIS breaks one clause, small and named."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class Defect(ABC):
    """A defect, named by its class. The first line of its docstring says what the XIS does wrong.

    A defect changes policies of the running XIS and nothing else, so that putting the policies back repairs it.
    """

    violates: ClassVar[tuple[str, ...]] = ()
    """The clauses that it breaks."""
    findings: ClassVar[tuple[str, ...]] = ()
    """The clauses for which it must give a finding instead."""
    undecided: ClassVar[tuple[str, ...]] = ()
    """The clauses that it must make hang on a reading: it violates the chosen one, and not every defensible one."""
    also: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Other clauses of the same requirement that fail too, with the reason why that cannot be avoided."""

    system_type: ClassVar[str] = "GBZ"
    """The type of system at which it shows: GBZ, GBP, GBK or GBO."""

    @property
    def name(self) -> str:
        """The name under which it is switched."""
        return type(self).__name__

    @property
    def summary(self) -> str:
        """What the XIS does wrong, in one Dutch sentence."""
        return (type(self).__doc__ or "").strip().splitlines()[0]

    @abstractmethod
    def apply(self, xis: "Xis") -> None:
        """Make the running XIS behave this way from the next occasion on."""
