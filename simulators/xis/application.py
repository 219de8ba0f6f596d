"""The XIS as a whole: its parts, put together, started, put back, stopped."""

import asyncio
from dataclasses import fields
from typing import Final

from simulators.listener import Limits, Listener
from simulators.tls import Identity
from simulators.xis.acting import hashed
from simulators.xis.agenda import Agenda
from simulators.xis.availability import Availability
from simulators.xis.configuration import Configuration, ConfigurationError
from simulators.xis.crls import Authorities, load_certificates
from simulators.xis.defects import Defect
from simulators.xis.exchange import Exchange
from simulators.xis.identity import write_ca_list
from simulators.xis.inbound import Inbound
from simulators.xis.inbound_server import InboundServer
from simulators.xis.login import LogIn
from simulators.xis.lsp import Lsp
from simulators.xis.management import Management
from simulators.xis.messages import Messages
from simulators.xis.model import User
from simulators.xis.names import Names
from simulators.xis.own_queries import OwnQueries
from simulators.xis.passcheck import PassCheck
from simulators.xis.passes import PassReader
from simulators.xis.policies import healthy
from simulators.xis.population import read_population
from simulators.xis.sealing import Sealing
from simulators.xis.sessions import Sessions
from simulators.xis.store import Store
from simulators.xis.timing import OwnClock, TimeClient
from simulators.xis.toegangslog import Toegangslog
from simulators.xis.tokens import Tokens
from simulators.xis.traces import Traces
from simulators.xis.upper_tester import UpperTester
from simulators.xis.vault import Vault
from simulators.xis.version import ADAPTER, PRODUCT, VERSION, build, database
from simulators.xis.web import Web

INBOUND_LIMITS: Final = Limits()


class Xis:
    """The running XIS. Its policies decide how it behaves; a defect changes them and nothing else."""

    def __init__(self, configuration: Configuration) -> None:
        """Put the XIS together and load its store; raises ConfigurationError for files that are unusable."""
        self.configuration = configuration
        eigen, store = configuration.eigen, configuration.opslag
        self._identity = Identity("xis", eigen.certificaat, eigen.sleutel)
        self.policies = healthy(self._identity)
        self.clock = OwnClock(self.policies)
        self.names = Names(configuration, self.policies, self.clock)
        self._time = TimeClient(configuration, self.policies, self.clock)
        self.active_defects: tuple[str, ...] = ()
        web = self._web = Web(configuration, self.names, self.clock)
        try:
            self._servers = Authorities(configuration.zim.vertrouwd, configuration.zim.crls, web.get)
            self._passes = Authorities(configuration.passen.vertrouwd, configuration.passen.crls, web.get)
            chain = load_certificates(eigen.certificaat)
            vault = Vault.at(store / "sleutels" / "kluis.key")
        except ValueError as error:
            raise ConfigurationError(f"De configuratie is niet bruikbaar: {error}.") from error
        ca_list = write_ca_list(store / "ca-lijst.pem", chain, self._servers.roots)
        sealing = Sealing(vault, self.policies)
        self.store = Store(store / "gegevens" / "xis.sqlite", sealing)
        self.delivered_users = _users(configuration)
        self._fill_store()
        self.sessions = Sessions(self.clock, self.policies)
        self.traces = Traces(store, sealing, self.clock, self.store, self.sessions)
        self.lsp = Lsp(configuration, self.policies, self.clock, self._servers, self.names)
        self.server = InboundServer(configuration, self.policies, self.clock, self._servers, (self._identity, ca_list))
        messages = Messages(configuration, self.clock)
        toegangslog = Toegangslog(configuration, self.policies, self.clock, self.store)
        reader, check = PassReader(configuration, web), PassCheck(self.policies, self.clock, self._passes)
        tokens = Tokens(configuration, self.policies, self.clock, reader, check)
        self.login = LogIn(
            configuration, self.policies, self.clock, self.store, self.sessions, reader, check, messages, tokens
        )
        self.management = Management.of(
            configuration, self.policies, self.clock, self.store, self.sessions, sealing, reader
        )
        self.exchange = Exchange(
            self.clock,
            self.policies,
            self.store,
            self.management.archive,
            self.sessions,
            messages,
            tokens,
            self.lsp,
            toegangslog,
        )
        self.own_queries = OwnQueries(
            self.policies, self.clock, self.store, self.management.archive, self.sessions, self.exchange
        )
        self.agenda = Agenda(self.clock, (self._time, self.sessions, self.lsp, self.server, self.own_queries))
        self._inbound = Inbound(
            configuration, self.policies, self.clock, self.store, messages, toegangslog, INBOUND_LIMITS
        )
        self._availability = Availability(self.policies, self.clock, self.sessions, self._inbound.handle)
        self._listeners: list[Listener] = []

    async def start(self) -> dict[str, str]:
        """Listen, and return the addresses that the starter is told; raises OSError if a port cannot be had."""
        await self._time.run_due()
        await self._servers.refresh()
        host = self.configuration.host
        tls = await self.server.start(self._availability.handle, INBOUND_LIMITS, self.agenda.changed)
        self._listeners.append(tls)
        upper = await Listener.start(
            host=host,
            port=self.configuration.upper_tester_port,
            settings=None,
            handler=UpperTester(self).handle,
            clock=self.clock,
            journal=None,
            sut_side=False,
        )
        self._listeners.append(upper)
        self.agenda.start()
        return {"upper_tester": f"http://{_text(upper)}", "tls": _text(tls)}

    async def put_back(self, defects: tuple[Defect, ...] = ()) -> None:
        """End all sessions and connections, put all policies back, and let these defects work from now on."""
        if self.policies.storage.legible:
            self.store.wipe()
            self.traces.wipe()
        fresh = healthy(self._identity)
        for policy in fields(fresh):
            setattr(self.policies, policy.name, getattr(fresh, policy.name))
        self.sessions.end_all()
        self.traces.forget()
        self.store.load_users(self.delivered_users)
        self.management.put_back()
        self.own_queries.put_back()
        await self.lsp.close()
        await self._web.close()
        self._passes.forget()
        self._servers.forget()
        self.names.forget()
        self._time.start_again()
        self._availability.start_again()
        for defect in defects:
            defect.apply(self)
        await self.server.put_back()
        self.active_defects = tuple(defect.name for defect in defects)
        self.agenda.changed()

    async def stop(self) -> None:
        """Stop listening, close all connections and the store."""
        await self.agenda.stop()
        await asyncio.gather(*(listener.stop() for listener in self._listeners))
        await self.lsp.close()
        await self._web.close()
        self.store.close()
        self.management.archive.close()

    def about(self) -> dict[str, str]:
        """Return product, version and build, as systeem.version shows them."""
        return {"product": PRODUCT, "versie": VERSION, "build": build(), "database": database(), "adapter": ADAPTER}

    def _fill_store(self) -> None:
        self.store.load_patients(read_population(self.configuration.patienten))
        self.store.load_users(self.delivered_users)


def _users(configuration: Configuration) -> tuple[User, ...]:
    """Return the user table as it is delivered."""
    return tuple(
        User(user.sleutel, user.uzi_nummer, frozenset(user.rollen), user.lsp, hashed(user.wachtwoord))
        for user in configuration.gebruikers
    )


def _text(listener: Listener) -> str:
    host, port = listener.address
    return f"{host}:{port}"
