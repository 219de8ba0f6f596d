"""How many messages per second the ZIM handles: ``python -m load.bench_zim``.

The ZIM stands in one process, with mutual TLS, every token fully verified and the event log on; load generators stand
in processes of their own and send requests that were signed before the time began. A bare server on the same listener,
which only verifies the XML signature, is measured in the same run. Everything stays on the loopback interface.
"""

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from load.generating import PERSON, Burst, Preparation, generate
from load.generator import Result, Target
from load.sample import sample
from load.servers import Plan, serve
from simulators.uzi.pki import Pki, PkiError

GENERATORS: Final = 2
EXPECTED: Final = b"MCCI_IN200101"
STOP_SECONDS: Final = 10.0
DEADLINE: Final = 900.0
SHARE_OF_BARE: Final = 0.5
TARGET_RATE: Final = 1_500.0
TARGET_BYTES: Final = 250 * 1024 * 1024
BATCH: Final = 5_000
"""Requests signed at a time, so that the generators stay small."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement: answers per second over all generators together."""

    messages: int
    seconds: float
    cpu: float
    """Seconds of CPU that the server used."""

    @property
    def rate(self) -> float:
        """Messages per second."""
        return self.messages / self.seconds

    def __str__(self) -> str:
        """Return the figures, with what one processor would do that has nothing else to do."""
        each = self.cpu / self.messages
        return (
            f"{self.rate:.0f} berichten/s over {self.messages} berichten; de server gebruikte per bericht"
            f" {each * 1e6:.0f} microseconden CPU, dat is hoogstens {1 / each:.0f}/s"
        )


class BenchError(Exception):
    """The benchmark could not be done; the text says why."""


