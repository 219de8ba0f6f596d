"""The profile of a SUT: what it may hold, and one sentence for everything that is wrong with it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from catalogue import load as load_catalogue
from catalogue.model import SystemType
from protocol.clock_offset import BOTH, Stamping
from toetsbank.outcomes import BadInput
from toetsbank.profile import ALL_FORMS, check_readings, embedded, load

CATALOGUE = load_catalogue()
MINIMAL = '[sut]\nproduct = "Ons HIS"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "mijn-xis.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    path = written(folder, text)
    with pytest.raises(BadInput) as caught:
        load(path)
    said = str(caught.value)
    assert str(path) in said
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_smallest_profile_is_cautious(tmp_path: Path) -> None:
    profile = load(written(tmp_path, MINIMAL))
    assert profile.tegenpartijen.bind == "127.0.0.1"
    assert not profile.tegenpartijen.buiten_deze_machine
    assert profile.upper_tester is None
    assert profile.forms == frozenset()
    assert profile.pki == tmp_path / "pki", "relative to the profile, not to where the bench was started"


def test_profile_cannot_be_changed(tmp_path: Path) -> None:
    profile = load(written(tmp_path, MINIMAL))
    with pytest.raises(ValidationError):
        profile.middel = "pfx"  # type: ignore[misc]


def test_all_mistakes_are_named_in_one_sentence(tmp_path: Path) -> None:
    said = refusal(
        tmp_path,
        '[sut]\nprodukt = "x"\nura = "123"\n[pics]\ntype = "HIS"\n[tegenpartijen]\nzim_poort = 0\n'
        '[upper_tester]\nurl = "http://127.0.0.1:1"\nseconden = -1\n',
    )
    for key in (
        "sut.produkt",
        "sut.product",
        "sut.ura",
        "pics.type",
        "tegenpartijen.zim_poort",
        "upper_tester.seconden",
    ):
        assert key in said
    assert "GBZ" in said, "what would be right"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="niet te lezen"):
        load(tmp_path / "geen.toml")


@pytest.mark.parametrize("text", ["[sut", "sut = \x00", '[sut]\nproduct = "a"\nproduct = "b"'])
def test_text_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    assert "geen geldige TOML" in refusal(tmp_path, text)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('[sut]\nproduct = "é"'.encode("latin-1"))
    with pytest.raises(BadInput, match="geen geldige TOML"):
        load(path)


@pytest.mark.parametrize("bind", ["0.0.0.0", "192.168.1.10", "::"])
def test_listening_beyond_loopback_takes_an_explicit_key(tmp_path: Path, bind: str) -> None:
    open_to_all = f'{MINIMAL}[tegenpartijen]\nbind = "{bind}"\n'
    assert "buiten_deze_machine" in refusal(tmp_path, open_to_all)
    assert load(written(tmp_path, f"{open_to_all}buiten_deze_machine = true\n")).tegenpartijen.bind == bind


@pytest.mark.parametrize("bind", ["127.0.0.1", "127.0.0.2", "::1"])
def test_listening_on_loopback_needs_no_key(tmp_path: Path, bind: str) -> None:
    assert load(written(tmp_path, f'{MINIMAL}[tegenpartijen]\nbind = "{bind}"\n')).tegenpartijen.bind == bind


def test_two_counterparties_on_one_port_are_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, f"{MINIMAL}[tegenpartijen]\nzim_poort = 9000\nuzi_poort = 9000\n")
    assert "9000" in said


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("dns_poort = 5353\nntp_poort = 5353\n", "dns_poort en ntp_poort dezelfde waarde 5353"),
        ('bind = "::1"\ndns_poort = 5353\n', "tegenpartijen.bind = '::1'"),
        ('bind = "0.0.0.0"\nbuiten_deze_machine = true\ndns_poort = 5353\n', "één IPv4-adres van deze machine"),
        ('tweede_locatie = "hier"\n', "tegenpartijen.tweede_locatie = 'hier'"),
        ('tweede_locatie = "127.0.0.1"\n', "bind en tweede_locatie hetzelfde adres"),
    ],
)
def test_what_the_dns_cannot_say_is_refused(tmp_path: Path, keys: str, words: str) -> None:
    assert words in refusal(tmp_path, f"{MINIMAL}[tegenpartijen]\n{keys}")


def test_names_time_and_a_second_location_are_asked_for(tmp_path: Path) -> None:
    side = load(written(tmp_path, MINIMAL)).tegenpartijen
    assert (side.dns_poort, side.ntp_poort, side.tweede_locatie) == (None, None, None)
    keys = '[tegenpartijen]\ndns_poort = 5353\nntp_poort = 5123\ntweede_locatie = "127.0.0.2"\n'
    side = load(written(tmp_path, MINIMAL + keys)).tegenpartijen
    assert (side.dns_poort, side.ntp_poort, side.tweede_locatie) == (5353, 5123, "127.0.0.2")


def test_how_seconds_are_made_is_one_way_or_open(tmp_path: Path) -> None:
    assert load(written(tmp_path, MINIMAL)).tijd.stampings == BOTH
    known = load(written(tmp_path, f'{MINIMAL}[tijd]\ndelen_van_seconden = "afronden"\n'))
    assert known.tijd.stampings == (Stamping.AFRONDEN,)


SUPPLIED = '[[specificaties]]\nvorm = "soap-fault-token"\nbestand = "fouten.wsdl"\nnaam = "Foutentabel"\nversie = "1"\n'


def test_supplied_specification_must_be_there(tmp_path: Path) -> None:
    assert "fouten.wsdl" in refusal(tmp_path, MINIMAL + SUPPLIED)


def test_supplied_specification_confirms_a_form(tmp_path: Path) -> None:
    (tmp_path / "fouten.wsdl").write_text("<x/>", encoding="utf-8")
    profile = load(written(tmp_path, MINIMAL + SUPPLIED))
    assert profile.forms == {"soap-fault-token"}
    assert profile.specificaties[0].bestand == tmp_path / "fouten.wsdl"


def test_forms_that_a_profile_can_name_are_all_forms(tmp_path: Path) -> None:
    (tmp_path / "fouten.wsdl").write_text("<x/>", encoding="utf-8")
    text = MINIMAL + "".join(SUPPLIED.replace("soap-fault-token", form) for form in sorted(ALL_FORMS))
    assert load(written(tmp_path, text)).forms == ALL_FORMS


@pytest.mark.parametrize("type_", list(SystemType))
def test_reference_xis_has_a_profile_of_each_type(type_: SystemType) -> None:
    assert embedded(type_).pics.type is type_


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000", "http://adapter.test", "http://adapter.test:80/xis/v1"])
def test_upper_tester_has_an_address_over_http(tmp_path: Path, url: str) -> None:
    profile = load(written(tmp_path, f'{MINIMAL}[upper_tester]\nurl = "{url}"\n'))
    assert profile.upper_tester is not None
    assert profile.upper_tester.url == url


@pytest.mark.parametrize("url", ["https://127.0.0.1:9000", "127.0.0.1:9000", "http://", "http://:9000", "ftp://x"])
def test_upper_tester_without_an_address_over_http_is_refused(tmp_path: Path, url: str) -> None:
    said = refusal(tmp_path, f'{MINIMAL}[upper_tester]\nurl = "{url}"\n')
    assert f"upper_tester.url heeft de waarde '{url}', toegestaan: http://adres:poort" in said


READING = '[lezingen.INT-53]\nkeuze = "b"\nreden = "zo bedoelt VZVZ het"\ndoor = "A. Tester"\n'


def test_reading_is_chosen_with_a_reason_and_by_someone(tmp_path: Path) -> None:
    profile = load(written(tmp_path, MINIMAL + READING))
    assert profile.chosen == {"INT-53": "b"}
    assert profile.lezingen["INT-53"].door == "A. Tester"
    check_readings(profile, CATALOGUE)


@pytest.mark.parametrize("key", ["keuze", "reden", "door"])
def test_reading_without_choice_reason_or_chooser_is_refused(tmp_path: Path, key: str) -> None:
    lines = [line for line in READING.splitlines() if not line.startswith(key)]
    assert f"de sleutel lezingen.INT-53.{key} ontbreekt" in refusal(tmp_path, MINIMAL + "\n".join(lines))


def test_reading_as_a_bare_word_is_refused(tmp_path: Path) -> None:
    assert "lezingen.INT-53" in refusal(tmp_path, f'{MINIMAL}[lezingen]\nINT-53 = "b"\n')


def test_profile_cannot_invent_a_reading_or_an_option(tmp_path: Path) -> None:
    invented = load(written(tmp_path, MINIMAL + READING.replace("INT-53", "INT-999")))
    with pytest.raises(BadInput, match="INT-999, maar die interpretatie bestaat niet"):
        check_readings(invented, CATALOGUE)
    lenient = load(written(tmp_path, MINIMAL + READING.replace('"b"', '"z"')))
    with pytest.raises(BadInput, match="'z' van INT-53; er is alleen a, b, c"):
        check_readings(lenient, CATALOGUE)


def test_edition_of_the_ncsc_is_a_reading(tmp_path: Path) -> None:
    newer = load(written(tmp_path, f'ncsc_editie = "2025-05"\n{MINIMAL}'))
    assert newer.chosen == {"INT-51": "b"}
    check_readings(newer, CATALOGUE)
    both = load(written(tmp_path, f'ncsc_editie = "2025-05"\n{MINIMAL}{READING.replace("INT-53", "INT-51")}'))
    assert both.chosen == {"INT-51": "b"}
    assert embedded().chosen == {}


def test_waiting_in_real_time_is_asked_for(tmp_path: Path) -> None:
    assert not load(written(tmp_path, MINIMAL)).tijd.echt_wachten
    assert load(written(tmp_path, f"{MINIMAL}[tijd]\necht_wachten = true\n")).tijd.echt_wachten
