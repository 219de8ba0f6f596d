import json
from collections.abc import Iterator
from typing import Any

import jsonschema

from simulators.xis.openapi import TARGET, description, text
from simulators.xis.operations import OPERATIONS
from tests.simulators.xis.conftest import Driver


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref":
                yield inner
            else:
                yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_the_committed_description_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "voer uit: python -m simulators.xis.openapi"


def test_every_operation_is_described_and_every_reference_leads_somewhere() -> None:
    made = description()
    assert {f"/operaties/{name}" for name in OPERATIONS} < set(made["paths"])
    schemas = made["components"]["schemas"]
    for reference in _references(made):
        assert reference.removeprefix("#/components/schemas/") in schemas
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_an_answer_is_as_described(driver: Driver) -> None:
    result = driver.perform("systeem.version")
    schema = {**description(), "$ref": "#/components/schemas/Answer"}
    jsonschema.validate(json.loads(json.dumps(result.body)), schema)
