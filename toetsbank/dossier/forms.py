"""The forms of a dossier: which clause has which, and writing them out empty for someone to fill in."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from catalogue import Catalogue
from catalogue.model import Clause, Requirement
from toetsbank.applicability import why_not
from toetsbank.dossier.model import FieldSpec, Forms
from toetsbank.outcomes import BadInput
from toetsbank.profile import Pics

DATA = Path(__file__).with_name("forms.toml")
COMMON = "algemeen"
"""The table with what holds for every clause of a file that does not say it itself."""
WITHHELD = "niet_geleverd"
"""The key by which a form says why there is no statement."""
SIGNED = ("namens", "opsteller", "beoordelaar", "datum", "geldig_tot", "bestanden")
STATEMENT = "verklaring"
_BEFORE_THE_QUESTION = re.compile(r"^te verklaren in het dossier: ")
_EMPTY = {"getal": '""', "ja_nee": '""', "lijst": "[]", "reeksen": "[]", "bestanden": "[]", "rijen": "[]"}
_HOW = {
    "tekst": "",
    "datum": "datum, bijvoorbeeld 2026-01-31",
    "getal": "getal zonder aanhalingstekens",
    "ja_nee": "true of false, zonder aanhalingstekens",
    "telefoon": "Nederlands telefoonnummer",
    "e-mail": "e-mailadres",
    "tijd": "tijd, bijvoorbeeld 09:00",
    "land": "landcode, bijvoorbeeld NL",
    "kvk": "KVK-nummer",
    "fqdn": "volledige hostnaam",
    "adres": "IP-adres",
    "reeks": "reeks, bijvoorbeeld 10.0.0.0/24",
    "bestand": "bestand in deze map",
    "lijst": "lijst van teksten",
    "reeksen": "lijst van reeksen",
    "bestanden": "lijst van bestanden in deze map",
}


@cache
def forms() -> Forms:
    """Return all forms."""
    return Forms.model_validate(tomllib.loads(DATA.read_text(encoding="utf-8")))


def applicable(catalogue: Catalogue, pics: Pics) -> tuple[str, ...]:
    """Return the clauses that a dossier decides and that bind a SUT with these claims, in the order of the source."""
    decided = forms().clausules
    return tuple(clause for clause in catalogue.clauses if clause in decided and not why_not(catalogue, clause, pics))


def needed(catalogue: Catalogue, pics: Pics) -> tuple[str, ...]:
    """Return those of them that nothing else decides."""
    return tuple(clause for clause in applicable(catalogue, pics) if not forms().clausules[clause].aanvullend)


def asked(clause: Clause) -> str:
    """Return what the form of a clause wants to know, in the words of the catalogue."""
    return _BEFORE_THE_QUESTION.sub("", clause.reden or "")


def file_of(clause: str) -> str:
    """Return the name of the file that holds the form of a clause."""
    return f"{clause.rpartition('/')[0]}.toml"


def write_empty(folder: Path, catalogue: Catalogue, pics: Pics) -> tuple[list[str], list[str]]:
    """Write the empty form of every requirement that has none; returns the files written and those left alone.

    Raises BadInput where the folder cannot be written.
    """
    written, kept = [], []
    for requirement, clauses in _by_requirement(catalogue, needed(catalogue, pics)).items():
        path = folder / f"{requirement}.toml"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(empty_form(catalogue.requirements[requirement], clauses))
            written.append(path.name)
        except FileExistsError:
            kept.append(path.name)
        except OSError as error:
            raise BadInput(f"Het formulier {path} is niet te schrijven: {error.strerror}.") from error
    return written, kept


def empty_form(requirement: Requirement, clauses: Iterable[str]) -> str:
    """Return the text of an empty form with the given clauses of a requirement."""
    numbers = {clause: int(clause.rpartition("/")[2]) for clause in clauses}
    known = {clause.nummer: clause for clause in requirement.clausules}
    parts = [_HEAD.format(alias=requirement.alias, titel=requirement.titel)]
    for id_, number in numbers.items():
        clause = known[number]
        question = asked(clause)
        lines = [f"# Clausule {number}, gericht aan: {clause.gericht_aan}", f"# {clause.tekst}"]
        lines += [f"# Nodig: {question}"] if question else []
        lines += [f'["{id_}"]', f'{STATEMENT} = ""', f'namens = "{clause.gericht_aan}"']
        lines += [line for name, spec in forms().of(id_).velden.items() for line in _field(name, spec)]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


_HEAD = """\
# Dossier bij {alias}: {titel}
# Wat onder [algemeen] staat geldt voor elke clausule hieronder die het niet zelf anders zegt.
# Is iets er niet, zet dan bij de clausule: niet_geleverd = "waarom"

[algemeen]
opsteller = {{ naam = "", rol = "" }}
beoordelaar = {{ naam = "", rol = "" }}   # iemand anders dan de opsteller
datum = ""                              # bijvoorbeeld 2026-01-31
geldig_tot = ""
bestanden = []                          # [{{ bestand = "stukken/naam.pdf", sha256 = "..." }}]
"""


def _field(name: str, spec: FieldSpec) -> Iterator[str]:
    notes = [spec.uitleg, _how(spec), "" if spec.verplicht else "mag leeg blijven"]
    said = "; ".join(note for note in notes if note)
    empty = _EMPTY.get(spec.soort, '""')
    yield f"{name} = {empty}{f'   # {said}' if said else ''}"


def _how(spec: FieldSpec) -> str:
    if spec.soort == "keuze":
        return f"kies uit: {', '.join(spec.keuzes)}"
    if spec.soort == "rijen":
        columns = ", ".join(f"{name} = {_example(column)}" for name, column in spec.kolommen.items())
        return f"[{{ {columns} }}, ...]"
    return _HOW[spec.soort]


def _example(spec: FieldSpec) -> str:
    examples = {"ja_nee": "true", "getal": "1", "datum": "2026-01-31"}
    return examples.get(spec.soort, f'"{"|".join(spec.keuzes)}"' if spec.keuzes else '""')


def _by_requirement(catalogue: Catalogue, clauses: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for clause in clauses:
        found.setdefault(clause.rpartition("/")[0], []).append(clause)
    return found
