"""The UZI-register by hand: ``python -m simulators.uzi PKI-MAP``."""

import argparse
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from simulators.clock import Clock
from simulators.loop import LoopThread
from simulators.uzi.pki import Pki, PkiError
from simulators.uzi.service import UziRegister


def main(arguments: Sequence[str] | None = None, until: threading.Event | None = None) -> int:
    """Serve a PKI until ``until`` is set or the user interrupts; returns the exit code (2 for bad input)."""
    options = _parser().parse_args(arguments)
    try:
        pki = Pki.create(options.map) if options.maak else Pki.load(options.map)
    except PkiError as error:
        print(error, file=sys.stderr)
        return 2
    loop = LoopThread("uzi")
    try:
        return _serve(loop, pki, options.host, options.poort, until or threading.Event())
    finally:
        loop.stop()


def _serve(loop: LoopThread, pki: Pki, host: str, port: int, until: threading.Event) -> int:
    try:
        register = UziRegister.start(loop, pki, Clock(), host=host, port=port)
    except OSError as error:
        reason = error.strerror or str(error)
        print(f"Op {host}:{port} is niet te luisteren: {reason}. Kies een ander adres of --poort 0.", file=sys.stderr)
        return 2
    with suppress(KeyboardInterrupt):
        print(f"Het UZI-register luistert op {register.url}; stoppen met Ctrl-C.", flush=True)
        until.wait()
    register.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulators.uzi",
        description="Bied de CRL's, CA-certificaten, certificaten en passen van een PKI-map aan over HTTP.",
    )
    parser.add_argument("map", type=Path, help="de map van de PKI")
    parser.add_argument("--maak", action="store_true", help="maak de PKI eerst; de map moet nieuw of leeg zijn")
    parser.add_argument("--host", default="127.0.0.1", help="adres om op te luisteren (standaard 127.0.0.1)")
    parser.add_argument(
        "--poort", type=int, default=8080, help="poort om op te luisteren (standaard 8080; 0: een vrije)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
