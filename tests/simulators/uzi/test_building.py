from datetime import UTC, datetime, timedelta
from pathlib import Path

from simulators.clock import Clock
from simulators.uzi.building import key_of_person, key_of_server
from simulators.uzi.hierarchy import Life
from simulators.uzi.pki import Pki, SutNames
from simulators.uzi.population import server_variants
from simulators.uzi.profiles import Times


def test_a_pki_is_made_for_the_names_that_are_given(tmp_path: Path) -> None:
    names = SutNames("his.voorbeeld.test", "90000777", "Praktijk Proef", "Proefdam", "GBP", "90000002", "lsp.test")
    pki = Pki.create(tmp_path / "pki", clock=Clock(), names=names, years=10)
    assert Pki.load(tmp_path / "pki").names == names
    own = pki.server_certificate("xis")
    assert own.subject.rfc4514_string().startswith(
        "2.5.4.5=00000099900007770000,CN=his.voorbeeld.test,O=Praktijk Proef"
    )
    assert own.not_valid_after_utc > datetime.now(UTC) + timedelta(days=3600)
    assert "lsp.test" in pki.server_certificate("zim").subject.rfc4514_string()
    assert pki.person("arts-a").ura == "90000777"
    assert "GBP" in pki.loading_list()


def test_periods_hold_on_a_clock_that_runs_ahead() -> None:
    times = Times(made=1_800_000_000.5, years=3)
    now = datetime.fromtimestamp(1_800_000_000, UTC)
    start, end = times.of(Life.VALID)
    assert start == now - timedelta(days=1)
    assert end > now + timedelta(days=1000)
    assert times.of(Life.EXPIRED)[1] == now - timedelta(days=1)
    assert times.of(Life.FUTURE)[0] > end
    for life in Life:
        outer = times.of_authority(Life.VALID)
        assert outer[0] < times.of(life)[0]
        assert outer[1] > end
    assert times.of_authority(Life.EXPIRED)[1] < now


def test_variants_share_a_key() -> None:
    variants = server_variants(SutNames())
    assert {key_of_server(v) for n, v in variants.items() if n.startswith("zim")} == {
        "servers/zim",
        "servers/andere-partij",
    }
    assert key_of_server(variants["xis-ondertekening"]) == "servers/xis-ondertekening"
    assert key_of_person("arts-a") == "passen/arts-a/sleutel"
