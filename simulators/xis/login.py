"""Starting a session at level midden: the pass, its toegangscode, a first transactietoken (GBX.IDA.e4080.3, e4085.2).

The token at the start is never sent. It shows that the pass in the reader can sign, for this XIS and now.
"""

from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID

from protocol.uzi import pastype, pkio_number, uzi_name
from simulators.clock import Clock
from simulators.xis.configuration import Configuration
from simulators.xis.messages import PING, Messages
from simulators.xis.model import User
from simulators.xis.passcheck import PassCheck
from simulators.xis.passes import PassCertificates, PassError, PassReader
from simulators.xis.policies import Policies
from simulators.xis.policies.passes import Holder
from simulators.xis.sessions import Refused, Sessions, UserSession
from simulators.xis.store import Store
from simulators.xis.tokens import TokenRefused, Tokens


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a pass says of its holder."""

    nummer: str
    rolcode: str
    whose: Holder


class LogIn:
    """Lets a user in, or refuses."""

    def __init__(
        self,
        configuration: Configuration,
        policies: Policies,
        clock: Clock,
        store: Store,
        sessions: Sessions,
        reader: PassReader,
        check: PassCheck,
        messages: Messages,
        tokens: Tokens,
    ) -> None:
        self._configuration = configuration
        self._policies = policies
        self._clock = clock
        self._store = store
        self._sessions = sessions
        self._reader = reader
        self._check = check
        self._messages = messages
        self._tokens = tokens

    async def log_in(self, pas: str, toegangscode: str, werkplek: str) -> tuple[UserSession, tuple[str, ...]]:
        """Return the new session and what the user is shown; raises Refused with the reason if there is none."""
        pas = self._in_reader(pas, werkplek)
        try:
            certificates = await self._reader.read(pas)
            user, rolcode = self._user(certificates.certificate)
            notices = await self._approve(certificates)
            signing = await self._reader.unlock(pas, self._policies.codes.for_pass(pas, toegangscode))
            session = self._session(user, rolcode, pas, werkplek, certificates, signing)
            await self._tokens.signed(session, self._messages.new_id(), PING.id, None)
        except (PassError, TokenRefused) as error:
            raise Refused(f"Inloggen geweigerd. {error}") from error
        self._sessions.add(session)
        return session, (f"U bent ingelogd als {user.sleutel} ({', '.join(sorted(user.rollen))}).", *notices)

    def _in_reader(self, pas: str, werkplek: str) -> str:
        """Return the pass that is read: the one that was put into the reader of the workplace."""
        other = self._sessions.elsewhere(werkplek) if self._policies.passes.first_reader else None
        return pas if other is None else other.pas

    def _user(self, certificate: x509.Certificate) -> tuple[User, str]:
        """Return whose pass it is, with the rolcode on it; raises Refused for a pass of someone who is no user."""
        shown = self._shown(certificate)
        user = None if shown is None else self._store.user(shown.nummer)
        if user is None and shown is not None and shown.whose in self._policies.passes.unlisted:
            return User("waarnemer", shown.nummer, frozenset({"zorgverlener"}), lsp=True), shown.rolcode
        visitors = self._policies.admission.visitors
        if user is None and shown is not None and shown.whose == "vreemd" and visitors:
            return User(f"bezoeker {shown.nummer}", shown.nummer, visitors, lsp=False), shown.rolcode
        if shown is None or user is None:
            raise Refused("Inloggen geweigerd. Deze pas staat niet in de gebruikersregistratie.")
        if shown.whose == "vreemd" and self._policies.admission.own_passes_only:
            raise Refused("Inloggen geweigerd. Deze pas is van een andere organisatie.")
        return user, shown.rolcode

    def _shown(self, certificate: x509.Certificate) -> _Shown | None:
        """Read a pass of the kind that this system lets in: of PKIoverheid at a customer desk, else of the register."""
        own = self._configuration.eigen
        if own.type == "GBK":
            number = pkio_number(certificate)
            names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
            whose: Holder = "eigen" if [name.value for name in names] == [own.naam] else "vreemd"
            return None if number is None else _Shown(number, "", whose)
        try:
            name = uzi_name(certificate)
        except ValueError:
            return None
        if name is None:
            return None
        if pastype(certificate) not in ("Z", "N"):
            raise Refused("Inloggen geweigerd. Met een UZI-pas van dit type kan niet worden ingelogd.")
        return _Shown(name.uzi_nummer, name.rol, "eigen" if name.ura == own.ura else "vreemd")

    async def _approve(self, certificates: PassCertificates) -> tuple[str, ...]:
        await self._check.fetch_lists(certificates.certificate)
        wrong, notices = self._check.look(certificates.certificate, certificates.chain)
        if wrong:
            raise Refused(f"Inloggen geweigerd. De UZI-pas is niet geldig: {wrong}.")
        return (f"Let op: of deze UZI-pas is ingetrokken is niet na te gaan: {notices}.",) if notices else ()

    def _session(
        self,
        user: User,
        rolcode: str,
        pas: str,
        werkplek: str,
        certificates: PassCertificates,
        signing: str,
    ) -> UserSession:
        now = self._clock.now()
        return UserSession(
            user=user,
            rolcode=rolcode,
            pas=pas,
            werkplek=werkplek,
            certificate=certificates.certificate,
            chain=certificates.chain,
            signing=signing,
            opened=now,
            last_used=now,
        )
