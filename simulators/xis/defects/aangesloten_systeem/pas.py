"""Defects of what joins a pass, its holder and the application (GBX.BVL.e4050.1)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from protocol.hl7.controlact import Person
from protocol.hl7.query import Query
from simulators.xis.defects.base import Defect
from simulators.xis.model import QueryResult

if TYPE_CHECKING:
    from simulators.xis.application import Xis


class LeestGeenSha256(Defect):
    """Alleen passen van een nieuwere soort dan SHA-256 worden gelezen."""

    violates = ("GBX.BVL.e4050.1/1",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.passes = replace(xis.policies.passes, distrusted_hashes=frozenset({"sha256"}))


class ToontOokVorigeUitslag(Defect):
    """Bij een opvraag komt ook de uitslag op het scherm die de vorige gebruiker kreeg."""

    violates = ("GBX.BVL.e4050.1/4",)

    def apply(self, xis: "Xis") -> None:
        earlier: list[QueryResult] = []

        def shown(result: QueryResult) -> tuple[QueryResult, ...]:
            earlier.append(result)
            return tuple(earlier[-2:])

        xis.policies.results = replace(xis.policies.results, shown=shown)


class BewaartUitslagBijEerstePatient(Defect):
    """Een uitslag wordt bewaard bij de patiënt die als eerste werd opgevraagd."""

    violates = ("GBX.BVL.e4050.1/5",)
    system_type = "GBK"

    def apply(self, xis: "Xis") -> None:
        asked: list[str] = []

        def kept(result: QueryResult) -> QueryResult:
            asked.append(result.bsn)
            return replace(result, bsn=asked[0])

        xis.policies.results = replace(xis.policies.results, kept=kept)


class _Writes(Defect):
    """The author of a query is not written as the pass has it."""

    def apply(self, xis: "Xis") -> None:
        xis.policies.authors = replace(xis.policies.authors, edit=self.edit)

    def edit(self, query: Query) -> Query:
        """Return the query that goes out."""
        author = query.author
        return replace(query, author=self.written(author)) if isinstance(author, Person) else query

    def written(self, author: Person) -> Person:
        """Return the author as he is written."""
        return author


class SchrijftVasteAuteur(_Writes):
    """Elke opvraag gaat uit op naam van dezelfde arts, wie er ook is ingelogd."""

    violates = ("GBX.BVL.e4050.1/6",)

    def written(self, author: Person) -> Person:
        return replace(author, uzi_nummer="900001235")


class SchrijftAndereRolcode(_Writes):
    """In het bericht staat een andere rolcode dan op de pas."""

    violates = ("GBX.BVL.e4050.1/7",)

    def written(self, author: Person) -> Person:
        return replace(author, rolcode="01.000")


class NoemtAndereOrganisatie(Defect):
    """Bij de verantwoordelijke staat een andere organisatie dan bij de auteur."""

    violates = ("GBX.BVL.e4050.1/11",)

    def apply(self, xis: "Xis") -> None:
        xis.policies.authors = replace(xis.policies.authors, edit=self.edit)

    def edit(self, query: Query) -> Query:
        """Return the query that goes out."""
        overseer = query.overseer
        if overseer is None or overseer.organisation is None:
            return query
        return replace(query, overseer=replace(overseer, organisation=replace(overseer.organisation, ura="90000456")))
