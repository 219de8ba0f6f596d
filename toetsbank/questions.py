"""The questions to VZVZ: everything in the catalogue that waits for an answer, as one numbered list in Markdown."""

from collections.abc import Iterable, Iterator
from itertools import count

from catalogue import Catalogue
from catalogue.model import Parameter, Reading, Reference, Word

PROVISIONAL = "voorlopig"


def questions(catalogue: Catalogue) -> str:
    """Return all provisional readings, missing or assumed values, references and words without a measure."""
    readings = [each for each in catalogue.readings.values() if each.status == PROVISIONAL]
    missing = [each for each in catalogue.parameters.values() if each.status == "ontbreekt"]
    assumed = [each for each in catalogue.parameters.values() if each.status == "aangenomen"]
    references = [each for each in catalogue.references.values() if each.status == PROVISIONAL]
    words = [each for each in catalogue.words.values() if each.status == PROVISIONAL]
    numbers = count(1)
    total = len(readings) + len(missing) + len(assumed) + len(references) + len(words)
    lines = [
        "# Vragen aan VZVZ over de AORTA eisen",
        "",
        f"{total} vragen: {len(readings)} lezingen, {len(missing)} ontbrekende en {len(assumed)} aangenomen waarden, "
        f"{len(references)} verwijzingen, {len(words)} woorden zonder maat. Tot er antwoord is geldt wat er bij "
        "“nu gelezen als” staat; een oordeel dat daarvan afhangt draagt dat in het rapport.",
        *_chapter("Lezingen", (_reading(next(numbers), each, catalogue) for each in readings)),
        *_chapter("Waarden die ontbreken", (_value(next(numbers), each) for each in missing)),
        *_chapter("Waarden die aangenomen zijn", (_value(next(numbers), each) for each in assumed)),
        *_chapter("Verwijzingen", (_reference(next(numbers), each) for each in references)),
        *_chapter("Woorden zonder maat", (_word(next(numbers), each) for each in words)),
    ]
    return "\n".join(lines) + "\n"


def _chapter(title: str, entries: Iterable[Iterable[str]]) -> Iterator[str]:
    found = list(entries)
    if found:
        yield from ("", f"## {title}")
        for lines in found:
            yield ""
            yield from lines


def _reading(number: int, reading: Reading, catalogue: Catalogue) -> Iterator[str]:
    resting = [name for name, clause in catalogue.clauses.items() if reading.id in clause.lezing]
    yield f"{number}. **{reading.id}** ({', '.join(reading.aliassen)}; {reading.plaats}). {reading.kwestie}"
    for option in reading.lezingen:
        chosen = ", nu gelezen als" if option.naam == reading.gekozen else ""
        strict = ", de strengste" if option.naam == reading.strengste and len(reading.lezingen) > 1 else ""
        yield f"   - {option.naam}{chosen}{strict}: {option.tekst}"
    yield f"   - waarom: {reading.waarom}"
    if resting:
        yield f"   - clausules die erop rusten: {', '.join(resting)}"


def _value(number: int, parameter: Parameter) -> Iterator[str]:
    yield f"{number}. **{parameter.naam}** ({', '.join(parameter.aliassen)}). Welke waarde, in {parameter.eenheid}?"
    yield f"   - bron: {parameter.bron}"
    if parameter.waarde is not None:
        yield f"   - nu gelezen als: {parameter.shown}"
    else:
        yield "   - nu: norm ontbreekt, tot een profiel een waarde met herkomst geeft"


def _reference(number: int, reference: Reference) -> Iterator[str]:
    yield (
        f"{number}. **{reference.id}** ({', '.join(reference.aliassen)}; {reference.plaats}). "
        f"Verwijst naar {reference.verwijst_naar}; {reference.probleem}. Wat is bedoeld?"
    )
    yield f"   - nu gelezen als: {reference.gelezen_als}"


def _word(number: int, word: Word) -> Iterator[str]:
    yield f"{number}. **{word.id}** ({', '.join(word.aliassen)}). Welke maat hoort bij “{word.woord}”?"
    yield f"   - nu gelezen als: {word.lezing}"
    if word.ver_ervan:
        yield f"   - ver ervan: {word.ver_ervan}"
