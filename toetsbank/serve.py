"""Running the counterparties by hand, on the addresses of a profile."""

import signal
import tempfile
import threading
from pathlib import Path

import typer

from catalogue import load
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.profile import Profile
from toetsbank.recorder import Recorder
from toetsbank.world import ForeignWorld


def until_interrupted(profile: Profile) -> int:
    """Serve until SIGINT or SIGTERM; what happens meanwhile is logged in a temporary folder that is named."""
    folder = RunFolder(Path(tempfile.mkdtemp(prefix="toetsbank-serve-")))
    folder.prepare()
    world = ForeignWorld(profile, load(), Recorder(EventLog(folder, "serve")))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    host, port = world.zim.address
    typer.echo(f"ZIM           {profile.tegenpartijen.zim_naam} op {host}:{port}")
    typer.echo(f"UZI-register  {world.uzi.url}")
    if profile.tegenpartijen.tweede_locatie is not None:
        other = ":".join(map(str, world.zim.address_at(2)))
        typer.echo(f"Locatie 2     {other}, nu niet in bedrijf")
    for key, label in (("dns_poort", "DNS"), ("ntp_poort", "NTP")):
        if getattr(profile.tegenpartijen, key) is not None:
            typer.echo(f"{label:<13} UDP {profile.tegenpartijen.bind}:{getattr(profile.tegenpartijen, key)}")
    typer.echo(f"Logboek       {folder.events}")
    typer.echo("Stop met Ctrl-C.")
    stop.wait()
    world.stop()
    return 0
