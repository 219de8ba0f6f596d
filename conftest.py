"""Loads the bench's plugin and all step modules; the root is the only place where pytest allows that."""

from toetsbank.scenarios import step_modules

pytest_plugins = ["toetsbank.plugin", *step_modules()]
