"""The settings of the TLS bench: a server of somebody else each, with what must be found out about it and judged."""

from collections.abc import Mapping
from dataclasses import dataclass

OPENSSL, GNUTLS = "openssl", "gnutls-serv"

SSL3, TLS10, TLS11, TLS12, TLS13 = "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"
GCM_256, GCM_128 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
CHACHA = "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
ECDSA_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
NEW_256, NEW_CHACHA, NEW_128 = "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"
NEW_CCM = "TLS_AES_128_CCM_SHA256"
OLD_CBC = frozenset(
    f"TLS_{agreement}_WITH_AES_{bits}_CBC_SHA" for agreement in ("RSA", "DHE_RSA", "ECDHE_RSA") for bits in (128, 256)
)
BOTH = ("ticket", "id")


@dataclass(frozen=True)
class Judged:
    """What the rulings must say; None: nothing is decided."""

    no_lower: bool | None
    good: Mapping[str, int]
    """Rank of suites_level per version: 2 good in every edition, 1 in one of them, 0 in none."""
    strongest: bool | None
    """In TLS 1.2, else in the lowest version taken, when its suites are offered weakest first."""
    hardened: bool | None
    secure: bool | None = None


@dataclass(frozen=True)
class Setting:
    """One server with its truth."""

    name: str
    program: str
    arguments: tuple[str, ...]
    versions: tuple[str, ...]
    suites: Mapping[str, frozenset[str]]
    """All suites of those versions that do not have the library's own list."""
    order: str
    demand: str
    renegotiates: tuple[bool | None, bool | None] | None
    """RFC 5746, and whether a client that asks gets new keys; None in TLS 1.3 alone."""
    resumes: Mapping[str, tuple[str, ...]]
    """Means per version, empty for none."""
    judged: Judged
    ecdsa: bool = False


def _openssl(name: str, *arguments: str, **truth: object) -> Setting:
    return Setting(name, OPENSSL, arguments, **truth)  # type: ignore[arg-type]


def _gnutls(name: str, *arguments: str, **truth: object) -> Setting:
    return Setting(name, GNUTLS, arguments, **truth)  # type: ignore[arg-type]


_NEW_OPENSSL = frozenset({NEW_256, NEW_CHACHA, NEW_128})
_NEW_GNUTLS = _NEW_OPENSSL | {NEW_CCM}
_ECDHE = frozenset({GCM_256, GCM_128, CHACHA})
_GOOD = "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-RSA-AES128-GCM-SHA256"
_WEAK = "AES128-SHA:AES256-SHA256:NULL-SHA256:ECDHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0"
_GNUTLS_12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"

