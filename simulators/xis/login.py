"""Starting a session at level midden: the pass, its toegangscode, a first transactietoken (GBX.IDA.e4080.3, e4085.2).

The token at the start is never sent. It shows that the pass in the reader can sign, for this XIS and now.
"""

from cryptography import x509

from protocol.uzi import UziName, pastype, uzi_name
from simulators.clock import Clock
from simulators.xis.configuration import Configuration
from simulators.xis.messages import PING, Messages
from simulators.xis.model import User
from simulators.xis.passcheck import PassCheck
from simulators.xis.passes import PassCertificates, PassError, PassReader
from simulators.xis.sessions import Refused, Sessions, UserSession
from simulators.xis.store import Store
from simulators.xis.tokens import TokenRefused, Tokens


class LogIn:
    """Lets a user in, or refuses."""

    def __init__(
        self,
        configuration: Configuration,
        clock: Clock,
        store: Store,
        sessions: Sessions,
        reader: PassReader,
        check: PassCheck,
        messages: Messages,
        tokens: Tokens,
    ) -> None:
        self._configuration = configuration
        self._clock = clock
        self._store = store
        self._sessions = sessions
        self._reader = reader
        self._check = check
        self._messages = messages
        self._tokens = tokens

    async def log_in(self, pas: str, toegangscode: str, werkplek: str) -> tuple[UserSession, tuple[str, ...]]:
        """Return the new session and what the user is shown; raises Refused with the reason if there is none."""
        try:
            certificates = await self._reader.read(pas)
            user, name = self._user(certificates.certificate)
            notices = await self._approve(certificates)
            signing = await self._reader.unlock(pas, toegangscode)
            session = self._session(user, name, pas, werkplek, certificates, signing)
            await self._tokens.signed(session, self._messages.new_id(), PING.id, None)
        except (PassError, TokenRefused) as error:
            raise Refused(f"Inloggen geweigerd. {error}") from error
        self._sessions.add(session)
        return session, (f"U bent ingelogd als {user.sleutel} ({', '.join(sorted(user.rollen))}).", *notices)

    def _user(self, certificate: x509.Certificate) -> tuple[User, UziName]:
        try:
            name = uzi_name(certificate)
        except ValueError:
            name = None
        user = None if name is None else self._store.user(name.uzi_nummer)
        if name is None or user is None:
            raise Refused("Inloggen geweigerd. Deze UZI-pas staat niet in de gebruikersregistratie.")
        if name.ura != self._configuration.eigen.ura:
            raise Refused("Inloggen geweigerd. Deze UZI-pas is van een andere organisatie.")
        if pastype(certificate) not in ("Z", "N"):
            raise Refused("Inloggen geweigerd. Met een UZI-pas van dit type kan niet worden ingelogd.")
        return user, name

    async def _approve(self, certificates: PassCertificates) -> tuple[str, ...]:
        await self._check.fetch_lists(certificates.certificate)
        wrong, notices = self._check.look(certificates.certificate, certificates.chain)
        if wrong:
            raise Refused(f"Inloggen geweigerd. De UZI-pas is niet geldig: {wrong}.")
        return (f"Let op: of deze UZI-pas is ingetrokken is niet na te gaan: {notices}.",) if notices else ()

    def _session(
        self,
        user: User,
        name: UziName,
        pas: str,
        werkplek: str,
        certificates: PassCertificates,
        signing: str,
    ) -> UserSession:
        now = self._clock.now()
        return UserSession(
            user=user,
            rolcode=name.rol,
            pas=pas,
            werkplek=werkplek,
            certificate=certificates.certificate,
            chain=certificates.chain,
            signing=signing,
            opened=now,
            last_used=now,
        )
