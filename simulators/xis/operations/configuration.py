"""The operation with which an administrator tells the XIS where the ZIM is and who is who (GBX.FBH.e4050.3)."""

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field, ValidationError

from simulators.xis.configuration import sentence
from simulators.xis.operations.base import NoData, Operation, Outcome, Parameters, Sessie
from simulators.xis.policies.beheer import ADMINISTRATOR, SETTINGS
from simulators.xis.policies.users import AccessPolicy
from simulators.xis.sessions import Refused

if TYPE_CHECKING:
    from simulators.xis.application import Xis

Id = Annotated[str, Field(pattern=r"^\d{1,16}$")]


class ConfigurationParameters(Parameters):
    """Een sessie, en wat er wordt ingesteld; wat niet genoemd wordt blijft zoals het is."""

    sessie: Sessie
    uri: Annotated[str | None, Field(description="Waar de ZIM is, als https://naam:poort.")] = None
    hostnaam: Annotated[str | None, Field(min_length=1, max_length=253, description="De hostnaam van de ZIM.")] = None
    applicatie_id: Annotated[Id | None, Field(description="Het applicatie-id van de eigen applicatie.")] = None
    applicatie_id_schakelpunt: Annotated[Id | None, Field(description="Het applicatie-id van het schakelpunt.")] = None


async def _set(xis: "Xis", wanted: ConfigurationParameters) -> Outcome:
    acting = xis.management.desk.acting(wanted.sessie)
    acting.require(AccessPolicy(ADMINISTRATOR), "de configuratie te wijzigen")
    values: dict[str, str] = {name: value for name in sorted(SETTINGS) if (value := getattr(wanted, name)) is not None}
    if not values:
        raise Refused("Er is niets ingesteld: geef ten minste één waarde.")
    at_once: dict[str, str] = {name: values[name] for name in xis.policies.settings.at_once if name in values}
    try:
        xis.configuration.in_use.change(at_once)
    except ValidationError as error:
        raise Refused(f"De configuratie is niet gewijzigd: {sentence(error.errors()[0])}") from error
    xis.management.log(acting, "configuratie.set", "; ".join(f"{name} {value}" for name, value in values.items()))
    return Outcome(tuple(f"{name} is nu {value}." for name, value in values.items()))


OPERATIONS: Final = (
    Operation(
        "configuratie.set",
        "Instellen waar de ZIM is, en de applicatie-id's.",
        ConfigurationParameters,
        NoData,
        _set,
    ),
)
