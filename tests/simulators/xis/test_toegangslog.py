from dataclasses import replace
from pathlib import Path
from typing import Any

from protocol.hl7.controlact import Device
from simulators.clock import Clock
from simulators.tls import Identity
from simulators.uzi import Pki
from simulators.xis.configuration import Configuration
from simulators.xis.messages import Messages
from simulators.xis.model import User
from simulators.xis.policies import healthy
from simulators.xis.sessions import UserSession
from simulators.xis.store import Store
from simulators.xis.toegangslog import Toegangslog
from simulators.xis.vault import Vault
from tests.simulators.xis.conftest import BSN


def test_a_system_as_author_is_named_by_its_application(
    config: dict[str, Any], pki: Pki, real_clock: Clock, tmp_path: Path
) -> None:
    configuration = Configuration.model_validate(config)
    store = Store(tmp_path / "xis.sqlite", Vault.at(tmp_path / "k"))
    pas, now = pki.person("arts-a"), real_clock.now()
    policies = healthy(Identity("xis", configuration.eigen.certificaat, configuration.eigen.sleutel))
    user = User("arts-a", pas.uzi_nummer, frozenset({"zorgverlener"}), lsp=True)
    session = UserSession(user, pas.rol, pas.name, "w", pas.authenticiteit, (), "s", now, now)
    query = replace(Messages(configuration, real_clock).query(session, BSN), author=Device(application="90000002"))
    Toegangslog(configuration, policies, real_clock, store).received_query(query, "1.2^3")
    (entry,) = store.log_entries(BSN)
    store.close()
    assert (entry.functie, entry.identiteit, entry.opvragende_organisatie) == (
        "systeem",
        "applicatie 90000002",
        "onbekend",
    )
    assert (entry.ontvangen_bericht_id, entry.verzonden_bericht_id) == (str(query.id), "1.2^3")
