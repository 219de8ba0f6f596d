"""An open port that nobody declared is a finding; it never fails a SUT."""

from toetsbank.rulings.hardening import declared_ports


def test_declared_ports_bring_no_finding() -> None:
    ruling = declared_ports((22, 443), {22, 443, 9443})
    assert (ruling.satisfied, ruling.findings) == (True, ())


def test_a_port_that_nobody_declared_is_a_finding() -> None:
    ruling = declared_ports((23, 443), {443})
    assert ruling.satisfied is True
    assert ruling.findings == ("Poort 23 staat open (gewoonlijk Telnet) en staat niet in het profiel.",)


def test_a_host_without_open_ports_shows_nothing() -> None:
    assert declared_ports((), {443}).satisfied is None
