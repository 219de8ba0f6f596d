"""The body of a load generator process: sign beforehand, send when told to, report."""

import asyncio
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from load.generator import Target, send_all
from load.presigned import Press, Sample
from protocol.bsn import fictitious_bsns
from simulators.uzi.pki import Pki

PERSON: Final = "arts-a"
PATIENTS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Preparation:
    """Sign variants of a sample; ``series`` begins their ids and is used once."""

    sample: Sample
    series: str
    count: int


@dataclass(frozen=True, slots=True)
class Burst:
    """Send everything that was prepared and not yet sent."""

    target: Target
    connections: int
    expected: bytes
    """What every right answer contains."""
    seconds: float
    """How long it may take at most."""


def generate(pki: Path, control: Connection) -> None:
    """Prepare and send as told, until None is received or the other side has gone: the body of the process.

    Answers a Preparation with the number of requests, a Burst with a Result.
    """
    key = Pki.load(pki).person(PERSON).private_key
    patients = tuple(islice(fictitious_bsns(), PATIENTS))
    press: Press | None = None
    ready = []
    try:
        while (order := control.recv()) is not None:
            if isinstance(order, Preparation):
                press = Press(order.sample)
                ready = [
                    press.sign(key, number, order.series, patients[number % len(patients)])
                    for number in range(order.count)
                ]
                control.send(len(ready))
            elif isinstance(order, Burst) and press is not None:
                requests = press.print_all(ready)
                control.send(
                    asyncio.run(
                        send_all(
                            order.target,
                            requests,
                            connections=order.connections,
                            expected=order.expected,
                            seconds=order.seconds,
                        )
                    )
                )
    except EOFError:
        return