class Bench:
    """Generators that keep running, pointed at one server after the other."""

    def __init__(self, pki: Pki, connections: int, generators: Sequence[Connection]) -> None:
        self._pki = pki
        self._connections = connections
        self._generators = generators
        self._series = 0

    def measure(self, server: Connection, port: int, count: int) -> Measured:
        """Sign ``count`` requests, send them to a server, and return how fast they were answered."""
        now = datetime.now(UTC)
        signed = sample(self._pki.person(PERSON), self._pki.names.applicatie_id, now, self._pki.names.zim_host)
        self._series += 1
        for nth, generator in enumerate(self._generators):
            share = count // len(self._generators) + (1 if nth < count % len(self._generators) else 0)
            generator.send(Preparation(signed, f"{now:%H%M%S%f}-{self._series}-{nth}-", share))
        for generator in self._generators:
            generator.recv()
        target = self._target(port)
        used = cpu_seconds(server)
        for generator in self._generators:
            generator.send(Burst(target, self._connections // len(self._generators), EXPECTED, DEADLINE))
        results: list[Result] = [generator.recv() for generator in self._generators]
        used = cpu_seconds(server) - used
        failures = [failure for result in results for failure in result.failures]
        if failures:
            raise BenchError(
                f"{len(failures)} van {count} berichten zijn niet goed beantwoord; het eerste: {failures[0]}"
            )
        began, ended = min(result.began for result in results), max(result.ended for result in results)
        return Measured(sum(result.answered for result in results), ended - began, used)

    def _target(self, port: int) -> Target:
        own = self._pki.server("xis")
        return Target(
            "127.0.0.1", port, self._pki.names.zim_host, self._pki.trust("server-roots"), own.certificate, own.key
        )


def cpu_seconds(server: Connection) -> float:
    """Return how much CPU a server process has used."""
    server.send("cpu")
    return float(server.recv())


def resident_of(server: Connection) -> int:
    """Return the resident memory of a server process, in bytes."""
    server.send("rss")
    return int(server.recv())


def megabytes(size: int) -> str:
    """Write a number of bytes for people."""
    return f"{size / 2**20:.0f} MB"


@contextmanager
def child(body: Any, argument: object, *, stop: object) -> Iterator[Connection]:
    """Run ``body(argument, connection)`` in a process of its own; ``stop`` is what ends it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=body, args=(argument, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
        ours.send(stop)
    finally:
        ours.close()
        process.join(STOP_SECONDS)
        if process.is_alive():
            process.kill()


def run(options: argparse.Namespace, folder: Path) -> bool:
    """Do all measurements and print them; tells whether every target was met."""
    pki = Pki.load(options.pki) if options.pki else Pki.create(folder / "pki")
    with ExitStack() as stack:
        generators = [stack.enter_context(child(generate, pki.directory, stop=None)) for _ in range(GENERATORS)]
        bench = Bench(pki, options.verbindingen, generators)
        bare = _rate_of(bench, Plan("bare", pki.directory, folder / "bare", False), options.meting, options.opwarmen)
        print(f"kale server (alleen de handtekening): {bare}", flush=True)
        plan = Plan("zim", pki.directory, folder / "log", options.payloads)
        with child(serve, plan, stop="stop") as zim:
            port = zim.recv()
            bench.measure(zim, port, options.opwarmen)
            rate = bench.measure(zim, port, options.meting)
            print(f"ZIM: {rate}", flush=True)
            print(f"verhouding tot de kale server: {rate.rate / bare.rate:.2f}")
            sent = options.opwarmen + rate.messages
            while sent < options.berichten:
                more = bench.measure(zim, port, min(BATCH, options.berichten - sent))
                sent += more.messages
                print(f"  na {sent} berichten, geheugen {megabytes(resident_of(zim))}: {more}", flush=True)
            resident = resident_of(zim)
            print(f"geheugen (RSS) na {sent} berichten: {megabytes(resident)}")
            if options.profiel:
                _profile(bench, zim, port, options.profiel)
    return judge(rate, bare, resident)


def _rate_of(bench: Bench, plan: Plan, count: int, warm_up: int) -> Measured:
    with child(serve, plan, stop="stop") as server:
        port = server.recv()
        bench.measure(server, port, warm_up)
        return bench.measure(server, port, count)


def _profile(bench: Bench, zim: Connection, port: int, count: int) -> None:
    zim.send("profile")
    zim.recv()
    profiled = bench.measure(zim, port, count)
    zim.send("functions")
    print(f"waar de tijd blijft ({profiled.rate:.0f} berichten/s met de meting aan):")
    print(zim.recv())


def judge(rate: Measured, bare: Measured, resident: int) -> bool:
    """Print whether each target (DESIGN section 11) was met; tells whether all were."""
    checks = (
        (f"minstens {TARGET_RATE:.0f} berichten/s", rate.rate >= TARGET_RATE),
        (f"minstens {SHARE_OF_BARE:.0%} van de kale server", rate.rate >= SHARE_OF_BARE * bare.rate),
        (f"minder dan {megabytes(TARGET_BYTES)}", resident < TARGET_BYTES),
    )
    for what, met in checks:
        print(f"doel {what}: {'gehaald' if met else 'NIET gehaald'}")
    return all(met for _, met in checks)


def main(arguments: list[str] | None = None) -> int:
    """Return 0 if every target was met, 1 if not, 2 for bad input."""
    parser = argparse.ArgumentParser(prog="python -m load.bench_zim", description=__doc__.partition("\n")[0])
    parser.add_argument("--berichten", type=int, default=100_000, help="berichten aan de ZIM in totaal (100000)")
    parser.add_argument("--meting", type=int, default=5_000, help="berichten per meting van de snelheid (5000)")
    parser.add_argument(
        "--opwarmen", type=int, default=200, help="berichten voor elke meting, die niet meetellen (200)"
    )
    parser.add_argument("--verbindingen", type=int, default=16, help="verbindingen tegelijk (16)")
    parser.add_argument("--payloads", action="store_true", help="bewaar ook elk bericht naast het logboek, als een run")
    parser.add_argument("--profiel", type=int, default=2_000, help="berichten onder de profielmeting, 0 voor geen")
    parser.add_argument("--pki", type=Path, help="map van een bestaande PKI; anders wordt er een gemaakt")
    options = parser.parse_args(arguments)
    if options.meting < 1 or options.verbindingen < GENERATORS:
        print(f"--meting moet minstens 1 zijn en --verbindingen minstens {GENERATORS}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="toetsbank-bench-") as folder:
        try:
            return 0 if run(options, Path(folder)) else 1
        except (PkiError, BenchError) as error:
            print(str(error), file=sys.stderr)
            return 2


if __name__ == "__main__":
    raise SystemExit(main())
