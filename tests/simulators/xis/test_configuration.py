import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulators.xis.configuration import Configuration, ConfigurationError, read_configuration


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, Any]:
    """A configuration whose files exist and hold nothing."""
    file = tmp_path / "bestand"
    file.touch()
    return {
        "opslag": str(tmp_path),
        "naamservers": ["127.0.0.1:53"],
        "poorten": {"zim.toetsbank.test:443": 8443},
        "zim": {"uri": "https://zim.toetsbank.test:443", "vertrouwd": [str(file)]},
        "eigen": {
            "applicatie_id": "90000001",
            "ura": "90000123",
            "naam": "Huisartspraktijk Voorbeeld",
            "plaats": "Voorbeeldstad",
            "fqdn": "xis.toetsbank.test",
            "certificaat": str(file),
            "sleutel": str(file),
        },
        "passen": {"url": "http://127.0.0.1:8080", "vertrouwd": [str(file)]},
        "gebruikers": [{"sleutel": "arts-a", "uzi_nummer": "900001234", "rollen": ["zorgverlener"], "lsp": True}],
        "patienten": str(file),
    }


def test_a_port_is_looked_up_in_the_table_first(plain: dict[str, Any]) -> None:
    configuration = Configuration.model_validate(plain)
    assert configuration.endpoint("https://zim.toetsbank.test/Ping") == ("zim.toetsbank.test", 8443)
    assert configuration.endpoint("http://127.0.0.1/x") == ("127.0.0.1", 80)


def _drop(value: dict[str, Any]) -> None:
    del value["zim"]["uri"]


def _misspell(value: dict[str, Any]) -> None:
    value["zim"]["url"] = "x"


def _plain_http(value: dict[str, Any]) -> None:
    value["zim"]["uri"] = "http://zim.toetsbank.test"


def _no_file(value: dict[str, Any]) -> None:
    value["eigen"]["sleutel"] = "/bestaat/niet"


def _role(value: dict[str, Any]) -> None:
    value["gebruikers"][0]["rollen"] = ["baas"]


def _port(value: dict[str, Any]) -> None:
    value["naamservers"] = ["127.0.0.1"]


def _wait(value: dict[str, Any]) -> None:
    value["seconden_wachten"] = 0


def _number(value: dict[str, Any]) -> None:
    value["tls_port"] = "veel"


def _list(value: dict[str, Any]) -> None:
    value["gebruikers"] = []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_drop, "sleutel 'zim.uri' ontbreekt; vul die in."),
        (_misspell, "sleutel 'zim.url' bestaat niet; verwijder die of verbeter de spelling."),
        (_plain_http, "'zim.uri': 'http://zim.toetsbank.test' is geen https-adres; geef een adres als https://"),
        (_no_file, "'eigen.sleutel': bestand /bestaat/niet bestaat niet; noem een leesbaar bestand."),
        (_role, "'gebruikers.0.rollen.0' is \"baas\"; kies uit 'zorgverlener', 'medewerker'"),
        (_port, "'127.0.0.1' is geen adres; geef host:poort"),
        (_wait, "'seconden_wachten' is 0; geef een getal boven 0"),
        (_number, "'tls_port' is \"veel\"; geef een getal."),
        (_list, "'gebruikers' is leeg; geef ten minste één waarde."),
    ],
)
def test_a_mistake_is_one_dutch_sentence(
    plain: dict[str, Any], tmp_path: Path, spoil: Callable[[dict[str, Any]], None], words: str
) -> None:
    spoil(plain)
    path = tmp_path / "config.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("content", "words"), [("{", "is geen JSON"), ("[]", "'het geheel' is geen groep sleutels")])
def test_what_is_no_object_is_refused(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=words):
        read_configuration(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="niet te lezen"):
        read_configuration(tmp_path / "nergens.json")
