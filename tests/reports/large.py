"""A large imaginary run, to look at and to measure: ``python -m tests.reports.large FOLDER``."""

import hashlib
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import Any, get_args

from catalogue.loader import Catalogue
from catalogue.model import Clause, Domain
from reports.build import write_all
from reports.proof import Proof
from reports.verdicts import Ground, Verdict
from tests.reports.samples import LogBuilder, catalogue, clause, reading, requirement, write

STEPS = (
    ("Stel", 'de ZIM biedt hoogstens TLS "1.2" aan'),
    ("En", 'zorgverlener "Arts A" is ingelogd met zijn UZI-pas'),
    ("Als", '"Arts A" gedurende "6" minuten elke minuut gegevens opvraagt'),
    ("Dan", 'is geen bericht versleuteld met sleutels die ouder zijn dan "300" seconden'),
)
SUITES = [f"TLS_ECDHE_RSA_WITH_AES_{size}_GCM_SHA{hash_}" for size in (128, 256) for hash_ in (256, 384, 512)]
CERTIFICATE: dict[str, Any] = {
    "subject": "CN=xis.toetsbank.test,serialNumber=00000000900001230000,O=Huisartspraktijk Voorbeeld,C=NL",
    "issuer": "CN=SIM UZI-register Private Server CA G1,O=SIM CIBG,C=NL",
    "serial": "4f3a9c0b7712aa90e1",
    "sha256": "9f" * 32,
    "not_before": "2026-01-01T00:00:00Z",
    "not_after": "2029-01-01T00:00:00Z",
    "signature_hash": "sha256",
    "key_type": "RSA",
    "key_bits": 2048,
    "key_usage": ["digitalSignature", "keyEncipherment"],
    "extended_key_usage": ["clientAuth", "serverAuth"],
    "dns_names": ["xis.toetsbank.test"],
}


