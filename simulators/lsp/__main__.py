"""The DNS and NTP server of the LSP by hand: ``python -m simulators.lsp``."""

import argparse
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

from simulators.clock import Clock
from simulators.loop import LoopThread
from simulators.lsp.model import Names
from simulators.lsp.service import Lsp


def main(arguments: Sequence[str] | None = None, until: threading.Event | None = None) -> int:
    """Answer until ``until`` is set or the user interrupts; returns the exit code (2 for bad input)."""
    options = _parser().parse_args(arguments)
    try:
        names = _names(options)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    loop = LoopThread("lsp")
    try:
        return _serve(loop, options, names, until or threading.Event())
    finally:
        loop.stop()


def _serve(loop: LoopThread, options: argparse.Namespace, names: Names, until: threading.Event) -> int:
    ports = {"dns_port": options.dns_poort, "ntp_port": options.ntp_poort}
    try:
        lsp = Lsp.start(loop, Clock(), host=options.host, names=names, **ports)
    except OSError as error:
        where = f"UDP {options.host}, poort {options.dns_poort} en {options.ntp_poort},"
        reason = error.strerror or str(error)
        print(f"Op {where} is niet te luisteren: {reason}. Kies andere poorten (0: een vrije).", file=sys.stderr)
        return 2
    with suppress(KeyboardInterrupt):
        (host, dns), (_, ntp) = lsp.dns_address, lsp.ntp_address
        print(f"DNS op UDP {host}:{dns}, NTP op UDP {host}:{ntp}; stoppen met Ctrl-C.", flush=True)
        until.wait()
    lsp.stop()
    return 0


def _names(options: argparse.Namespace) -> Names:
    zim, locations = _pair(options.zim)
    first, comma, second = locations.partition(",")
    if not comma:
        raise ValueError(f"Bij --zim horen twee adressen, gescheiden door een komma; gegeven is '{locations}'.")
    return Names(zim, (first, second), dict(map(_pair, options.naam)))


def _pair(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found:
        raise ValueError(f"'{text}' heeft geen isgelijkteken; verwacht wordt naam=adres.")
    return name, value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulators.lsp",
        description="Geef adressen bij de namen van de toets (DNS) en de tijd van de toetsbank (NTP), over UDP.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="adres om op te luisteren (standaard 127.0.0.1)")
    parser.add_argument("--dns-poort", type=int, default=10053, help="poort voor DNS (standaard 10053; 0: een vrije)")
    parser.add_argument("--ntp-poort", type=int, default=10123, help="poort voor NTP (standaard 10123; 0: een vrije)")
    parser.add_argument(
        "--zim",
        default="zim.toetsbank.test=127.0.0.1,127.0.0.2",
        help="naam van de ZIM met haar adres op locatie 1 en op locatie 2 (standaard %(default)s)",
    )
    parser.add_argument("--naam", action="append", default=[], help="nog een naam=adres; mag vaker")
    return parser


if __name__ == "__main__":
    sys.exit(main())
