"""The operations of the upper tester that the XIS offers: names and words of the bench (operations.md section 6).

Each operation has a model of its parameters and one of its data; the OpenAPI description is made of these.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from simulators.xis.operations import (
    beheer,
    configuration,
    exchange,
    management,
    sessions,
    system,
    tasks,
    tokens,
    triggers,
    users,
)
from simulators.xis.operations.base import Operation

_SUBJECTS: Final = (sessions, exchange, management, system, tasks, users, configuration, tokens, beheer, triggers)

OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType(
    {operation.name: operation for subject in _SUBJECTS for operation in subject.OPERATIONS}
)
"""The operations offered, by name."""
