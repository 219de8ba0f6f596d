"""The file that the supplier hands over."""

import json
from collections import Counter

from tests.toetsbank.search.samples import BSN, canaries
from toetsbank.search.result import as_json, verdict
from toetsbank.search.walking import Place, Search


def fulfilled(**changes: object) -> Search:
    facts = {"roots": {"opslag": 1}, "files": 3, "size": 1000, "changed": 1}
    return Search(**{**facts, **changes})  # type: ignore[arg-type]


def test_what_is_found_is_found_whatever_the_controls_say() -> None:
    place = Place("dump.sql", 10, "ab", Counter({("bsn-1", "utf-8"): 2, ("bsn-2", "base64"): 1}), 0)
    search = Search(places=[place])
    assert verdict(search) == ("gevonden", ())
    said = json.loads(as_json(search, canaries()))
    (hit,) = said["treffers"]
    assert hit["aantallen"] == {"bsn": {"utf-8": 2, "base64": 1}}
    assert (hit["verschillende"], hit["voorbeelden"], hit["sha256"]) == (2, ["bsn-1", "bsn-2"], "ab")


def test_the_controls_and_the_canaries_are_counted() -> None:
    said = json.loads(as_json(fulfilled(seconds=1.23456), canaries()))
    assert (said["uitslag"], said["redenen"]) == ("niets gevonden", [])
    assert said["kanaries"] == {"bsn": 2, "token": 1, "naam": 1}
    assert said["controle"]["plaatsen"] == [{"plaats": "opslag", "geplant_gevonden": 1}]
    assert said["seconden"] == 1.235


def test_each_missing_control_has_its_sentence() -> None:
    for changes in (
        {"size": 0},
        {"changed": 0},
        {"roots": {"opslag": 0}},
        {"unsearched": [("a.zst", "is gepakt met zstd")]},
        {"places": [Place("t", 1, "", Counter(), 1)]},
    ):
        said, reasons = verdict(fulfilled(**changes))
        assert (said, len(reasons)) == ("niet te beslissen", 1)


def test_no_canary_is_told() -> None:
    assert BSN not in as_json(fulfilled(), canaries())
