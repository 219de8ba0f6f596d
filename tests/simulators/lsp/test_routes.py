"""Which names lead where."""

from simulators.lsp import routes
from simulators.lsp.faults import LspSettings
from simulators.lsp.model import Names

NAMES = Names("ZIM.toetsbank.test", ("127.0.0.1", "127.0.0.2"), {"Xis.toetsbank.test": "127.0.0.3"})


def test_the_zim_is_where_it_is_operational() -> None:
    for location in (1, 2):
        zone = routes.zone(NAMES, LspSettings(location=location, ttl=9))
        assert zone["zim.toetsbank.test"].addresses == (NAMES.address_at(location),)
        assert zone["xis.toetsbank.test"].addresses == ("127.0.0.3",)
        assert zone["zim.toetsbank.test"].ttl == 9


def test_only_the_zim_has_a_location() -> None:
    assert routes.location("zim.TOETSBANK.test", NAMES, LspSettings(location=2)) == 2
    assert routes.location("xis.toetsbank.test", NAMES, LspSettings()) is None
