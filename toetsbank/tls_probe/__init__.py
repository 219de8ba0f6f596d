"""The bench as TLS client that finds out how a server is set: versions, suites, client certificate, renegotiation.

Two ways, both recorded in the journal so that a verdict can name the connections it rests on: one ClientHello of any
kind whose answer in clear tells the choice (``simulators.offering``; old versions and suites too), and whole handshakes
with one HTTP request (``simulators.calling``) for what shows only there. Every wait has a deadline, the number of
connections has a bound, and no server, however hostile, makes a function here raise.
"""

from toetsbank.tls_probe.choices import (
    accepted_suites,
    accepted_versions,
    choose,
    choose_version,
    compression,
    offer,
    preference,
)
from toetsbank.tls_probe.everything import probe
from toetsbank.tls_probe.facts import ServerFacts
from toetsbank.tls_probe.handshakes import certificates, client_certificate, renegotiation, resumption, trusted
from toetsbank.tls_probe.sut import sut_target
from toetsbank.tls_probe.target import QUICK, VERSIONS, Target

__all__ = [
    "QUICK",
    "VERSIONS",
    "ServerFacts",
    "Target",
    "accepted_suites",
    "accepted_versions",
    "certificates",
    "choose",
    "choose_version",
    "client_certificate",
    "compression",
    "offer",
    "preference",
    "probe",
    "renegotiation",
    "resumption",
    "sut_target",
    "trusted",
]
