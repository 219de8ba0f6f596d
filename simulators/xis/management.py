"""What belongs to managing the XIS: who acts, the archive, the beheerlog, the tokens that are kept."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from protocol.hl7.timestamps import AMSTERDAM
from protocol.saml.standing import Inschrijftoken, Mandaattoken
from simulators.clock import Clock, iso
from simulators.xis.acting import Acting, Desk, PasswordSessions
from simulators.xis.archive import Archive, ManagementEntry, StoredToken
from simulators.xis.configuration import Configuration
from simulators.xis.model import TokenKind
from simulators.xis.passes import PassReader
from simulators.xis.policies import Policies
from simulators.xis.sessions import Sessions, UserSession
from simulators.xis.store import Store
from simulators.xis.vault import Sealer

ENROLMENT: Final = timedelta(days=540)
"""How long an inschrijftoken is valid: within the 18 months that are allowed (tokens.md section 5.1)."""
MANDATE: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Management:
    """The functions of those who manage the XIS, and what they share."""

    configuration: Configuration
    policies: Policies
    clock: Clock
    archive: Archive
    passwords: PasswordSessions
    desk: Desk
    reader: PassReader

    @classmethod
    def of(
        cls,
        configuration: Configuration,
        policies: Policies,
        clock: Clock,
        store: Store,
        sessions: Sessions,
        vault: Sealer,
        reader: PassReader,
    ) -> "Management":
        """Put it together, with its database beside that of the patients."""
        folder: Path = configuration.opslag / "gegevens"
        passwords = PasswordSessions(store)
        return cls(
            configuration,
            policies,
            clock,
            Archive(folder / "beheer.sqlite", vault),
            passwords,
            Desk(store, sessions, passwords),
            reader,
        )

    def put_back(self) -> None:
        """Be as delivered: nobody logged in, nothing kept, the configuration as it was read."""
        self.passwords.end_all()
        self.archive.clear()
        self.configuration.put_back()

    def log(self, acting: Acting, handeling: str, onderwerp: str) -> None:
        """Write in the beheerlog what an administrator did, and to what (GBX.SBH.e4050)."""
        policy = self.policies.management_log
        if handeling not in policy.logged:
            return
        moment = self.clock.datetime().astimezone(AMSTERDAM).isoformat(timespec="milliseconds")
        who = acting.name if policy.who else "beheerder"
        self.archive.add_management(ManagementEntry(moment, who, handeling, onderwerp if policy.which else ""))

    async def enrol(self, session: UserSession, bsn: str) -> StoredToken:
        """Make an inschrijftoken for a patient, have the user's pass sign it, and keep it; raises PassError."""
        now = self.clock.datetime()
        ura = self.configuration.eigen.ura
        token = Inschrijftoken(_new_id(), ura, bsn, session.user.uzi_nummer, now, now + ENROLMENT)
        signed = await self.reader.sign(session.signing, token.unsigned(session.certificate))
        return self._keep("inschrijftoken", token.token_id, bsn, token.not_on_or_after, signed)

    async def mandate(self, session: UserSession, context: str) -> StoredToken:
        """Make a mandaattoken, have the user's handtekeningcertificaat sign it, and keep it; raises PassError."""
        now = self.clock.datetime()
        ura = self.configuration.eigen.ura
        token = Mandaattoken(_new_id(), session.user.uzi_nummer, ura, context, now, now, now + MANDATE)
        signed = await self.reader.sign(session.signing, token.unsigned(), "handtekening")
        return self._keep("mandaattoken", token.token_id, token.uzi_nummer, token.not_on_or_after, signed)

    def tokens(self, acting: Acting, soort: TokenKind) -> tuple[StoredToken, ...]:
        """Return the tokens of a kind for whoever has the role for it; raises Refused (GBX.FBH.e4070.1)."""
        acting.require(self.policies.token_store.access[soort], f"opgeslagen {soort}s te bekijken")
        return self.archive.tokens(soort)

    def _keep(self, soort: TokenKind, token_id: str, houder: str, last: datetime, signed: bytes) -> StoredToken:
        token = StoredToken(token_id, soort, houder, iso(last.timestamp()), signed.decode())
        self.archive.keep_token(token)
        return token


def _new_id() -> str:
    return f"token_{uuid.uuid4()}"
