"""A generator prepares what it was told, and ends when nobody is there any more."""

import threading
from datetime import UTC, datetime
from multiprocessing import Pipe

from load.generating import PERSON, Preparation, generate
from load.sample import sample
from simulators.uzi.pki import Pki


def test_it_signs_beforehand_and_ends_with_its_master(pki: Pki) -> None:
    ours, theirs = Pipe()
    thread = threading.Thread(target=generate, args=(pki.directory, theirs))
    thread.start()
    ours.send(Preparation(sample(pki.person(PERSON), "90000001", datetime.now(UTC), "zim.toetsbank.test"), "r", 3))
    prepared = ours.recv()
    ours.close()
    thread.join(10)

    assert prepared == 3
    assert not thread.is_alive()
