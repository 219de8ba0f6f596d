"""The defects of the reference XIS, by name; the bench imports this for names and clauses without starting a XIS."""

from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Final

from simulators.xis.defects.base import Defect

__all__ = ["Defect", "UnknownDefect", "all_defects", "defects_named"]

_MODULES: Final[tuple[ModuleType, ...]] = tuple(
    import_module(found.name) for found in walk_packages(__path__, f"{__name__}.") if not found.ispkg
)


class UnknownDefect(Exception):
    """There is no defect of that name; the message is a Dutch sentence."""


def all_defects() -> tuple[Defect, ...]:
    """Return every defect, in the order of its module."""
    return tuple(_REGISTRY.values())


def defects_named(names: tuple[str, ...]) -> tuple[Defect, ...]:
    """Return the defects of these names; raises UnknownDefect at the first name that does not exist."""
    for name in names:
        if name not in _REGISTRY:
            raise UnknownDefect(f"Defect '{name}' bestaat niet; kies uit {', '.join(_REGISTRY)}.")
    return tuple(_REGISTRY[name] for name in names)


def _defects_of(module: ModuleType) -> list[Defect]:
    own = (value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__)
    classes = (value for value in own if issubclass(value, Defect))
    return [cls() for cls in classes if cls.violates or cls.findings or cls.undecided]


_REGISTRY: Final = {defect.name: defect for module in _MODULES for defect in _defects_of(module)}