SETTINGS = (
    _openssl(
        "openssl-1.2",
        "-tls1_2",
        versions=(TLS12,),
        suites={},
        order="client",
        demand="none",
        renegotiates=(True, False),
        resumes={TLS12: BOTH},
        judged=Judged(True, {TLS12: 0}, False, True),
    ),
    _openssl(
        "openssl-1.3",
        "-tls1_3",
        versions=(TLS13,),
        suites={TLS13: _NEW_OPENSSL},
        order="client",
        demand="none",
        renegotiates=None,
        resumes={TLS13: ("psk",)},
        judged=Judged(True, {TLS13: 1}, None, True),
    ),
    _openssl(
        "openssl-alles",
        "-cipher",
        "ALL:@SECLEVEL=0",
        versions=(TLS10, TLS11, TLS12, TLS13),
        suites={TLS13: _NEW_OPENSSL},
        order="client",
        demand="none",
        renegotiates=(True, False),
        resumes={TLS10: BOTH, TLS11: BOTH, TLS12: BOTH, TLS13: ("psk",)},
        judged=Judged(False, {TLS10: 0, TLS11: 0, TLS12: 0, TLS13: 1}, False, False),
    ),
    _openssl(
        "openssl-gevraagd",
        "-verify",
        "3",
        versions=(TLS12, TLS13),
        suites={TLS13: _NEW_OPENSSL},
        order="client",
        demand="optional",
        renegotiates=(True, False),
        resumes={TLS12: BOTH, TLS13: ("psk",)},
        judged=Judged(True, {TLS12: 0, TLS13: 1}, False, True),
    ),
    _openssl(
        "openssl-geeist",
        "-Verify",
        "3",
        "-verify_return_error",
        "-cipher",
        _GOOD,
        "-ciphersuites",
        f"{NEW_256}:{NEW_CHACHA}",
        "-serverpref",
        versions=(TLS12, TLS13),
        suites={TLS12: _ECDHE, TLS13: frozenset({NEW_256, NEW_CHACHA})},
        order="server",
        demand="required",
        renegotiates=(True, False),
        resumes={TLS12: BOTH, TLS13: ("psk",)},
        judged=Judged(True, {TLS12: 1, TLS13: 2}, None, True),
    ),
    _openssl(
        "openssl-zwak-voorop",
        "-tls1_2",
        "-cipher",
        _WEAK,
        "-serverpref",
        versions=(TLS12,),
        suites={
            TLS12: frozenset(
                {
                    "TLS_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_RSA_WITH_AES_256_CBC_SHA256",
                    "TLS_RSA_WITH_NULL_SHA256",
                    GCM_256,
                }
            )
        },
        order="server",
        demand="none",
        renegotiates=(True, False),
        resumes={TLS12: BOTH},
        judged=Judged(True, {TLS12: 0}, False, False),
    ),
    _openssl(
        "openssl-heronderhandeling",
        "-tls1_2",
        "-cipher",
        f"{_GOOD}:ECDHE-RSA-AES256-SHA384",
        "-serverpref",
        "-client_renegotiation",
        "-no_ticket",
        versions=(TLS12,),
        suites={TLS12: _ECDHE | {"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"}},
        order="server",
        demand="none",
        renegotiates=(True, True),
        resumes={TLS12: ("id",)},
        judged=Judged(True, {TLS12: 0}, True, True, secure=True),
    ),
    _openssl(
        "openssl-ecdsa",
        "-no_tls1_3",
        "-cipher",
        f"ECDHE-ECDSA-AES256-GCM-SHA384:{_GOOD}",
        "-no_ticket",
        "-no_cache",
        versions=(TLS12,),
        suites={TLS12: frozenset({ECDSA_256})},
        order="",
        demand="none",
        renegotiates=(True, False),
        resumes={TLS12: ()},
        judged=Judged(True, {TLS12: 1}, None, True),
        ecdsa=True,
    ),
    _gnutls(
        "gnutls-1.2",
        "--disable-client-cert",
        "--priority",
        f"{_GNUTLS_12}:-KX-ALL:+ECDHE-RSA:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:%SERVER_PRECEDENCE",
        versions=(TLS12,),
        suites={TLS12: frozenset({GCM_256, CHACHA})},
        order="server",
        demand="none",
        renegotiates=(True, True),
        resumes={TLS12: BOTH},
        judged=Judged(True, {TLS12: 1}, None, True, secure=True),
    ),
    _gnutls(
        "gnutls-1.3",
        "--disable-client-cert",
        "--priority",
        "NORMAL:-VERS-ALL:+VERS-TLS1.3",
        versions=(TLS13,),
        suites={TLS13: _NEW_GNUTLS},
        order="client",
        demand="none",
        renegotiates=None,
        resumes={TLS13: ("psk",)},
        judged=Judged(True, {TLS13: 1}, None, True),
    ),
    _gnutls(
        "gnutls-oud",
        "--disable-client-cert",
        "--priority",
        "NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.1",
        versions=(TLS10, TLS11),
        suites={TLS10: OLD_CBC, TLS11: OLD_CBC},
        order="client",
        demand="none",
        renegotiates=(True, True),
        resumes={TLS10: BOTH, TLS11: BOTH},
        judged=Judged(False, {TLS10: 0, TLS11: 0}, None, True, secure=True),
    ),
    _gnutls(
        "gnutls-gevraagd",
        "--noticket",
        "--nodb",
        versions=(TLS10, TLS11, TLS12, TLS13),
        suites={TLS10: OLD_CBC, TLS11: OLD_CBC, TLS13: _NEW_GNUTLS},
        order="client",
        demand="optional",
        renegotiates=(True, True),
        resumes={TLS10: (), TLS11: (), TLS12: (), TLS13: ()},
        judged=Judged(False, {TLS10: 0, TLS11: 0, TLS12: 0, TLS13: 1}, False, True, secure=True),
    ),
    _gnutls(
        "gnutls-geeist",
        "--require-client-cert",
        "--verify-client-cert",
        "--priority",
        "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3",
        versions=(TLS12, TLS13),
        suites={TLS13: _NEW_GNUTLS},
        order="client",
        demand="required",
        renegotiates=(True, True),
        resumes={TLS12: BOTH, TLS13: ("psk",)},
        judged=Judged(True, {TLS12: 0, TLS13: 1}, False, True, secure=True),
    ),
    _gnutls(
        "gnutls-zwak-voorop",
        "--disable-client-cert",
        "--priority",
        "NONE:+VERS-TLS1.2:+RSA:+ECDHE-RSA:+ARCFOUR-128:+3DES-CBC:+CAMELLIA-256-GCM:+AES-256-GCM:+SHA1:+AEAD"
        ":+COMP-NULL:+SIGN-ALL:+GROUP-ALL:%SERVER_PRECEDENCE",
        versions=(TLS12,),
        suites={
            TLS12: frozenset(
                f"TLS_{agreement}_WITH_{cipher}"
                for agreement in ("RSA", "ECDHE_RSA")
                for cipher in ("RC4_128_SHA", "3DES_EDE_CBC_SHA", "CAMELLIA_256_GCM_SHA384", "AES_256_GCM_SHA384")
            )
        },
        order="server",
        demand="none",
        renegotiates=(True, True),
        resumes={TLS12: BOTH},
        judged=Judged(True, {TLS12: 0}, False, False, secure=True),
    ),
    _gnutls(
        "gnutls-zonder-5746",
        "--disable-client-cert",
        "--priority",
        f"{_GNUTLS_12}:-KX-ALL:+ECDHE-RSA:-CIPHER-ALL:+AES-256-GCM:%DISABLE_SAFE_RENEGOTIATION",
        versions=(TLS12,),
        suites={TLS12: frozenset({GCM_256})},
        order="",
        demand="none",
        renegotiates=(False, True),
        resumes={TLS12: BOTH},
        judged=Judged(True, {TLS12: 1}, None, False, secure=False),
    ),
    _gnutls(
        "gnutls-sterk-voorop",
        "--disable-client-cert",
        "--priority",
        "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3:-KX-ALL:+ECDHE-RSA:-CIPHER-ALL:+AES-256-GCM:+AES-128-CBC"
        ":%SERVER_PRECEDENCE",
        versions=(TLS12, TLS13),
        suites={
            TLS12: frozenset({GCM_256, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"}),
            TLS13: frozenset({NEW_256}),
        },
        order="server",
        demand="none",
        renegotiates=(True, True),
        resumes={TLS12: BOTH, TLS13: ("psk",)},
        judged=Judged(True, {TLS12: 0, TLS13: 2}, True, True, secure=True),
    ),
)
