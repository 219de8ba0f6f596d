"""The upper tester of the reference XIS: its operations over HTTP/JSON, and the switch for its defects."""

import asyncio
import json
from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulators.clock import iso
from simulators.connections import ConnectionRecord
from simulators.listener import Limits, read_body
from simulators.xis.configuration import sentence
from simulators.xis.defects import UnknownDefect, defects_named
from simulators.xis.operations import OPERATIONS
from simulators.xis.operations.base import NoData, Operation, Outcome, PreconditionMissing
from simulators.xis.sessions import Refused

if TYPE_CHECKING:
    from simulators.xis.application import Xis

M = TypeVar("M", bound=BaseModel)

BODY_LIMIT: Final = 64 * 1024
"""Largest request body, in bytes."""


class Answer(BaseModel):
    """What came of an operation; a refusal by the XIS is a result like any other."""

    ontvangen: Annotated[str, Field(description="Wanneer de opdracht binnenkwam, ISO 8601 in UTC.")]
    gereed: Annotated[str, Field(description="Wanneer het resultaat er was, ISO 8601 in UTC.")]
    geweigerd: Annotated[bool, Field(description="Het XIS weigerde wat er gevraagd werd.")]
    getoond: Annotated[tuple[str, ...], Field(description="Wat de gebruiker zag, letterlijk.")]
    gegevens: dict[str, Any]


class Message(BaseModel):
    """Waarom er geen resultaat is, in een Nederlandse zin."""

    melding: str


class Capabilities(BaseModel):
    """Wat de upper tester kan."""

    product: str
    versie: str
    adapter: str
    operaties: tuple[str, ...]
    defecten: Annotated[tuple[str, ...], Field(description="Alleen bij het referentie-XIS: de defecten die aan staan.")]


class DefectNames(BaseModel):
    """De defecten die aan gaan; alle andere gaan uit."""

    model_config = ConfigDict(extra="forbid", strict=True)

    namen: Annotated[list[str], Field(max_length=100)]


class UpperTester:
    """Answers the requests of the bench."""

    def __init__(self, xis: "Xis", operations: Mapping[str, Operation] = OPERATIONS) -> None:
        self._xis = xis
        self._operations = operations
        self._seconds = 6 * xis.configuration.seconden_wachten
        """Longer than any operation takes, of which each part has its own limit: the pass, the lists, the LSP."""

    async def handle(self, request: web.BaseRequest, _connection: ConnectionRecord) -> web.StreamResponse:
        """Answer one request."""
        match request.method, request.path.strip("/").split("/"):
            case "GET", ["capabilities"]:
                return _answer(200, self._capabilities())
            case "PUT", ["defecten"]:
                return await self._switch(request)
            case "POST", ["operaties", name]:
                return await self._operate(name, request)
            case _, ["capabilities"] | ["defecten"] | ["operaties", _]:
                return _refusal(405, f"{request.method} kan hier niet; zie de OpenAPI-beschrijving.")
        return _refusal(404, f"Pad {request.path[:80]} bestaat niet; zie de OpenAPI-beschrijving.")

    def _capabilities(self) -> Capabilities:
        about = self._xis.about()
        return Capabilities(
            product=about["product"],
            versie=about["versie"],
            adapter=about["adapter"],
            operaties=tuple(self._operations),
            defecten=self._xis.active_defects,
        )

    async def _switch(self, request: web.BaseRequest) -> web.StreamResponse:
        wanted = await _read(request, DefectNames)
        if isinstance(wanted, web.Response):
            return wanted
        try:
            defects = defects_named(tuple(wanted.namen))
        except UnknownDefect as error:
            return _refusal(400, str(error))
        await self._xis.put_back(defects)
        return _answer(200, self._capabilities())

    async def _operate(self, name: str, request: web.BaseRequest) -> web.StreamResponse:
        operation = self._operations.get(name)
        if operation is None:
            return _refusal(501, f"Handeling '{name[:60]}' wordt niet aangeboden; zie /capabilities.")
        wanted = await _read(request, operation.parameters)
        if isinstance(wanted, web.Response):
            return wanted
        return await self._perform(operation, wanted)

    async def _perform(self, operation: Operation, wanted: BaseModel) -> web.StreamResponse:
        received = self._xis.clock.now()
        try:
            async with asyncio.timeout(self._seconds):
                refused, outcome = await _outcome(operation.perform(self._xis, wanted))
        except PreconditionMissing as error:
            return _refusal(409, str(error))
        except TimeoutError:
            return _refusal(504, f"Handeling {operation.name} gaf binnen {self._seconds:g} seconden geen resultaat.")
        answer = Answer(
            ontvangen=iso(received),
            gereed=iso(self._xis.clock.now()),
            geweigerd=refused,
            getoond=outcome.shown,
            gegevens=outcome.data.model_dump(mode="json"),
        )
        return _answer(200, answer)


async def _outcome(performing: Awaitable[Outcome]) -> tuple[bool, Outcome]:
    try:
        return False, await performing
    except Refused as refusal:
        return True, Outcome(refusal.shown, NoData())


async def _read(request: web.BaseRequest, model: type[M]) -> M | web.Response:
    """Return the body as a value of the model, or the answer that says what is wrong with it."""
    content = await read_body(request, Limits(body=BODY_LIMIT))
    try:
        return model.model_validate_json(content or b"{}")
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return _refusal(400, f"De opdracht is geen JSON: {first['ctx']['error']}; stuur een JSON-object.")
        return _refusal(400, f"De opdracht klopt niet: {sentence(first)}")


def _refusal(status: int, melding: str) -> web.Response:
    return _answer(status, Message(melding=melding))


def _answer(status: int, value: BaseModel) -> web.Response:
    return web.Response(
        status=status,
        body=json.dumps(value.model_dump(mode="json"), ensure_ascii=False).encode(),
        content_type="application/json",
        charset="utf-8",
    )
