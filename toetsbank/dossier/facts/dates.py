"""Facts about days: what came before what, how long before, and whether it has happened at all."""

from collections.abc import Iterator
from datetime import timedelta

from toetsbank.dossier.facts.base import Fact, dutch, in_order
from toetsbank.dossier.model import Answers, Remark, Situation, contradicts, noted, open_

NOTICE = timedelta(weeks=2)

training_before_production: Fact = in_order("workshop_op", "in_productie_op", "de workshop is pas na de start gevolgd")
reported_before_connection: Fact = in_order(
    "gemeld_op", "aangesloten_op", "de logbeheerder is pas na de aansluiting aan VZVZ gemeld"
)
in_supportal_before_production: Fact = in_order(
    "in_supportal_op", "in_productie_op", "de gegevens stonden pas na de ingebruikname in Supportal"
)
accepted_before_production: Fact = in_order(
    "geaccepteerd_op", "in_productie_op", "de applicatie was in productie voordat zij was geaccepteerd"
)


def two_weeks_notice(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Planned maintenance was announced at least fourteen days before it began."""
    for number, row in enumerate(answers.rows("onderhoud"), 1):
        begin, announced = row.day("begin"), row.day("aangekondigd_op")
        if begin - announced < NOTICE:
            days = (begin - announced).days
            text = f"onderhoud op {dutch(begin)} is {days} dagen vooraf aangekondigd, minder dan {NOTICE.days}"
            yield contradicts(f"onderhoud[{number}].aangekondigd_op", text)


def new_tkids_were_sent(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """After an acceptance that gave a new TKID the TKIDs were sent again."""
    for number, row in enumerate(answers.rows("acceptaties"), 1):
        if row.day("ingestuurd_op") < row.day("geaccepteerd_op"):
            text = f"na de acceptatie van {row.text('nieuw_tkid')} is niet opnieuw ingestuurd"
            yield contradicts(f"acceptaties[{number}].ingestuurd_op", text)


def statement_is_current(answers: Answers, _situation: Situation) -> Iterator[Remark]:
    """Numbers were handed over after they last changed."""
    changed, given = answers.day("laatste_wijziging"), answers.day("opgegeven_op")
    if given < changed:
        text = f"de opgave van {dutch(given)} is ouder dan de laatste wijziging van {dutch(changed)}"
        yield contradicts("opgegeven_op", text)


def network_provider_qualified(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The GZN is qualified on this day, and somebody asked VZVZ."""
    until = answers.day("gekwalificeerd_tot")
    if until < situation.today:
        yield contradicts("gekwalificeerd_tot", f"de kwalificatie van {answers.text('gzn')} liep af op {dutch(until)}")
    yield from _happened(answers, situation, "contract_op", "nagegaan_op")


def happened(*fields: str) -> Fact:
    """Return a fact that some days are not still to come."""

    def look(answers: Answers, situation: Situation) -> Iterator[Remark]:
        yield from _happened(answers, situation, *fields)

    return look


def rows_happened(table: str, field: str) -> Fact:
    """Return a fact that the days in a table are not still to come."""

    def look(answers: Answers, situation: Situation) -> Iterator[Remark]:
        for number, row in enumerate(answers.rows(table), 1):
            yield from (
                open_(f"{table}[{number}].{remark.field}", remark.text) for remark in _happened(row, situation, field)
            )

    return look


def trial_succeeded(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """A procedure was tried and gave what it should."""
    yield from _happened(answers, situation, "proef_op")
    if not answers.is_so("proef_gelukt"):
        yield contradicts("proef_gelukt", f"bij de proef van {dutch(answers.day('proef_op'))} is geen inzage gegeven")


def agreement_named(answers: Answers, situation: Situation) -> Iterator[Remark]:
    """The DAP in force is named (INT-63); the one of 2014 deserves a second look."""
    yield from _happened(answers, situation, "dap_datum")
    if answers.day("dap_datum").year <= 2014:
        yield noted("dap_datum", f"ga na of het DAP van {dutch(answers.day('dap_datum'))} nog geldt (INT-63)")


def _happened(answers: Answers, situation: Situation, *fields: str) -> Iterator[Remark]:
    for name in fields:
        if answers.day(name) > situation.today:
            yield open_(name, f"{dutch(answers.day(name))} ligt in de toekomst")
