"""One run: start the session, let pytest run the scenarios, judge what holds for all traffic, write the reports."""

import contextlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from catalogue import Catalogue
from reports.attempts import Attempts
from reports.events import AnyEvent, Observed, RunStarted
from reports.log import read
from reports.verdicts import Verdict
from simulators.clock import Clock
from simulators.observations import ConnectionObservation, MessageObservation, NameObservation
from simulators.uzi import Pki, SutNames
from toetsbank import dossier, passive, registers
from toetsbank.eventlog import EventLog, Lock, RunFolder
from toetsbank.identity import bench_facts, file_sha256, fingerprint
from toetsbank.outcomes import BadInput, Interrupted
from toetsbank.profile import Profile
from toetsbank.progress import Progress
from toetsbank.registers.calendar import day_of
from toetsbank.scenarios import FEATURES, ROOT
from toetsbank.scenarios import read as read_scenarios
from toetsbank.session import DefectRun, Session

INTERRUPTED = 2
"""Exit code of pytest after Ctrl-C."""
EMBEDDED_KEY_BITS = 2048
"""Real CA keys are 4096 bits; making those takes longer than a run may wait."""


@dataclass(frozen=True)
class Request:
    """What a user asked for."""

    folder: Path
    profile: Profile
    embedded: bool
    selection: str = ""
    workers: int = 0
    resume: bool = False
    defects: tuple[DefectRun, ...] = ()
    features: tuple[Path, ...] = field(default=(FEATURES,))
    judged_on: date = field(default_factory=lambda: day_of(datetime.now(UTC)))
    """The date that averages of registers look back from."""


