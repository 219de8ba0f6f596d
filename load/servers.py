"""The servers that a benchmark compares, each alone in a process: the ZIM, and one that only verifies signatures."""

import cProfile
import io
import pstats
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Literal

from aiohttp import web
from lxml import etree

from protocol import xml
from protocol.saml.names import saml
from protocol.saml.rules import Refusal
from protocol.saml.signature import (
    check_signature,
    covered_by,
    read_signature,
    signature_of,
)
from protocol.saml.signer import SignerIndex
from simulators.clock import Clock
from simulators.connections import ConnectionRecord
from simulators.journal import Journal, Sink, drop
from simulators.listener import Limits, Listener, read_body
from simulators.loop import LoopThread
from simulators.observations import Observation
from simulators.uzi.pki import Pki
from simulators.zim import Zim, ZimSettings
from simulators.zim.trust import server_settings
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.recorder import Recorder

Kind = Literal["zim", "bare"]

PLAIN_ANSWER: Final = b"<antwoord>MCCI_IN200101</antwoord>"
MOST_FUNCTIONS: Final = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """What a server process needs to know."""

    kind: Kind
    pki: Path
    log: Path
    """Folder of the event log."""
    payloads: bool
    """Store every request and answer beside the event log, as a run does."""


def serve(plan: Plan, control: Connection) -> None:
    """Run a server until told to stop: the body of the process.

    It sends its port. Then it answers ``rss`` with bytes, ``cpu`` with the seconds of CPU that it used, ``profile``
    by starting to profile, ``functions`` with the functions that took most time since then; it ends at ``stop``, or
    when the other side has gone.
    """
    loop = LoopThread("server")
    pki = Pki.load(plan.pki)
    profiler = cProfile.Profile()
    port, stop = _zim(plan, loop, pki) if plan.kind == "zim" else _bare(loop, pki)
    control.send(port)
    try:
        while (command := control.recv()) != "stop":
            if command == "rss":
                control.send(resident_bytes())
            elif command == "cpu":
                control.send(time.process_time())
            elif command == "profile":
                loop.run(_call(profiler.enable))
                control.send(None)
            elif command == "functions":
                loop.run(_call(profiler.disable))
                control.send(_functions(profiler))
    except EOFError:
        pass
    finally:
        stop()
        loop.stop()


def resident_bytes() -> int:
    """Return the resident memory of this process (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise OSError("/proc/self/status does not tell the resident memory")


def _zim(plan: Plan, loop: LoopThread, pki: Pki) -> tuple[int, Callable[[], None]]:
    folder = RunFolder(plan.log)
    folder.prepare()
    log = EventLog(folder, "1-zim")
    zim = Zim.start(loop, pki, Clock(), sink=_sink(Recorder(log), plan.payloads))

    def stop() -> None:
        zim.stop()
        log.close()

    return zim.address[1], stop


def _sink(recorder: Recorder, payloads: bool) -> Sink:
    if payloads:
        return recorder.sink

    def without_payloads(observation: Observation, _payloads: dict[str, bytes]) -> None:
        recorder.sink(observation, {})

    return without_payloads


def _bare(loop: LoopThread, pki: Pki) -> tuple[int, Callable[[], None]]:
    clock = Clock()
    signers = SignerIndex([pki.person("arts-a").authenticiteit])
    limits = Limits()

    async def handle(request: web.BaseRequest, _connection: ConnectionRecord) -> web.StreamResponse:
        root = xml.parse(await read_body(request, limits))
        if not _is_signed(root, signers):
            return web.Response(status=500)
        return web.Response(body=PLAIN_ANSWER, content_type="text/xml")

    listening = Listener.start(
        host="127.0.0.1",
        port=0,
        settings=server_settings(pki, ZimSettings(), clock.now()),
        handler=handle,
        clock=clock,
        journal=Journal("bare", drop),
        limits=limits,
    )
    listener = loop.run(listening)
    return listener.address[1], lambda: loop.run(listener.stop())


def _is_signed(root: etree._Element, signers: SignerIndex) -> bool:
    token = next(root.iter(saml("Assertion")))
    element = signature_of(token)
    if isinstance(element, Refusal):
        return False
    signature = read_signature(element, token.get("ID") or "")
    if isinstance(signature, Refusal):
        return False
    covered = covered_by(token, signature.prefixes)
    signer = None if signature.reference is None else signers.find(signature.reference)
    if signer is None or isinstance(covered, Refusal):
        return False
    return check_signature(signature, covered, signer.key) is None


async def _call(function: Callable[[], None]) -> None:
    function()


def _functions(profiler: cProfile.Profile) -> str:
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime").print_stats(MOST_FUNCTIONS)
    return text.getvalue()
