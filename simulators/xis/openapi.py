"""The description of the upper tester in OpenAPI 3.1, made of the models of its operations.

``python -m simulators.xis.openapi`` writes docs/upper-tester.openapi.json; a test compares the two.
"""

import json
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from simulators.xis.operations import OPERATIONS
from simulators.xis.operations.base import Operation
from simulators.xis.upper_tester import Answer, Capabilities, DefectNames, Message
from simulators.xis.version import PRODUCT, VERSION

TARGET: Final = Path(__file__).resolve().parents[2] / "docs" / "upper-tester.openapi.json"

_FAILURES: Final = {
    "400": "De opdracht klopt niet.",
    "409": "Er is niet aan een voorwaarde voldaan, bijvoorbeeld: de klok is niet virtueel.",
    "501": "De handeling wordt niet aangeboden.",
    "504": "Er kwam geen resultaat binnen de tijd.",
}


def description() -> dict[str, Any]:
    """Return the description as it is written to the file."""
    schemas: dict[str, Any] = {}
    paths = {f"/operaties/{operation.name}": {"post": _operation(operation)} for operation in OPERATIONS.values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Upper tester van {PRODUCT}",
            "version": VERSION,
            "description": "Wat de toetsbank een XIS laat doen. Een weigering door het XIS is een resultaat.",
        },
        "paths": {
            "/capabilities": {
                "get": {
                    "operationId": "capabilities",
                    "summary": "Welke handelingen worden aangeboden.",
                    "responses": {"200": _response("Wat de upper tester kan.", Capabilities)},
                }
            },
            **paths,
            "/defecten": {
                "put": {
                    "operationId": "defecten",
                    "summary": "Alleen het referentie-XIS: defecten omzetten. Sessies en verbindingen eindigen.",
                    "requestBody": _body(DefectNames),
                    "responses": {
                        "200": _response("De defecten zijn omgezet.", Capabilities),
                        "400": _response("Zo'n defect is er niet.", Message),
                    },
                }
            },
        },
        "components": {"schemas": {**schemas, **_schemas()}},
    }


def text() -> str:
    """Return the content of the file."""
    return json.dumps(description(), indent=2, ensure_ascii=False) + "\n"


def _operation(operation: Operation) -> dict[str, Any]:
    answer = {
        "allOf": [_reference(Answer), {"type": "object", "properties": {"gegevens": _reference(operation.data)}}],
    }
    result = "Het resultaat; bij een weigering is geweigerd waar en zijn de gegevens leeg."
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "requestBody": _body(operation.parameters),
        "responses": {
            "200": {"description": result, "content": {"application/json": {"schema": answer}}},
            **{status: _response(why, Message) for status, why in _FAILURES.items()},
        },
    }


def _body(model: type[BaseModel]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": _reference(model)}}}


def _response(why: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"description": why, "content": {"application/json": {"schema": _reference(model)}}}


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _schemas() -> dict[str, Any]:
    used: dict[type[BaseModel], None] = dict.fromkeys((Answer, Capabilities, DefectNames, Message))
    for operation in OPERATIONS.values():
        used[operation.parameters] = used[operation.data] = None
    mode: JsonSchemaMode = "validation"
    _, made = models_json_schema([(model, mode) for model in used], ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = made["$defs"]
    return dict(sorted(schemas.items()))


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8")
