"""Whether every binding sentence of a document has its clause, or is struck with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalogue.document import DocumentRequirement, Sentence, introduces
from catalogue.model import Requirement
from catalogue.places import Placement, place_all


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A place of the catalogue that the document does not answer to."""

    name: str
    """The clause, or the alias where the place is that of a struck sentence."""
    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the clauses and struck sentences of one requirement cover of its text."""

    alias: str
    worked_out: bool
    """False while the requirement has neither clauses nor struck sentences."""
    placements: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)
    """By clause id, what its place means."""
    uncovered: tuple[Sentence, ...] = ()
    """Binding sentences without clause or reason."""
    silent: tuple[Sentence, ...] = ()
    """Other sentences of the part Eis without clause or reason, for a reader to judge."""
    unplaced: tuple[Unplaced, ...] = ()
    binding: int = 0
    """How many sentences bind."""

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing binding is uncovered and every place was found."""
        return self.worked_out and not self.uncovered and not self.unplaced


def cover(requirement: Requirement, found: DocumentRequirement) -> Coverage:
    """Return what a requirement of the catalogue covers of the same one in a document."""
    if not (requirement.clausules or requirement.doorgehaald):
        return Coverage(requirement.alias, worked_out=False)
    places = [(requirement.clause_id(clause), clause.plaats) for clause in requirement.clausules]
    struck = [(requirement.alias, sentence.plaats) for sentence in requirement.doorgehaald]
    covered: set[int] = set()
    placements: dict[str, tuple[Sentence, ...]] = {}
    unplaced: list[Unplaced] = []
    named = (*places, *struck)
    for (name, text), placement in zip(named, place_all([text for _, text in named], found.sentences), strict=True):
        covered.update(placement.sentences)
        if placement.problem:
            unplaced.append(Unplaced(name, text, placement.problem))
        elif "/" in name:
            placements[name] = _chosen(placement, found)
    _spread(found.sentences, covered)
    missed = [sentence for number, sentence in enumerate(found.sentences) if number not in covered]
    return Coverage(
        requirement.alias,
        worked_out=True,
        placements=placements,
        uncovered=tuple(sentence for sentence in missed if sentence.is_normative),
        silent=tuple(sentence for sentence in missed if not sentence.is_normative and sentence.part == "Eis"),
        unplaced=tuple(unplaced),
        binding=sum(sentence.is_normative for sentence in found.sentences),
    )


def _chosen(placement: Placement, found: DocumentRequirement) -> tuple[Sentence, ...]:
    return tuple(found.sentences[number] for number in placement.sentences)


def _spread(sentences: Iterable[Sentence], covered: set[int]) -> None:
    """Add each sentence that introduces a list of which every item is covered: the clauses carry its obligation.

    Goes backwards, so that an item that introduces a nested list is settled before the sentence above its own list.
    """
    numbered = list(enumerate(sentences))
    for number, sentence in reversed(numbered):
        below = _items_below(numbered, number, sentence)
        if below and number not in covered and covered.issuperset(below):
            covered.add(number)


def _items_below(numbered: list[tuple[int, Sentence]], number: int, sentence: Sentence) -> list[int]:
    """Return the items that a sentence introduces, one level down."""
    if sentence.item:
        level = (sentence.part, sentence.list_number, sentence.item)
        return [
            each for each, other in numbered if other.item and (other.part, other.list_number, other.item[:-1]) == level
        ]
    if not introduces(sentence) or number + 1 >= len(numbered):
        return []
    following = numbered[number + 1][1]
    if not following.item or following.part != sentence.part:
        return []
    return [
        each
        for each, other in numbered
        if other.part == following.part and other.list_number == following.list_number and len(other.item) == 1
    ]