def large_catalogue(requirements: int, clauses: int) -> Catalogue:
    """Return a catalogue with this many requirements and, in all but the last few, this many clauses together."""
    domains = get_args(Domain)
    worked_out = max(1, requirements - 4)
    numbers = [clauses // worked_out + (position < clauses % worked_out) for position in range(worked_out)]
    found = []
    for position in range(requirements):
        domain = domains[position * len(domains) // requirements]
        chapter = domains.index(domain) + 1
        count = numbers[position] if position < worked_out else 0
        found.append(
            requirement(
                *(_clause(number) for number in range(1, count + 1)),
                alias=f"GBX.VBD.e{4000 + position}.1",
                paragraaf=f"{chapter}.{position + 1}",
                titel=f"Voorbeeldeis {position + 1} over de verbinding",
                domein=domain,
                moscow=("Verplicht", "Conditioneel", "Optioneel", "n/a")[position % 4],
                reden=None if count else "nog niet uitgewerkt",
            )
        )
    return catalogue(*found, readings=[reading("INT-23"), reading("INT-50", "bevestigd door VZVZ, 12 mei 2026")])


def _clause(number: int) -> Clause:
    fields: dict[str, Any] = {
        "tekst": f"Geen bericht gaat over de lijn onder tijdelijke sleutels die ouder zijn dan {number} minuten.",
        "plaats": f"Eis, item {number} (in de bron een opsommingsteken): de termijn",
        "waarneming": ("netwerk", "scherm", "dossier", "tijd")[number % 4],
        "gericht_aan": "zorgaanbieder" if number % 9 == 8 else "leverancier",
        "lezing": ("INT-23",) if number % 5 == 0 else (),
        "rol": "KIS" if number % 11 == 10 else None,
        "modaliteit": "mag" if number % 13 == 12 else "moet",
    }
    return clause(number, **fields)


def large_log(norms: Catalogue, scenarios: int) -> tuple[LogBuilder, dict[str, bytes]]:
    """Return the events of a run of this many scenarios over all clauses, and the payloads."""
    log = LogBuilder()
    payloads: dict[str, bytes] = {}
    clauses = list(norms.clauses)
    _begin(log, norms)
    log.add("object-seen", when="begin", facts=OBJECT)
    for number, name in zip(range(scenarios), cycle(clauses), strict=False):
        _scenario(log, payloads, name, number)
    _history(log, clauses[0])
    for name in clauses[::10]:
        count = 2 * scenarios
        log.check(clause=name, rule="sleutelleeftijd", population=(count, count), observed=f"{count} berichten")
    log.add("object-seen", when="eind", facts=OBJECT | {"configuratie_sha256": "b" * 64})
    return log.finish(), payloads


OBJECT = {
    "product": "Voorbeeld-XIS",
    "versie": "7.2.1",
    "build": "20260218.4",
    "configuratie_sha256": "a" * 64,
    "klokverschil_seconden": 0.012,
}


def _begin(log: LogBuilder, norms: Catalogue) -> None:
    log.start(
        profile={
            "sut": {"product": "Voorbeeld-XIS", "versie": "7.2.1", "organisatie": "Huisartspraktijk Voorbeeld"},
            "pics": {"type": "GBZ", "rollen": ["HIS"], "voorwaarden": {"opent_zelf_verbindingen": True}},
            "tegenpartijen": {"bind": "127.0.0.1", "zim_poort": 8443},
            "afwijkingen": [
                {"clausule": next(iter(norms.clauses)), "reden": "komt in 7.3", "geldig_tot": "2026-12-31"},
                {"clausule": "GBX.VBD.e4001.1/2", "reden": "wacht op leverancier", "geldig_tot": "2026-01-31"},
            ],
        },
        bench={"tag": "v0.1.0", "commit": "4c1d2e9", "clean": True, "python": "3.11.8", "openssl": "3.0.13"},
        criteria={
            "document": "AORTA eisen",
            "editie": "ongedateerd uittreksel",
            "ncsc_editie": "2.1",
            "lezingen": {},
            "bestanden": [{"naam": "berichten.zip", "versie": "3.1", "sha256": "c" * 64}],
        },
        operator={"naam": "J. Voorbeeld", "organisatie": "Toetsbureau", "onafhankelijk": "ja"},
        planned=("features/x.feature::nooit begonnen",),
        planned_clauses=(list(norms.clauses)[-1],),
    )


def _scenario(log: LogBuilder, payloads: dict[str, bytes], name: str, number: int) -> None:
    title = f"een sessie die langer dan {number} minuten in gebruik is"
    scenario = f"features/x.feature::{title}"
    attempt = log.begin_scenario(scenario=scenario, clause=name, way="adapter" if number % 3 else "zim")
    verdict, fields = _outcome(number)
    for keyword, text in STEPS:
        outcome = "mislukt" if keyword == "Dan" and verdict is not Verdict.PASS else "gedaan"
        log.add("step-done", attempt=attempt, keyword=keyword, text=text, outcome=outcome, seconds=0.02)
    ids = _observe(log, payloads, attempt, number)
    log.check(verdict, clause=name, attempt=attempt, observations=ids, **fields)
    message = f"{name}: verwacht iets goeds" if verdict is Verdict.FAIL else fields.get("missing", "")
    log.end_scenario(attempt, verdict, scenario=scenario, clause=name, message=message)


def _outcome(number: int) -> tuple[Verdict, dict[str, Any]]:
    fields: dict[str, Any] = {
        "expected": "sleutels van hoogstens 300 s",
        "observed": f"{240 + number % 60} s bij record {number % 7}",
    }
    if number % 40 == 0:
        return Verdict.FAIL, fields | {"observed": "360 s bij record 6"}
    if number % 23 == 5:
        return Verdict.INCONCLUSIVE, fields | {"missing": "De XIS biedt bericht.send niet aan; voer het script uit."}
    if number % 17 == 4:
        others = {"streng": Verdict.FAIL, "ruim": Verdict.PASS}
        note = "Voldoet onder lezing INT-23 (gewoon), niet onder de strengste (streng)."
        reading_ = {"ground": Ground.LEZING, "ground_source": "INT-23", "reading": "INT-23"}
        return Verdict.PASS, fields | reading_ | {"under_other_readings": others, "findings": (note,)}
    if number % 19 == 3:
        return Verdict.PASS, fields | {"ground": Ground.AANNAME, "ground_source": "vorm van de SOAP-fault"}
    return Verdict.PASS, fields


def _observe(log: LogBuilder, payloads: dict[str, bytes], attempt: str, number: int) -> tuple[str, ...]:
    body = MESSAGE.replace(b"NUMMER", str(number).encode())
    digest = hashlib.sha256(body).hexdigest()
    payloads[digest] = body
    connection, message = f"1-bank.{2 * number}", f"1-bank.{2 * number + 1}"
    moment = [1772442000.0 + number, 1772442000.1 + number]
    facts: dict[str, Any] = {
        "kind": "verbinding",
        "number": 2 * number,
        "simulator": "zim",
        "sut_role": "client",
        "peer": f"127.0.0.1:{40000 + number}",
        "opened": moment,
        "ended": moment,
        "end_by": "sut",
        "end_how": "close_notify",
        "clear_text": False,
        "certificate_sent": True,
        "handshake_completed": True,
        "version": "TLS 1.2",
        "suite": SUITES[0],
        "offered_versions": ["TLS 1.3", "TLS 1.2"],
        "offered_suites": SUITES,
        "server_name": "zim.toetsbank.test",
        "ca_names": [f"CN=SIM CA {position},O=SIM,C=NL" for position in range(6)],
        "sut_certificates": [CERTIFICATE],
        "alerts": [],
        "application_records": 12,
        "oldest_key_age": 240.0 + number % 60,
    }
    log.add("observed", id=connection, attempt=attempt, facts=facts)
    exchange: dict[str, Any] = {
        "kind": "bericht",
        "number": 2 * number + 1,
        "simulator": "zim",
        "connection": 2 * number,
        "sut_role": "afzender",
        "started": moment,
        "answered": moment,
        "method": "POST",
        "path": "/VerstrekkingsLijstqueryBatch",
        "status": 200,
        "interaction": "QURX_IN990111NL",
        "message_id": f"2.16.840.1.113883.2.4.6.6.90000001.1^{number}",
        "bsn": "999900006",
        "answer": "MCCI_IN200101",
        "request_sha256": digest,
    }
    log.add("observed", id=message, attempt=attempt, facts=exchange, payloads=(digest,))
    return (connection, message)


MESSAGE = (
    b'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
    b'<soap:Header/><soap:Body><QURX_IN990111NL xmlns="urn:hl7-org:v3"><id root="2.16.840.1.113883.2.4.6.6.90000001.1"'
    b' extension="NUMMER"/><creationTime value="20260302100000"/><ControlActProcess><queryByParameter>'
    b'<patientID><value root="2.16.840.1.113883.2.4.6.3" extension="999900006"/></patientID>'
    b"</queryByParameter></ControlActProcess></QURX_IN990111NL></soap:Body></soap:Envelope>"
)


def _history(log: LogBuilder, name: str) -> None:
    log.begin_scenario(scenario="features/x.feature::afgebroken", clause=name)
    log.add("scenario-crashed", scenario="features/x.feature::afgebroken", clause=name, message="signaal 9")
    first = log.begin_scenario(scenario="features/x.feature::overgedaan", clause=name)
    log.end_scenario(
        first, Verdict.ERROR, scenario="features/x.feature::overgedaan", clause=name, message="poort bezet"
    )
    log.start(writer="2-bank", resumed=True)
    start = log.events.pop()
    first_start = log.events[0]
    log.events.append(
        first_start.model_copy(update={"writer": "2-bank", "n": start.n, "time": start.time, "resumed": True})
    )
    log.scenario(scenario="features/x.feature::overgedaan", clause=name)


def main() -> None:
    """Write a large run with all its reports into a folder and print how long that took and how big they are."""
    folder = Path(sys.argv[1])
    requirements, clauses = 121, 1000
    norms = large_catalogue(requirements, clauses)
    log, payloads = large_log(norms, clauses)
    write(folder, log.events, payloads)
    proof = Proof(dict.fromkeys(list(norms.clauses)[::2], ("VerverstSleutelsNiet",)), True, "v0.1.0")
    begun = time.perf_counter()
    write_all(folder, norms, proof)
    print(f"{time.perf_counter() - begun:.2f} s, {len(log.events)} gebeurtenissen")
    for name in ("report.html", "report.json", "matrix.csv", "junit.xml"):
        print(f"{name}: {(folder / name).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
