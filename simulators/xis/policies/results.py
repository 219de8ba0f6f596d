"""What the XIS decides about who a message is from, and for whom what came back is."""

from collections.abc import Callable
from dataclasses import dataclass

from protocol.hl7.query import Query
from simulators.xis.model import QueryResult


def as_made(query: Query) -> Query:
    """Send a query as it was made: in the name of the user who asked."""
    return query


def as_it_came(result: QueryResult) -> QueryResult:
    """Keep a result with the patient whom it was asked for."""
    return result


def by_itself(result: QueryResult) -> tuple[QueryResult, ...]:
    """Show who asked the result, and nothing else."""
    return (result,)


@dataclass(frozen=True, slots=True)
class AuthorPolicy:
    """In whose name a query goes out (GBX.BVL.e4050.1, item 6)."""

    edit: Callable[[Query], Query] = as_made


@dataclass(frozen=True, slots=True)
class ResultPolicy:
    """With whom a result is kept, and what is shown when it comes (GBX.BVL.e4050.1, items 4 and 5)."""

    kept: Callable[[QueryResult], QueryResult] = as_it_came
    shown: Callable[[QueryResult], tuple[QueryResult, ...]] = by_itself