class Run:
    """A session of a run, holding its folder."""

    def __init__(self, request: Request, catalogue: Catalogue) -> None:
        self.request = request
        self.catalogue = catalogue
        self.folder = RunFolder(request.folder)
        self.folder.path.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(self.folder).take()
        try:
            self._check_folder()
        except BadInput:
            self._lock.release()
            raise
        self.folder.prepare()
        self.number = self.folder.session()
        self.log = EventLog(self.folder, f"{self.number}-controller")

    def _check_folder(self) -> None:
        if self.folder.is_used and not self.request.resume:
            raise BadInput(
                f"In {self.request.folder} staat al een run; kies een andere map, of zet die run voort met --resume."
            )
        if not self.folder.is_used and self.request.resume:
            raise BadInput(f"In {self.request.folder} staat geen run om voort te zetten; laat --resume weg.")
        if self.request.resume:
            self._check_same_run()

    def _check_same_run(self) -> None:
        """Refuse to mix what was tested under other conditions into one run; a changed bench must begin anew."""
        began = next((e for e in read(self.folder.path) if isinstance(e, RunStarted)), None)
        if began is None:
            return
        now = {
            "het profiel": (began.profile, self.request.profile.model_dump(mode="json")),
            "de selectie (-m)": (began.selection, self.request.selection),
            "de suite zelf": (began.bench.get("fingerprint"), fingerprint()),
        }
        for what, (then, today) in now.items():
            if then != today:
                raise BadInput(f"Deze run kan niet worden voortgezet: {what} is veranderd; begin een nieuwe run.")

    def execute(self) -> int:
        """Run what was asked for; returns the exit code of pytest (0 and 1 are both a normal end)."""
        started = time.monotonic()
        session = self._session()
        progress = Progress(read_scenarios(), self._planned, self._crashed)
        code = int(pytest.main(self._arguments(session), plugins=[progress]))
        if code == INTERRUPTED:
            raise Interrupted(f"Afgebroken. Zet de run voort met: --out {self.folder.path} --resume")
        if code not in (0, 1, 5) or progress.problems:
            raise RuntimeError("\n".join(progress.problems) or f"pytest ended with exit code {code}")
        self._seconds = time.monotonic() - started
        return code

    def judge_traffic(self, clauses: tuple[str, ...]) -> None:
        """Write the judgement of every passive rule over the observations that count."""
        events = read(self.folder.path)
        context = passive.Context(self.request.profile, self.catalogue)
        for fields in passive.judge(traffic(events, None), context, clauses):
            self.log.write("checked", **fields)

    def judge_registers(self, clauses: tuple[str, ...]) -> None:
        """Write the judgement of the supplier's registers."""
        profile = self.request.profile
        for fields in registers.judge(profile.registers, profile, self.catalogue, self.request.judged_on):
            if fields["clause"] in clauses:
                self.log.write("checked", **fields)

    def judge_dossier(self, clauses: tuple[str, ...]) -> None:
        """Write the judgement of the statements in the supplier's dossier."""
        profile = self.request.profile
        for fields in dossier.judge(profile.dossier, profile, self.catalogue, self.request.judged_on):
            if fields["clause"] in clauses:
                self.log.write("checked", **fields)

    def finish(self, exit_code: int) -> None:
        """Write the last line and let go of the folder; test keys are removed."""
        self.log.write("run-finished", exit_code=exit_code, seconds=round(self._seconds, 3))

    def close(self) -> None:
        """Remove what is no evidence and let go of the folder."""
        self.log.close()
        shutil.rmtree(self.folder.work, ignore_errors=True)
        self._lock.release()

    def _session(self) -> Session:
        done = decided(read(self.folder.path)) if self.request.resume else frozenset()
        pki = self._make_pki() if self.request.embedded else None
        return Session(
            folder=self.folder.path.resolve(),
            number=self.number,
            profile=self.request.profile,
            pki=pki,
            done=done,
            defects=self.request.defects,
        )

    def _make_pki(self) -> Path:
        place = self.folder.work / "pki"
        shutil.rmtree(place, ignore_errors=True)
        Pki.create(place, clock=Clock(), names=sut_names(self.request.profile), key_bits=EMBEDDED_KEY_BITS)
        return place.resolve()

    def _arguments(self, session: Session) -> list[str]:
        selection = ["-m", self.request.selection] if self.request.selection else []
        workers = ["-n", str(self.request.workers)] if self.request.workers else []
        return [
            *("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)),
            *(
                "-s",
                "--assert=plain",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:terminal",
                "--toetsbank",
                str(session.save()),
            ),
            *selection,
            *workers,
            *(str(path) for path in self.request.features),
        ]

    def _planned(self, nodes: tuple[str, ...], clauses: tuple[str, ...]) -> None:
        profile = self.request.profile
        self.log.write(
            "run-started",
            run=self.folder.path.name,
            resumed=self.request.resume,
            mode="ingebed" if self.request.embedded else "vreemd",
            profile=profile.model_dump(mode="json"),
            bench=bench_facts(),
            criteria={
                "document": "AORTA Eisen, ongedateerd uittreksel",
                "ncsc_editie": profile.ncsc_editie,
                "lezingen": profile.chosen,
                "bestanden": [
                    {"naam": f.naam, "versie": f.versie, "vorm": f.vorm, "sha256": file_sha256(f.bestand)}
                    for f in profile.specificaties
                ]
                + list(registers.supplied(profile.registers))
                + list(dossier.supplied(profile.dossier)),
                "peildatum": self.request.judged_on.isoformat(),
            },
            operator={
                "naam": profile.operateur.naam,
                "organisatie": profile.operateur.organisatie,
                "onafhankelijk": "ja" if profile.operateur.onafhankelijk else "nee",
            },
            selection=self.request.selection,
            planned=nodes,
            planned_clauses=clauses,
        )

    def _crashed(self, scenario: str, clause: str) -> None:
        self.log.write("scenario-crashed", scenario=scenario, clause=clause, message="het werkproces is geëindigd")


@contextlib.contextmanager
def opened(request: Request, catalogue: Catalogue) -> Iterator[Run]:
    """Hold a run open; whatever happens, its folder is released."""
    run = Run(request, catalogue)
    try:
        yield run
    finally:
        run.close()


CRL_HOST = "crl.toetsbank.test"


def sut_names(profile: Profile, crl_host: str = CRL_HOST) -> SutNames:
    """Return what the PKI has to know of a SUT; ``crl_host`` has a port where that is not 80."""
    sut = profile.sut
    return SutNames(
        crl_host=crl_host,
        fqdn=sut.fqdn,
        ura=sut.ura,
        organisation=sut.organisatie,
        city=sut.plaats,
        system_type=profile.pics.type.value,
        applicatie_id=sut.applicatie_id,
        zim_host=profile.tegenpartijen.zim_naam,
    )


def decided(events: tuple[AnyEvent, ...]) -> frozenset[str]:
    """Return the scenarios that need not be done again: finished, and not by a fault of the bench."""
    return frozenset(
        attempt.begun.scenario
        for attempt in Attempts(events).counting
        if attempt.finished is not None and attempt.finished.verdict is not Verdict.ERROR
    )


def traffic(events: tuple[AnyEvent, ...], defect: str | None) -> passive.Traffic:
    """Return what was observed in the attempts that count, and outside any attempt, with a defect or without."""
    counting = {attempt.begun.attempt for attempt in Attempts(events).counting}
    latest: dict[str, dict[str, Any]] = {
        event.id: event.facts
        for event in events
        if isinstance(event, Observed)
        and event.defect == defect
        and (event.attempt is None or event.attempt in counting)
    }
    return passive.Traffic(
        {id_: ConnectionObservation.model_validate(f) for id_, f in latest.items() if f["kind"] == "verbinding"},
        {id_: MessageObservation.model_validate(f) for id_, f in latest.items() if f["kind"] == "bericht"},
        {id_: NameObservation.model_validate(f) for id_, f in latest.items() if f["kind"] == "naamvraag"},
    )


def new_folder(parent: Path = Path("runs")) -> Path:
    """Return a fresh folder for a run, named by the moment it began."""
    return parent / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
