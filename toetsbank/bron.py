"""Reads a user's own copy of the AORTA eisen, and says what of it the catalogue has, lacks or has otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from catalogue import Catalogue
from catalogue.comparison import Comparison, Pair, compare
from catalogue.coverage import Coverage, cover
from catalogue.document import DocumentRequirement, Sentence, read_document
from catalogue.editions import Entry, Recognised, of_catalogue, of_document, recognise
from catalogue.local_text import FILE, Literal, LocalRequirement, LocalText, LocalTextError, load, save
from catalogue.pages import DocumentError, Pages, read_pages
from toetsbank.outcomes import BadInput

GREATEST = 40
"""So many words of a sentence are shown."""


@dataclass(frozen=True, slots=True)
class Document:
    """A copy as read."""

    pages: Pages
    requirements: tuple[DocumentRequirement, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a copy says beside the catalogue."""

    document: Document
    edition: Recognised
    comparison: Comparison
    coverage: tuple[Coverage, ...]
    """Of the requirements that both have, in the order of the catalogue."""

    @property
    def is_good(self) -> bool:
        """Tell whether every requirement was found, is the catalogue's, and has no binding sentence uncovered."""
        return self.comparison.is_equal and all(each.is_complete or not each.worked_out for each in self.coverage)


def read(path: Path) -> Document:
    """Read a copy; raises BadInput with one sentence."""
    try:
        pages = read_pages(path)
    except DocumentError as error:
        raise BadInput(str(error)) from error
    requirements = read_document(pages.text)
    if not requirements:
        raise BadInput(f"In {path} staat geen enkele eis (een regel die met “Alias:” begint); wijs de AORTA eisen aan.")
    return Document(pages, requirements, of_document(requirements))


def examine(document: Document, catalogue: Catalogue, texts: Mapping[str, tuple[str, ...]]) -> Findings:
    """Compare a copy with the catalogue; ``texts`` has the words of earlier copies by their hash."""
    found = {requirement.alias: requirement for requirement in document.requirements}
    comparison = compare(of_catalogue(catalogue), document.entries, texts)
    return Findings(
        document,
        recognise(document.entries, catalogue.editions, document.pages.text),
        comparison,
        tuple(cover(catalogue.requirements[pair.old.alias], found[pair.new.alias]) for pair in comparison.pairs),
    )


def earlier_texts(beside: Path | None, folder: Path | None) -> dict[str, tuple[str, ...]]:
    """Return the words of another copy, and of what ``--uit`` stored earlier, by their hash."""
    texts: dict[str, tuple[str, ...]] = {}
    if folder is not None and (folder / FILE).is_file():
        with suppress(LocalTextError):  # made by another version: it is replaced
            texts |= load(folder).texts()
    if beside is not None:
        texts |= {entry.sha256: entry.text for entry in read(beside).entries if entry.text is not None}
    return texts


def local_text(findings: Findings, catalogue: Catalogue) -> LocalText:
    """Return the literal text for the local report: by the aliases and clauses of the catalogue."""
    found = {requirement.alias: requirement for requirement in findings.document.requirements}
    placed = {coverage.alias: coverage.placements for coverage in findings.coverage}
    edition = findings.edition.edition or "onbekende editie"
    return LocalText(
        document=findings.document.pages.name,
        sha256=findings.document.pages.sha256,
        editie=edition,
        eisen={
            pair.old.alias: _local(found[pair.new.alias], placed[pair.old.alias]) for pair in findings.comparison.pairs
        },
    )


def _local(requirement: DocumentRequirement, placed: Mapping[str, Sequence[Sentence]]) -> LocalRequirement:
    restoration = requirement.restoration
    return LocalRequirement(
        woorden=requirement.source.words,
        sha256=requirement.source.sha256,
        zinnen=tuple((sentence.place, sentence.text) for sentence in requirement.sentences),
        hersteld=f"{restoration.damage}; hersteld als: {restoration.restored_as}" if restoration else "",
        clausules={name: _literal(sentences) for name, sentences in placed.items() if sentences},
    )


def _literal(sentences: Sequence[Sentence]) -> Literal:
    mended = dict.fromkeys(sentence.restored for sentence in sentences if sentence.restored)
    return Literal(tekst=" ".join(sentence.text for sentence in sentences), hersteld="; ".join(mended))


def store(folder: Path, findings: Findings, catalogue: Catalogue) -> Path:
    """Write the literal text into a folder; raises BadInput where that is impossible."""
    try:
        return save(folder, local_text(findings, catalogue))
    except OSError as error:
        raise BadInput(f"In {folder} is niet te schrijven: {error.strerror}. Kies een andere map bij --uit.") from error


