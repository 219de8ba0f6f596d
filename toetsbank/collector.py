"""Collecting feature files as if each were the test module that binds its scenarios (style guide, section 7.2)."""

import types
from pathlib import Path

import pytest


class FeatureModule(pytest.Module):
    """A .feature file; gives node ids such as features/applicatie/GBX.CON.e4080.5.feature::test_naam."""

    def _getobj(self) -> types.ModuleType:
        module = types.ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        source = f"from pytest_bdd import scenarios\nscenarios({str(self.path)!r})"
        exec(compile(source, str(self.path), "exec"), vars(module))
        return module


def collect(file_path: Path, parent: pytest.Collector) -> FeatureModule | None:
    """Return the collector of a feature file, or None for any other file."""
    if file_path.suffix != ".feature":
        return None
    module: FeatureModule = FeatureModule.from_parent(parent, path=file_path)
    return module
