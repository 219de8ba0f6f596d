"""Recorded handshakes to test on: two ends of OpenSSL in memory, with every message that one of them saw."""

import ssl
from pathlib import Path

from protocol.tls.recorder import Recorder
from simulators.clock import Clock
from simulators.tls import Identity, ObservedObject, TlsSettings, client_context, server_context
from tests.tls_pki import TestCa


class Pair:
    """A client and a server that talk through memory."""

    def __init__(self, folder: Path, version: int) -> None:
        ca = TestCa(folder, f"ca-{version}")
        self.clock = Clock()
        self.identity: Identity = ca.issue("zim")
        settings = TlsSettings(identity=self.identity, trust=(ca.file,), minimum=version, maximum=version)
        to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.seen_by_client, self.seen_by_server = Recorder(), Recorder()
        self.client: ObservedObject = client_context(settings, self.clock).open(
            to_client, to_server, self.seen_by_client, server_name="zim.toetsbank.test"
        )
        self.server: ObservedObject = server_context(settings, self.clock).open(
            to_server, to_client, self.seen_by_server, server_side=True
        )
        for end in (self.client, self.server, self.client, self.server):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
        self.client.write(b"vraag")
        assert self.server.read() == b"vraag"
