"""The canaries of a run, from the log that it left."""

from pathlib import Path
from typing import Any

import pytest

from reports.log import LogError
from tests.toetsbank.samples import BSN, message
from toetsbank.eventlog import EventLog, RunFolder
from toetsbank.search.canaries import SearchError, load
from toetsbank.search.collect import MOST_SCATTERED, of_run


def token(id_: str) -> dict[str, Any]:
    names = ("kind", "issuer", "name_id", "not_before", "not_on_or_after", "certificate_issuer", "certificate_serial")
    return {"token_id": id_, "class_ref": "", **dict.fromkeys(names, "")}


def run(folder: Path, *facts: dict[str, Any]) -> Path:
    place = RunFolder(folder)
    place.prepare()
    log = EventLog(place, "1-main")
    for number, fact in enumerate(facts):
        log.write("observed", id=f"main.{number}", attempt=None, facts=fact, payloads=())
    log.close()
    return folder


def seen(number: int, **changes: Any) -> dict[str, Any]:
    return message(number, **changes).model_dump(mode="json")


def test_bsns_and_token_ids_are_collected_once(tmp_path: Path) -> None:
    folder = run(tmp_path / "run", seen(1, tokens=(token("token_1234"),)), seen(2), seen(3, bsn="123456782"))
    found = of_run(folder)
    assert [(c.name, c.value) for c in found.canaries] == [("bsn-1", BSN), ("token-1", "token_1234")]
    assert found.begin <= found.end
    path = tmp_path / "kanaries.json"
    path.write_text(found.text(), encoding="utf-8")
    assert load(path) == found


def test_names_of_the_patients_are_added_where_they_are_known(tmp_path: Path) -> None:
    population = tmp_path / "populatie.csv"
    population.write_text(f"bsn,naam\n{BSN},Testlaar-0001\n999900018,Testlaar-0002\n", encoding="utf-8")
    found = of_run(run(tmp_path / "run", seen(1)), population)
    assert [c.value for c in found.canaries if c.kind == "naam"] == ["Testlaar-0001"]


@pytest.mark.parametrize(("form", "expected"), [("token_{0:08d}", 200), ("{0:08d}x", MOST_SCATTERED)])
def test_of_tokens_that_do_not_begin_alike_some_are_taken(tmp_path: Path, form: str, expected: int) -> None:
    tokens = [form.format(number * 7919 % 99_999_999 * 991 % 99_999_999) for number in range(1, 201)]
    found = of_run(run(tmp_path, *(seen(n, tokens=(token(id_),)) for n, id_ in enumerate(tokens))))
    assert len([c for c in found.canaries if c.kind == "token"]) == expected


def test_a_run_without_messages_has_no_canaries(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="geen BSN en geen token"):
        of_run(run(tmp_path, {"kind": "verbinding"}))
    with pytest.raises(LogError):
        of_run(tmp_path / "nergens")


def test_a_population_of_another_kind_is_refused(tmp_path: Path) -> None:
    folder = run(tmp_path / "run", seen(1))
    other = tmp_path / "ander.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SearchError, match="kolommen bsn en naam"):
        of_run(folder, other)
    with pytest.raises(SearchError, match="niet te lezen"):
        of_run(folder, tmp_path / "nergens.csv")
