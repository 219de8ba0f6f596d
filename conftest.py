"""Loads the bench's plugin and all step modules; the root is the only place where pytest allows that."""

from pathlib import Path

_STEPS = Path(__file__).parent / "steps"
pytest_plugins = ["toetsbank.plugin", *(f"steps.{path.stem}" for path in sorted(_STEPS.glob("[!_]*.py")))]
