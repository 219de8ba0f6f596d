"""Facts about norms: the right one, its edition, its scope, how long it holds (INT-62), and equivalents (INT-61)."""

import re
from collections.abc import Iterator

from toetsbank.dossier.facts.base import Fact, dutch
from toetsbank.dossier.model import Answers, Remark, Situation, Weight, contradicts, open_

ERASING = "DoD 5220.22-M"
SHREDDING = "DIN 32757"
READING_OF_DESTRUCTION = "INT-61"


def is_norm(number: str) -> Fact:
    """Return a fact that a document is about one norm."""

    def look(answers: Answers, _situation: Situation) -> Iterator[Remark]:
        if number not in re.findall(r"\d{4,5}", answers.text("norm")):
            yield open_("norm", f"het stuk gaat over {answers.text('norm')}, niet over NEN {number}")

    return look


def by_an_auditor(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """These norms are not certified by themselves: an auditor's statement or an assessment is needed."""
    if answers.text("soort") == "certificaat":
        text = (
            "nodig is een verklaring van een auditor of een beoordeling naar deze norm, geen certificaat naar NEN 7510"
        )
        yield open_("soort", text, reading="INT-62")


def edition_in_force(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The edition is the one in force, or the transition still runs."""
    used, current = answers.text("editie"), answers.text("geldende_editie")
    until = answers.day_or_none("overgang_tot")
    if used.casefold() != current.casefold() and (until is None or until < situation.today):
        ended = f", en de overgang eindigde op {dutch(until)}" if until else ""
        yield open_("editie", f"beoordeeld is {used}, van kracht is {current}{ended}")


def scope_has_gbx(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """The GBx is in the scope of what was assessed."""
    if not answers.is_so("gbx_in_reikwijdte"):
        yield open_("gbx_in_reikwijdte", "het GBx valt buiten de reikwijdte, dus over het GBx zegt het stuk niets")


def assessment_valid(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """A certificate or statement holds on this day."""
    begin, end = answers.day("afgegeven_op"), answers.day("stuk_geldig_tot")
    if begin > situation.today:
        yield open_("afgegeven_op", f"{dutch(begin)} ligt in de toekomst")
    if end < begin:
        yield open_("stuk_geldig_tot", f"{dutch(end)} ligt voor de afgifte op {dutch(begin)}")
    elif end < situation.today:
        yield contradicts("stuk_geldig_tot", f"{answers.text('soort')} liep af op {dutch(end)}")


def issuer_is_another(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """Nobody certifies himself."""
    if answers.text("afgever").casefold() == situation.organisation.casefold():
        yield open_("afgever", f"{answers.text('afgever')} kan zichzelf niet beoordelen")


def destruction(norm: str) -> Fact:
    """Return a fact that destruction follows a norm of the requirement, or a named equivalent with its class."""

    def look(answers: Answers, situation: Situation) -> Iterator[Remark]:
        used, equivalent = answers.text("norm"), answers.text_or("gelijkwaardig_aan")
        if _letters(norm) not in _letters(used):
            if _letters(norm) not in _letters(equivalent):
                text = f"{used} is niet {norm}; noem bij gelijkwaardig_aan de norm waarvoor zij in de plaats komt"
                yield open_("norm", text, reading=READING_OF_DESTRUCTION)
            elif not answers.text_or("klasse"):
                yield open_("klasse", f"bij {used} hoort de klasse of het niveau", reading=READING_OF_DESTRUCTION)
            else:
                said = f"gelijkwaardige norm: {used}, {answers.text('klasse')}, in plaats van {norm}"
                yield Remark(Weight.NOTED, "norm", said, READING_OF_DESTRUCTION, ("b",))
        for number, row in enumerate(answers.rows("verslagen"), 1):
            if row.day("op") > situation.today:
                yield open_(f"verslagen[{number}].op", f"{dutch(row.day('op'))} ligt in de toekomst")

    return look


def _letters(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.casefold())
