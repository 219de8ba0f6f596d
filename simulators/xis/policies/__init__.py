"""The decisions of the XIS that requirements are about, each a small value of its own.

The components ask the policies at every occasion and keep no copies: replacing one changes the running XIS from the
next occasion on. That is how a defect works, and why healthy code knows nothing of defects.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simulators.tls import Identity
from simulators.xis.policies.beheer import InspectionPolicy, ManagementLogPolicy, SettingsPolicy
from simulators.xis.policies.inbound import ConnectionLimits, InboundPolicy, KeyRenewalPolicy, PeerPolicy
from simulators.xis.policies.log import LogPolicy
from simulators.xis.policies.messages import AnswerPolicy, HeaderPolicy, HttpPolicy, RequestPolicy
from simulators.xis.policies.passes import CodePolicy, CrlPolicy, PassPolicy, TokenPolicy
from simulators.xis.policies.results import AuthorPolicy, ResultPolicy
from simulators.xis.policies.sessions import EndPolicy, RefusalPolicy, SessionLimits
from simulators.xis.policies.storage import StoragePolicy
from simulators.xis.policies.surroundings import AvailabilityPolicy, ClockPolicy, NamePolicy
from simulators.xis.policies.tls import IdlePolicy, KeyPolicy, Level, ResumptionPolicy, ServerPolicy, TlsPolicy
from simulators.xis.policies.tokens import TokenStorePolicy
from simulators.xis.policies.users import AdmissionPolicy, OwnQueryPolicy, RightsPolicy, UserTablePolicy


@dataclass(slots=True)
class Policies:
    """All policies of the running XIS, by the names under which components ask for them."""

    tls: TlsPolicy
    server: ServerPolicy = field(default_factory=ServerPolicy)
    keys: KeyPolicy = field(default_factory=KeyPolicy)
    idle: IdlePolicy = field(default_factory=IdlePolicy)
    resumption: ResumptionPolicy = field(default_factory=ResumptionPolicy)
    inbound: InboundPolicy = field(default_factory=InboundPolicy)
    peers: PeerPolicy = field(default_factory=PeerPolicy)
    renewals: KeyRenewalPolicy = field(default_factory=KeyRenewalPolicy)
    connections: ConnectionLimits = field(default_factory=ConnectionLimits)
    passes: PassPolicy = field(default_factory=PassPolicy)
    crls: CrlPolicy = field(default_factory=CrlPolicy)
    tokens: TokenPolicy = field(default_factory=TokenPolicy)
    codes: CodePolicy = field(default_factory=CodePolicy)
    refusals: RefusalPolicy = field(default_factory=RefusalPolicy)
    sessions: SessionLimits = field(default_factory=SessionLimits)
    ends: EndPolicy = field(default_factory=EndPolicy)
    requests: RequestPolicy = field(default_factory=RequestPolicy)
    answers: AnswerPolicy = field(default_factory=AnswerPolicy)
    http: HttpPolicy = field(default_factory=HttpPolicy)
    headers: HeaderPolicy = field(default_factory=HeaderPolicy)
    answer_headers: HeaderPolicy = field(default_factory=HeaderPolicy)
    log: LogPolicy = field(default_factory=LogPolicy)
    authors: AuthorPolicy = field(default_factory=AuthorPolicy)
    results: ResultPolicy = field(default_factory=ResultPolicy)
    storage: StoragePolicy = field(default_factory=StoragePolicy)
    names: NamePolicy = field(default_factory=NamePolicy)
    clock: ClockPolicy = field(default_factory=ClockPolicy)
    availability: AvailabilityPolicy = field(default_factory=AvailabilityPolicy)
    admission: AdmissionPolicy = field(default_factory=AdmissionPolicy)
    user_table: UserTablePolicy = field(default_factory=UserTablePolicy)
    rights: RightsPolicy = field(default_factory=RightsPolicy)
    own_queries: OwnQueryPolicy = field(default_factory=OwnQueryPolicy)
    token_store: TokenStorePolicy = field(default_factory=TokenStorePolicy)
    settings: SettingsPolicy = field(default_factory=SettingsPolicy)
    inspection: InspectionPolicy = field(default_factory=InspectionPolicy)
    management_log: ManagementLogPolicy = field(default_factory=ManagementLogPolicy)


def healthy(identity: Identity) -> Policies:
    """Return the policies of a XIS that meets every requirement."""
    identities: Mapping[Level, Identity | None] = MappingProxyType({"laag": identity, "midden": identity})
    return Policies(TlsPolicy(identities))
