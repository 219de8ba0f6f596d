"""Operations that exchange data with the LSP, and that show what came of it."""

from typing import TYPE_CHECKING, Any, Final, Literal

from simulators.xis.operations.base import (
    Data,
    NoData,
    Operation,
    Outcome,
    Parameters,
    PatientParameters,
    Sessie,
)

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class VerifyParameters(Parameters):
    """Een sessie en het systeem waarmee de koppeling wordt gecontroleerd."""

    sessie: Sessie
    bestemming: Literal["zim"] = "zim"


class ResultData(Data):
    """Wat er over de patiënt is opgehaald, een regel per bron, het jongste resultaat het laatst."""

    resultaten: tuple[dict[str, Any], ...] = ()


async def _query(xis: "Xis", wanted: PatientParameters) -> Outcome:
    session = xis.sessions.active(wanted.sessie)
    try:
        result = await xis.exchange.query(session, wanted.bsn)
        await xis.own_queries.beside(session, wanted.bsn)
    finally:
        xis.traces.queried(session, wanted.bsn)
        xis.agenda.changed()
    shown = xis.policies.results.shown(result)
    lines = tuple(line for one in shown for line in one.lines())
    return Outcome(lines, ResultData(resultaten=_results(xis, wanted.bsn)[-1:]))


async def _show_result(xis: "Xis", wanted: PatientParameters) -> Outcome:
    xis.sessions.active(wanted.sessie)
    lines = tuple(line for result in xis.store.results(wanted.bsn) for line in result.lines())
    shown = lines or ("Er zijn geen landelijke gegevens van deze patiënt.",)
    return Outcome(shown, ResultData(resultaten=_results(xis, wanted.bsn)))


async def _verify(xis: "Xis", wanted: VerifyParameters) -> Outcome:
    xis.sessions.active(wanted.sessie)
    try:
        await xis.exchange.ping()
    finally:
        xis.agenda.changed()
    return Outcome(("De koppeling met het LSP werkt.",))


def _results(xis: "Xis", bsn: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "opgehaald": result.opgehaald,
            "bericht_id": result.bericht_id,
            "bronnen": [{name: getattr(source, name) for name in source.__slots__} for source in result.bronnen],
        }
        for result in xis.store.results(bsn)
    )


OPERATIONS: Final = (
    Operation("opvraag.start", "Medicatiegegevens opvragen bij het LSP.", PatientParameters, ResultData, _query),
    Operation("resultaat.show", "Tonen wat er is opgehaald.", PatientParameters, ResultData, _show_result),
    Operation("koppeling.verify", "De koppeling met het LSP controleren.", VerifyParameters, NoData, _verify),
)