def describe(findings: Findings, catalogue: Catalogue) -> str:
    """Return all findings as Dutch lines."""
    return "\n".join(_lines(findings, catalogue))


def _lines(findings: Findings, catalogue: Catalogue) -> Iterator[str]:
    pages, comparison = findings.document.pages, findings.comparison
    size = f", {pages.count} bladzijden" if pages.count else ""
    yield f"Document  {pages.name}{size}, SHA-256 {pages.sha256}"
    yield f"Editie    {_edition(findings.edition)}"
    counts = [sum(pair.text == kind for pair in comparison.pairs) for kind in ("gelijk", "alleen tekens", "anders")]
    yield (
        f"Eisen     {len(comparison.pairs)} van {len(catalogue.requirements)} gevonden: {counts[0]} woord voor woord"
        f" gelijk, {counts[1]} op tekens en witruimte na, {counts[2]} anders"
    )
    yield from _requirements(comparison)
    yield ""
    yield from _coverage(findings.coverage)
    yield from _restored(findings)


def _edition(found: Recognised) -> str:
    printed = f"; voorin staat: {', '.join(found.printed)}" if found.printed else ""
    if found.edition:
        apart = found.of - found.matching
        changed = f", met {apart} {'eis' if apart == 1 else 'eisen'} die afwijken of ontbreken" if apart else ""
        return f"{found.edition}{changed} ({found.matching} van {found.of} afdrukken komen overeen){printed}"
    close = f"; het dichtst bij {found.closest}, {found.matching} van {found.of}" if found.closest else ""
    return f"onbekende editie{close}{printed}"


def _requirements(comparison: Comparison) -> Iterator[str]:
    for entry in comparison.retired:
        yield f"  ontbreekt in het document: {entry.alias} {entry.title}"
    for entry in comparison.added:
        yield f"  niet in de catalogus: {entry.alias} {entry.title} ({entry.words} woorden)"
    for alias in comparison.doubles:
        yield f"  staat er meer dan eens: {alias}"
    for pair in comparison.changed:
        yield f"  anders: {pair.old.alias} {pair.old.title}"
        yield from (f"    {line}" for line in difference_of(pair))


def difference_of(pair: Pair) -> Iterator[str]:
    """Yield what differs in one requirement: facts, and words or else their number and hash."""
    for name, old, new in pair.facts:
        yield f"{name}: {old or 'niets'} → {new or 'niets'}"
    yield from (str(change) for change in pair.changes)
    if pair.text == "anders" and not pair.changes:
        yield f"{pair.old.words} → {pair.new.words} woorden, SHA-256 {pair.old.sha256[:12]} → {pair.new.sha256[:12]}"
        yield "woord voor woord te zien met --naast ANDER, een document van de editie van de catalogus"


def _coverage(found: Sequence[Coverage]) -> Iterator[str]:
    worked_out = [coverage for coverage in found if coverage.worked_out]
    uncovered = [(coverage.alias, sentence) for coverage in worked_out for sentence in coverage.uncovered]
    unplaced = [unplaced for coverage in worked_out for unplaced in coverage.unplaced]
    silent = [(coverage.alias, sentence) for coverage in worked_out for sentence in coverage.silent]
    yield (
        f"Dekking   {len(worked_out)} van {len(found)} eisen uitgewerkt; "
        f"{sum(coverage.binding for coverage in worked_out)} bindende zinnen, {len(uncovered)} niet gedekt; "
        f"{len(unplaced)} plaatsen niet gevonden"
    )
    for alias, sentence in uncovered:
        yield f"  niet gedekt: {alias}, {sentence.place}: {_shortened(sentence.text)}"
    for each in unplaced:
        yield f"  plaats niet gevonden: {each.name}, “{each.place}”: {each.problem}"
    if silent:
        yield "  Zonder clausule of reden, en zonder modaal werkwoord; ter beoordeling:"
        yield from (f"    {alias}, {sentence.place}: {_shortened(sentence.text)}" for alias, sentence in silent)
    if waiting := [coverage.alias for coverage in found if not coverage.worked_out]:
        yield f"  Nog niet uitgewerkt: {', '.join(waiting)}"


def _restored(findings: Findings) -> Iterator[str]:
    known = [each for each in findings.document.requirements if each.restoration]
    counted = [
        (each.alias, sentence)
        for each in findings.document.requirements
        for sentence in each.sentences
        if sentence.restored
    ]
    if known or counted:
        yield ""
        yield f"Hersteld  {len(known)} eisen met bekende schade, {len(counted)} zinnen waarvan de plaats hersteld is"
    for each in known:
        assert each.restoration is not None
        yield f"  {each.alias}: {each.restoration.damage}; hersteld als: {each.restoration.restored_as}"


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= GREATEST else f"{' '.join(words[:GREATEST])} …"
