"""Reading a dossier: every mistake and every gap in it, all at once, each as one Dutch sentence."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from catalogue import Catalogue
from toetsbank.dossier.facts import look
from toetsbank.dossier.facts.base import dutch
from toetsbank.dossier.forms import COMMON, SIGNED, STATEMENT, WITHHELD, applicable, file_of, forms
from toetsbank.dossier.model import (
    PARTIES,
    Claimed,
    Dossier,
    Evidence,
    Filed,
    Gap,
    Person,
    Remark,
    Situation,
    State,
    Weight,
)
from toetsbank.dossier.values import Mistake, Wrong, answers, day, evidence, is_blank, stray_keys, text
from toetsbank.profile import Profile

_AT = re.compile(r"at line (\d+), column (\d+)")


def read(folder: Path | None, profile: Profile, catalogue: Catalogue, today: date) -> Dossier:
    """Return what a folder of forms holds for the clauses that apply to a profile; never raises on bad forms."""
    tables, strays = load(folder, catalogue)
    wanted = applicable(catalogue, profile.pics)
    return Dossier(folder, {each: filed(each, tables.get(each), folder or Path(), today) for each in wanted}, strays)


def facts_of(dossier: Dossier, clause: str, profile: Profile, today: date) -> tuple[Remark, ...]:
    """Return what checking the facts in the form of a clause had to say."""
    return tuple(remark for _, said in looked_at(dossier, clause, profile, today) for remark in said or ())


def looked_at(
    dossier: Dossier, clause: str, profile: Profile, today: date
) -> tuple[tuple[str, tuple[Remark, ...] | None], ...]:
    """Return the facts of the form of a clause by name, each with its remarks; None where an answer was missing."""
    alias = clause.rpartition("/")[0]
    beside = {
        role: dossier.filed[other].answers
        for role, number in forms().clausules[clause].naast.items()
        if (other := f"{alias}/{number}") in dossier.filed
    }
    situation = Situation(
        today=today,
        product=profile.sut.product,
        version=profile.sut.versie,
        fqdn=profile.sut.fqdn,
        organisation=profile.sut.organisatie,
        application_id=profile.sut.applicatie_id,
        system_type=profile.pics.type.value,
        roles=profile.pics.rollen,
        beside=beside,
    )
    return tuple(look(forms().of(clause).feiten, dossier.filed[clause].answers, situation))


def gaps(dossier: Dossier, profile: Profile, today: date) -> Iterator[Gap]:
    """Yield everything that keeps a dossier from being complete, in the order of the source."""
    yield from dossier.strays
    broken = {stray.file for stray in dossier.strays if not stray.key}
    for clause, form in dossier.filed.items():
        if form.state is State.ABSENT:
            if not forms().clausules[clause].aanvullend and form.file not in broken:
                yield Gap(form.file, clause, "het formulier van deze clausule ontbreekt; maak het met dossier init")
        elif form.state is State.UNTOUCHED:
            yield Gap(form.file, clause, "dit formulier is nog niet ingevuld")
        elif form.state is State.FILLED_IN:
            yield from form.gaps
            for remark in facts_of(dossier, clause, profile, today):
                if remark.weight is not Weight.NOTED:
                    yield Gap(form.file, f"{clause}.{remark.field}", remark.text)


@dataclass(slots=True)
class Table:
    """The table of one clause, and what holds for every clause of its file."""

    own: Mapping[str, Any]
    common: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """Return what the clause says, or else what the file says for all."""
        return self.own[key] if not is_blank(self.own.get(key, "")) else self.common.get(key, "")


def load(folder: Path | None, catalogue: Catalogue) -> tuple[dict[str, Table], tuple[Gap, ...]]:
    """Return what the files of a folder say per clause, and what is wrong with a file as a whole."""
    tables: dict[str, Table] = {}
    strays: list[Gap] = []
    for path in sorted(folder.glob("*.toml")) if folder else ():
        data = _load(path, strays)
        if path.stem not in catalogue.requirements:
            strays.append(
                Gap(path.name, "", "er is geen eis met deze naam; een formulier heet naar de alias van een eis")
            )
            continue
        common = data.pop(COMMON, {})
        if not isinstance(common, Mapping):
            strays.append(Gap(path.name, COMMON, "dit hoort een tabel te zijn: [algemeen]"))
            common = {}
        strays += [Gap(path.name, f"{COMMON}.{each.field}", each.text) for each in stray_keys(common, SIGNED)]
        known = tuple(clause for clause in forms().clausules if file_of(clause) == path.name)
        strays += [Gap(path.name, each.field, each.text) for each in stray_keys(data, known)]
        for clause in known:
            own = data.get(clause)
            if own is not None and not isinstance(own, Mapping):
                strays.append(Gap(path.name, clause, f'dit hoort een tabel te zijn: ["{clause}"]'))
            elif own is not None:
                tables[clause] = Table(own, common)
    return tables, tuple(strays)


def _load(path: Path, strays: list[Gap]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        strays.append(Gap(path.name, "", f"dit bestand is niet te lezen ({error.strerror})"))
    except UnicodeDecodeError:
        strays.append(Gap(path.name, "", "dit bestand is geen tekst in UTF-8"))
    except RecursionError:
        strays.append(Gap(path.name, "", "dit bestand heeft te veel haakjes in elkaar"))
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        place = f"regel {at[1]}, kolom {at[2]}" if at else "het einde"
        strays.append(
            Gap(path.name, "", f"dit is geen geldige TOML; kijk bij {place} naar aanhalingstekens en haakjes")
        )
    return {}


def filed(clause: str, table: Table | None, folder: Path, today: date) -> Filed:
    """Return what the table of a clause holds; ``folder`` is where its evidence lies."""
    file = file_of(clause)
    if table is None:
        return Filed(clause, file, State.ABSENT)
    reason = table.own.get(WITHHELD, "")
    if isinstance(reason, str) and reason.strip():
        return Filed(clause, file, State.WITHHELD, reason=reason.strip())
    spec = forms().of(clause)
    if all(is_blank(value) for key, value in table.own.items() if key != "namens"):
        return Filed(clause, file, State.UNTOUCHED)
    mistakes = list(stray_keys(table.own, (STATEMENT, WITHHELD, *SIGNED, *spec.velden)))
    found, wrong = answers(table.own, spec.velden, folder)
    claimed = _Signing(table, folder, today, mistakes).claimed()
    mistakes += wrong
    return Filed(
        clause=clause,
        file=file,
        state=State.FILLED_IN,
        gaps=tuple(Gap(file, f"{clause}.{each.field}", each.text) for each in mistakes),
        signature=claimed.signature(),
        claimed=claimed,
        answers=found,
    )


@dataclass(slots=True)
class _Signing:
    """Reads who states what until when, and notes every mistake in it."""

    table: Table
    folder: Path
    today: date
    mistakes: list[Mistake]

    def claimed(self) -> Claimed:
        statement = self._statement()
        party = self._party()
        author, reviewer = self._person("opsteller"), self._person("beoordelaar")
        if author and reviewer and author.is_same_as(reviewer):
            self._note("beoordelaar.naam", f"{reviewer.name} is ook de opsteller; een ander hoort te beoordelen")
        made, until = self._day("datum"), self._day("geldig_tot")
        if made and made > self.today:
            self._note("datum", f"{dutch(made)} ligt in de toekomst")
        if made and until and until <= made:
            self._note("geldig_tot", f"{dutch(until)} ligt niet na de datum {dutch(made)}")
        elif until and until < self.today:
            self._note("geldig_tot", f"de verklaring is verlopen op {dutch(until)}")
        return Claimed(statement, party, author, reviewer, made, until, self._files())

    def _note(self, name: str, said: str) -> None:
        self.mistakes.append(Mistake(name, said))

    def _statement(self) -> str:
        value = self.table.own.get(STATEMENT, "")
        if is_blank(value):
            self._note(STATEMENT, "niet ingevuld (wat er verklaard wordt, in eigen woorden)")
            return ""
        return self._text(STATEMENT, value)

    def _text(self, name: str, value: Any) -> str:
        try:
            return text(value)
        except Wrong as wrong:
            self._note(name, str(wrong))
            return ""

    def _party(self) -> str:
        value = self.table.get("namens")
        if value not in PARTIES:
            self._note("namens", f"{value!r} kan hier niet; kies uit {', '.join(PARTIES)}")
            return ""
        return str(value)

    def _person(self, name: str) -> Person | None:
        value = self.table.get(name)
        if is_blank(value):
            self._note(name, 'niet ingevuld ({ naam = "...", rol = "..." })')
            return None
        if not isinstance(value, Mapping):
            self._note(name, 'dit hoort een tabel te zijn: { naam = "...", rol = "..." }')
            return None
        for stray in stray_keys(value, ("naam", "rol")):
            self._note(f"{name}.{stray.field}", stray.text)
        said = {}
        for key in ("naam", "rol"):
            if is_blank(value.get(key, "")):
                self._note(f"{name}.{key}", "niet ingevuld")
            else:
                said[key] = self._text(f"{name}.{key}", value[key])
        return Person(said["naam"], said.get("rol", "")) if said.get("naam") else None

    def _day(self, name: str) -> date | None:
        value = self.table.get(name)
        if is_blank(value):
            self._note(name, "niet ingevuld (een datum, bijvoorbeeld 2026-01-31)")
            return None
        try:
            return day(value)
        except Wrong as wrong:
            self._note(name, str(wrong))
            return None

    def _files(self) -> tuple[Evidence, ...]:
        value = self.table.get("bestanden")
        if is_blank(value) or not isinstance(value, list):
            self._note("bestanden", 'niet ingevuld ([{ bestand = "...", sha256 = "..." }])')
            return ()
        return tuple(found for number, item in enumerate(value, 1) for found in self._file(number, item))

    def _file(self, number: int, item: Any) -> Iterable[Evidence]:
        place = f"bestanden[{number}]"
        if not isinstance(item, Mapping) or "bestand" not in item:
            self._note(place, 'dit hoort een tabel te zijn: { bestand = "...", sha256 = "..." }')
            return
        for stray in stray_keys(item, ("bestand", "sha256")):
            self._note(f"{place}.{stray.field}", stray.text)
        try:
            found = evidence(self.folder, text(item["bestand"]))
        except Wrong as wrong:
            self._note(f"{place}.bestand", str(wrong))
            return
        given = str(item.get("sha256", "")).strip().lower()
        if given != found.sha256:
            said = f"vermeld is {given}" if given else "er is geen som vermeld"
            self._note(f"{place}.sha256", f"de SHA-256 van {found.name} is {found.sha256}; {said}")
        else:
            yield found
