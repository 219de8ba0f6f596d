"""What a form holds, complete or not, as reports show it to someone who has not seen the dossier; BSNs are masked."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from reports.mask import mask_value
from reports.paper import Answer, FactLookedAt, FactOutcome, Paper, PaperFile, PaperState
from toetsbank.dossier.facts.words import WORDS
from toetsbank.dossier.model import Answers, Evidence, Filed, Person, Remark, State, Weight

MOST_ROWS: Final = 100
MAKE: Final = "Maak het formulier met python -m toetsbank dossier init --profile PROFIEL, en vul het in."
FILL_IN: Final = "Vul het formulier in; python -m toetsbank dossier check --profile PROFIEL noemt wat er ontbreekt."
_STATES: Final[dict[State, PaperState]] = {
    State.ABSENT: "ontbreekt",
    State.UNTOUCHED: "niet ingevuld",
    State.WITHHELD: "niet geleverd",
    State.FILLED_IN: "volledig",
}
_OUTCOMES: Final[dict[Weight, FactOutcome]] = {
    Weight.CONTRADICTS: "spreekt tegen",
    Weight.OPEN: "niet aangetoond",
    Weight.NOTED: "opgemerkt",
}
"""The gravest first."""
Looked = Iterable[tuple[str, tuple[Remark, ...] | None]]


def paper(filed: Filed, asked: str, looked: Looked = (), broken: str = "") -> Paper:
    """Return what a form holds of one clause.

    ``asked`` is what the form wants to know, ``looked`` what checking its facts had to say, ``broken`` what is wrong
    with the file as a whole.
    """
    claimed, facts = filed.claimed, tuple(_fact(name, said) for name, said in looked)
    gaps = [f"{gap.key.removeprefix(f'{filed.clause}.')}: {gap.text}" for gap in filed.gaps]
    made = Paper(
        kind="formulier",
        file=f"dossier/{filed.file}",
        state=_state(filed, broken),
        asked=asked,
        remedy=_remedy(filed, broken),
        statement=claimed.statement or filed.reason,
        party=claimed.party,
        author=_person(claimed.author),
        reviewer=_person(claimed.reviewer),
        day=claimed.day.isoformat() if claimed.day else "",
        until=claimed.until.isoformat() if claimed.until else "",
        answers=tuple(_answers(filed.answers)),
        facts=facts,
        files=tuple(PaperFile(name=each.name, sha256=each.sha256) for each in claimed.files),
        gaps=(broken,) if broken else tuple(gaps),
    )
    return Paper.model_validate(mask_value(made.model_dump()))


def _state(filed: Filed, broken: str) -> PaperState:
    if broken:
        return "onleesbaar"
    return "onvolledig" if filed.gaps else _STATES[filed.state]


def _remedy(filed: Filed, broken: str) -> str:
    if broken or filed.gaps or filed.state is State.UNTOUCHED:
        return FILL_IN
    return MAKE if filed.state is State.ABSENT else ""


def _person(person: Person | None) -> str:
    if person is None:
        return ""
    return str(person) if person.role else person.name


def _fact(name: str, said: tuple[Remark, ...] | None) -> FactLookedAt:
    if said is None:
        return FactLookedAt(what=WORDS[name], outcome="niet na te gaan", said=("een antwoord ontbreekt",))
    weights = {remark.weight for remark in said}
    outcome: FactOutcome = next((_OUTCOMES[weight] for weight in _OUTCOMES if weight in weights), "in orde")
    return FactLookedAt(what=WORDS[name], outcome=outcome, said=tuple(remark.text for remark in said))


def _answers(answers: Answers) -> Iterator[Answer]:
    for name, value in answers.values.items():
        texts = _texts(value)
        if texts:
            yield Answer(name=name.replace("_", " "), texts=texts)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, tuple | list):
        shown = tuple(_text(each) for each in value[:MOST_ROWS])
        more = (f"en nog {len(value) - MOST_ROWS}; zie het formulier",) if len(value) > MOST_ROWS else ()
        return (*shown, *more)
    text = _text(value)
    return (text,) if text else ()


def _text(value: Any) -> str:
    match value:
        case Answers():
            return "; ".join(f"{each.name}: {', '.join(each.texts)}" for each in _answers(value))
        case Evidence():
            return f"{value.name} (SHA-256 {value.sha256})"
        case bool():
            return "ja" if value else "nee"
        case date():
            return value.isoformat()
        case int() | float():
            return f"{value:.15g}"
    return str(value)
