"""Run the reference XIS: ``python -m simulators.xis CONFIG.json``.

When it is ready it prints one line of JSON with its addresses. It ends on SIGTERM or SIGINT, and when its standard
input comes to an end: whoever started it holds the other end of that pipe.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import threading
from pathlib import Path

from simulators.xis.application import Xis
from simulators.xis.configuration import Configuration, ConfigurationError, read_configuration

BAD_INPUT = 2


def main(arguments: list[str] | None = None) -> int:
    """Run until told to end; returns the exit code, 2 for a configuration that is unusable."""
    parser = argparse.ArgumentParser(prog="python -m simulators.xis", description="Het referentie-XIS.")
    parser.add_argument("configuratie", type=Path, help="pad van het JSON-bestand met de configuratie")
    options = parser.parse_args(arguments)
    try:
        asyncio.run(_run(read_configuration(options.configuratie)))
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(f"Het referentie-XIS kan niet starten: {error}; kies andere poorten of een andere map.", file=sys.stderr)
        return BAD_INPUT
    return 0


async def _run(configuration: Configuration) -> None:
    configuration.opslag.mkdir(parents=True, exist_ok=True)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    xis = Xis(configuration)
    try:
        addresses = await xis.start()
        print(json.dumps(addresses), flush=True)
        threading.Thread(target=_watch_parent, args=(loop, ended), daemon=True).start()
        await ended.wait()
    finally:
        await xis.stop()


def _watch_parent(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    """Wait for the end of the standard input, in a thread: that goes for a pipe, a file and a terminal."""
    # Not through sys.stdin, whose lock this thread would still hold when the interpreter ends.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    if not loop.is_closed():
        loop.call_soon_threadsafe(ended.set)


if __name__ == "__main__":
    sys.exit(main())
