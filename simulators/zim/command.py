"""The ZIM alone, as ``python -m simulators.zim`` runs it, until the end of its input, SIGINT or SIGTERM."""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import NoReturn

from simulators.clock import Clock
from simulators.journal import Sink, drop
from simulators.loop import LoopThread
from simulators.observations import Observation
from simulators.uzi.pki import Pki, PkiError
from simulators.zim.service import Zim

BAD_INPUT = 2


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one Dutch sentence."""

    def format_help(self) -> str:
        """Return the help without an English word."""
        return super().format_help().replace("usage:", "gebruik:", 1)

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        print(f"De opdracht is niet te begrijpen: {message}. Met --help staat hier wat kan.", file=sys.stderr)
        raise SystemExit(BAD_INPUT)


def main(arguments: list[str] | None = None) -> int:
    """Run until the end; returns the exit code."""
    parser = _parser()
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        parser.error(f"'{unknown[0]}' is hier onbekend")
    if options.pki is None:
        parser.error("--pki ontbreekt; geef de map van een PKI, gemaakt met 'python -m toetsbank pki init'")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    loop = LoopThread("zim")
    try:
        return _run(options, loop, stop)
    except (PkiError, ValueError) as error:
        print(str(error), file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        where = error.filename or f"het adres {options.host}:{options.port}"
        print(f"{where} is niet te gebruiken: {error.strerror}", file=sys.stderr)
        return BAD_INPUT
    finally:
        loop.stop()


def _run(options: argparse.Namespace, loop: LoopThread, stop: threading.Event) -> int:
    pki = Pki.load(options.pki)
    sink = drop if options.log is None else file_sink(options.log)
    zim = Zim.start(loop, pki, Clock(), host=options.host, port=options.port, host_name=options.naam, sink=sink)
    try:
        zim.configure(certificate=options.certificaat)
        host, port = zim.address
        print(json.dumps({"zim": f"{host}:{port}", "naam": zim.host_name}), flush=True)
        threading.Thread(target=_watch_input, args=(stop,), daemon=True).start()
        stop.wait()
    finally:
        zim.stop()
    return 0


def file_sink(path: Path) -> Sink:
    """Return a sink that appends each observation to a file, as one line of JSON in one write."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def append(observation: Observation, _payloads: dict[str, bytes]) -> None:
        os.write(handle, observation.model_dump_json().encode() + b"\n")

    return append


def _watch_input(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"'{text}' is geen poort; geef een getal van 0 tot en met 65535")
    return int(text)


def _parser() -> Parser:
    parser = Parser(
        prog="python -m simulators.zim",
        description="De gesimuleerde ZIM: ontvangt berichten over TLS, controleert ze en antwoordt.",
        epilog="Stopt aan het einde van de invoer (Ctrl-D) of met Ctrl-C.",
        add_help=False,
    )
    options = parser.add_argument_group("mogelijkheden")
    options.add_argument("--help", action="help", help="laat deze uitleg zien")
    options.add_argument("--pki", type=Path, metavar="MAP", help="map met de PKI (verplicht)")
    options.add_argument("--host", default="127.0.0.1", metavar="ADRES", help="adres om op te luisteren (127.0.0.1)")
    options.add_argument("--port", default=0, type=_port, metavar="POORT", help="poort; 0 is een vrije poort (0)")
    options.add_argument("--naam", default="zim.toetsbank.test", help="hostnaam van de ZIM (zim.toetsbank.test)")
    options.add_argument("--certificaat", default="zim", help="variant van het servercertificaat (zim)")
    options.add_argument("--log", type=Path, metavar="BESTAND", help="schrijf elke waarneming als regel JSON bij")
    return parser
