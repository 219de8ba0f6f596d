"""Log, session files and backups: written when something happens, sealed, and gone when they should be."""

import base64
import gzip
import json
from pathlib import Path

from tests.simulators.xis.conftest import BSN, Driver


def folder(driver: Driver) -> Path:
    return driver.xis.configuration.opslag


def opened(driver: Driver, sealed: bytes, place: str) -> str:
    return driver.xis.store._vault.open(sealed, place)


def log(driver: Driver) -> list[str]:
    lines = (folder(driver) / "logs" / "xis.log").read_bytes().splitlines()
    return [opened(driver, base64.b64decode(line.split(b" ", 1)[1]), "logboek") for line in lines]


def test_what_a_user_does_stands_in_the_log(fresh: Driver) -> None:
    sessie = fresh.log_in()
    fresh.query(sessie)
    fresh.perform("sessie.log_out", sessie=sessie)
    assert log(fresh) == [
        "ingelogd: arts-a op werkplek-1",
        f"opvraag: arts-a voor Testlaar-Één, BSN {BSN}",
        "uitgelogd: arts-a op werkplek-1",
    ]


def test_a_session_has_a_file_as_long_as_it_is_open(fresh: Driver) -> None:
    sessie = fresh.log_in()
    fresh.query(sessie)
    (path,) = (folder(fresh) / "sessies").iterdir()
    content = json.loads(opened(fresh, path.read_bytes(), "sessie"))
    assert (content["uzi_nummer"], content["patient"].rpartition(" ")[2]) == ("900001234", BSN)
    fresh.perform("sessie.log_out", sessie=sessie)
    assert list((folder(fresh) / "sessies").iterdir()) == []


def test_a_backup_holds_what_changed_since_the_one_before(fresh: Driver) -> None:
    fresh.query(fresh.log_in())
    assert fresh.perform("taak.run", taak="reservekopie").shown == "Reservekopie gemaakt: 2 regels."
    assert fresh.perform("taak.run", taak="reservekopie").shown == "Reservekopie gemaakt: 0 regels."
    first, _ = sorted((folder(fresh) / "reservekopie").iterdir())
    content = json.loads(opened(fresh, first.read_bytes(), "reservekopie"))
    assert {table: len(rows) for table, rows in content.items()} == {"resultaat": 1, "toegangslog": 1}


def test_no_byte_of_what_was_legible_stays_when_the_defect_is_gone(fresh: Driver) -> None:
    for name in ("BewaartAntwoordLeesbaar", "SchrijftBsnInLog", "ReservekopieAlleenIngepakt", "BewaartSessieLeesbaar"):
        fresh.use(name)
        fresh.query(fresh.log_in())
        fresh.perform("taak.run", taak="reservekopie")
        assert [path for path in folder(fresh).rglob("*") if path.is_file() and BSN.encode() in unpacked(path)]
    fresh.use()
    assert [p for p in folder(fresh).rglob("*") if p.is_file() and BSN.encode() in unpacked(p)] == []


def unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
