"""Forms that lack what every form must have: each mistake is made in the form of every clause.

A clause of which the dossier holds a statement and no checked fact can only be broken here. That proves what the bench
sees of a statement: that it is there, whole, of two persons, valid and on papers that are what they were.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from reports.verdicts import Verdict
from toetsbank.dossier.forms import STATEMENT, WITHHELD
from toetsbank.dossier.model import ClauseForm, FieldSpec, FormSpec

Form = Mapping[str, Any]


class Case(NamedTuple):
    """A form with one thing wrong, and what must be said of it."""

    form: Form | None
    verdict: Verdict
    says: str


class Theme(NamedTuple):
    """Mistakes of one kind, under the name and the sentence by which reports know them."""

    name: str
    summary: str
    cases: Callable[[Form, FormSpec, ClauseForm, date], Iterator[Case]]


def _absent(form: Form, _spec: FormSpec, of: ClauseForm, _today: date) -> Iterator[Case]:
    if not of.may_be_absent:
        yield Case(None, Verdict.NOT_TESTED, "ontbreekt")
        yield Case({"namens": form["namens"], STATEMENT: ""}, Verdict.NOT_TESTED, "is nog niet ingevuld")
    yield Case({WITHHELD: "nog niet af"}, Verdict.NOT_TESTED, "niet geleverd: nog niet af")


def _incomplete(form: Form, spec: FormSpec, _of: ClauseForm, _today: date) -> Iterator[Case]:
    yield _open({**form, STATEMENT: ""}, f"{STATEMENT}: niet ingevuld")
    yield _open({**form, "namens": "ons"}, "namens: 'ons' kan hier niet")
    yield _open({**form, "extra": "x"}, "extra: deze sleutel bestaat niet")
    for name, field in spec.velden.items():
        if field.verplicht:
            yield _open({**form, name: ""}, f"{name}: niet ingevuld")
        if field.soort == "rijen" and form.get(name):
            yield from _cells(form, name, field)


def _cells(form: Form, name: str, field: FieldSpec) -> Iterator[Case]:
    """Empty each cell of the first row of a table."""
    first, *others = form[name]
    for column, cell in field.kolommen.items():
        if cell.verplicht:
            yield _open({**form, name: [{**first, column: ""}, *others]}, f"{name}[1].{column}: niet ingevuld")


def _unreviewed(form: Form, _spec: FormSpec, _of: ClauseForm, _today: date) -> Iterator[Case]:
    for person in ("opsteller", "beoordelaar"):
        yield _open({**form, person: {}}, f"{person}: niet ingevuld")
        yield _open({**form, person: {**form[person], "naam": ""}}, f"{person}.naam: niet ingevuld")
        yield _open({**form, person: {**form[person], "rol": ""}}, f"{person}.rol: niet ingevuld")
    same = {"naam": form["opsteller"]["naam"].upper(), "rol": form["beoordelaar"]["rol"]}
    yield _open({**form, "beoordelaar": same}, "is ook de opsteller; een ander hoort te beoordelen")


def _expired(form: Form, _spec: FormSpec, _of: ClauseForm, today: date) -> Iterator[Case]:
    day = timedelta(days=1)
    for name in ("datum", "geldig_tot"):
        yield _open({**form, name: ""}, f"{name}: niet ingevuld")
        yield _open({**form, name: "3 maart"}, f"{name}: '3 maart' is geen datum")
    yield _open({**form, "geldig_tot": today - day}, "de verklaring is verlopen op")
    yield _open({**form, "geldig_tot": form["datum"]}, "ligt niet na de datum")
    yield _open({**form, "datum": today + day}, "ligt in de toekomst")


def _papers(form: Form, _spec: FormSpec, _of: ClauseForm, _today: date) -> Iterator[Case]:
    paper = form["bestanden"][0]
    yield _open({**form, "bestanden": []}, "bestanden: niet ingevuld")
    yield _open({**form, "bestanden": [{**paper, "bestand": "stukken/weg.pdf"}]}, "stukken/weg.pdf is niet te lezen")
    yield _open({**form, "bestanden": [{**paper, "sha256": "00"}]}, "vermeld is 00")
    yield _open({**form, "bestanden": [{"bestand": paper["bestand"]}]}, "er is geen som vermeld")


def _open(form: Form, says: str) -> Case:
    return Case(form, Verdict.INCONCLUSIVE, says)


THEMES = (
    Theme("FormulierOntbreekt", "Van een clausule is er geen formulier, of het is leeg of niet geleverd.", _absent),
    Theme("VerklaringOnvolledig", "In een formulier is een veld leeg, of staat een sleutel te veel.", _incomplete),
    Theme("VerklaringNietNagekeken", "Opsteller of beoordelaar ontbreekt, of zij zijn dezelfde persoon.", _unreviewed),
    Theme("VerklaringNietGeldig", "Een verklaring is verlopen, in de toekomst gedateerd, of zonder datum.", _expired),
    Theme("StukKloptNiet", "Een stuk onder een verklaring is er niet, of is een ander dan toen.", _papers),
)
