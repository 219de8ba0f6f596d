import base64
import gzip
import json
from pathlib import Path
from typing import Any

from reports.evidence import PAYLOAD_LIMIT, packed, shown
from reports.model import Observation

REAL = b"1112" + b"22333"


def unpack(text: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_messages_are_readable_and_masked() -> None:
    assert shown(b"<a><b/></a>") == "<a>\n  <b/>\n</a>"
    assert shown(b"<a>" + REAL + b"</a>") == "<a>*******33</a>"


def test_what_is_no_xml_is_shown_as_it_is() -> None:
    assert shown(b"<a>\x00geen xml") == "<a>�geen xml"
    assert shown(b"\xff\xfe\x00") == "Geen tekst: 3 bytes, beginnend met ff fe 00."
    assert shown(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>').startswith("<!DOCTYPE")


def test_long_messages_are_cut_off_with_a_note() -> None:
    text = shown(b"x" * (PAYLOAD_LIMIT + 5))
    assert text.endswith(f"… afgekapt; het geheel is {PAYLOAD_LIMIT + 5} bytes groot.")
    assert len(text) < PAYLOAD_LIMIT + 100


def test_packs_facts_and_the_payloads_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "aa").write_bytes(b"inhoud")
    observations = {"gw0.1": Observation(id="gw0.1", facts={"kind": "bericht"}, payloads=("aa", "bb"))}
    found = unpack(packed(observations, [], ["gw0.1", "gw0.9"], tmp_path))
    assert found == {"o": {"gw0.1": {"f": {"kind": "bericht"}, "p": ["aa", "bb"]}}, "s": {}, "p": {"aa": "inhoud"}}


def test_what_matters_most_comes_first_when_not_all_fits(tmp_path: Path) -> None:
    names = [f"{position:03d}" for position in range(400)]
    for name in names:
        (tmp_path / name).write_bytes(name.encode() * 5000)
    observations = {name: Observation(id=name, facts={}, payloads=(name,)) for name in names}
    found = unpack(packed(observations, [], [names[-1]], tmp_path))["p"]
    assert names[-1] in found
    assert len(found) < len(names)
