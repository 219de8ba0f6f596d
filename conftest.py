"""Loads the bench's plugin and all step modules; the root is the only place where pytest allows that."""

import pytest

from toetsbank.scenarios import step_modules

# One step module may use another: pytest must know all of them before the first is imported.
pytest.register_assert_rewrite(*step_modules())
pytest_plugins = ["toetsbank.plugin", *step_modules()]
