from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.pkix import (
    ANY_USAGE,
    AUTHENTICATION,
    SIGNATURE,
    TLS_CLIENT,
    TLS_SERVER,
    ChainChecker,
    Problem,
    Reason,
    Usage,
    check_chain,
    revoked,
)
from simulators.uzi.crl import Kind
from simulators.uzi.pki import Pki
from tests.protocol.certificates import Mint, OpenSsl

Crls = tuple[x509.CertificateRevocationList, ...]
WHOLE_CHAIN = Usage(crl="chain")
NO_CRL = Usage(crl="no")


@pytest.fixture
def openssl(tmp_path: Path) -> OpenSsl:
    return OpenSsl(tmp_path)


@pytest.fixture
def mint(pki: Pki) -> Mint:
    return Mint(pki, pki.made)


def check(pki: Pki, leaf: x509.Certificate, kind: Kind, usage: Usage = ANY_USAGE) -> tuple[Problem, ...]:
    crls = pki.crls.crls(kind, pki.made)
    return check_chain(leaf, pki.bundle(f"{kind}-tussen"), pki.bundle(f"{kind}-roots"), crls, pki.made, usage=usage)


def judge(openssl: OpenSsl, pki: Pki, leaf: x509.Certificate, kind: Kind, *options: str) -> str:
    crls = pki.crls.crls(kind, pki.made)
    bundles = pki.bundle(f"{kind}-tussen"), pki.bundle(f"{kind}-roots")
    return openssl.verify(leaf, *bundles, crls, pki.made, "-crl_check", *options)


def reasons(problems: tuple[Problem, ...]) -> list[tuple[Reason, int]]:
    return [(problem.reason, problem.depth) for problem in problems]


@pytest.mark.parametrize("name", ["zim", "zim-g4", "zim-pkio", "xis", "xis-andere-partij", "xis-ondertekening"])
def test_valid_servers_are_valid_to_openssl_too(pki: Pki, openssl: OpenSsl, name: str) -> None:
    leaf = pki.server_certificate(name)
    assert check(pki, leaf, "server", TLS_SERVER) == check(pki, leaf, "server", TLS_CLIENT) == ()
    assert judge(openssl, pki, leaf, "server", "-purpose", "sslserver") == "OK"


@pytest.mark.parametrize(
    ("person", "variant"),
    [("arts-a", "geldig"), ("balie-d", "geldig"), ("arts-a", "andere-generatie"), ("arts-b", "type-m")],
)
def test_valid_passes_are_valid_to_openssl_too(pki: Pki, openssl: OpenSsl, person: str, variant: str) -> None:
    leaf = pki.person(person, variant).authenticiteit
    assert check(pki, leaf, "pas", AUTHENTICATION) == ()
    assert judge(openssl, pki, leaf, "pas", "-purpose", "sslclient") == "OK"


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("zim-verlopen", Reason.EXPIRED, "certificate has expired"),
        ("zim-nog-niet-geldig", Reason.NOT_YET_VALID, "certificate is not yet valid"),
        ("zim-ingetrokken", Reason.REVOKED, "certificate revoked"),
        ("zim-andere-root", Reason.UNKNOWN_ISSUER, "unable to get local issuer"),
        ("zim-sha1", Reason.WEAK_HASH, "algorithm too weak"),
    ],
)
def test_wrong_servers_are_wrong_to_openssl_too(
    pki: Pki, openssl: OpenSsl, name: str, reason: Reason, said: str
) -> None:
    leaf = pki.server_certificate(name)
    assert reasons(check(pki, leaf, "server", TLS_SERVER)) == [(reason, 0)]
    assert said in judge(openssl, pki, leaf, "server", "-auth_level", "1")


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("verlopen", [(Reason.EXPIRED, 0)]),
        ("nog-niet-geldig", [(Reason.NOT_YET_VALID, 0)]),
        ("ingetrokken", [(Reason.REVOKED, 0)]),
        ("onbekende-ca", [(Reason.UNKNOWN_ISSUER, 0)]),
        ("oude-generatie", [(Reason.UNKNOWN_ISSUER, 0)]),
    ],
)
def test_wrong_passes(pki: Pki, variant: str, expected: list[tuple[Reason, int]]) -> None:
    assert reasons(check(pki, pki.person("arts-a", variant).authenticiteit, "pas", AUTHENTICATION)) == expected


def test_the_old_generation_has_ended_even_where_it_is_trusted(pki: Pki, openssl: OpenSsl) -> None:
    root, *issuing = pki.bundle("oude-generatie")
    leaf = pki.person("arts-a", "oude-generatie").authenticiteit
    found = check_chain(leaf, issuing, [root], [], pki.made, usage=NO_CRL)
    assert reasons(found) == [(Reason.EXPIRED, 1), (Reason.EXPIRED, 2)]
    assert "certificate has expired" in openssl.verify(leaf, tuple(issuing), (root,), (), pki.made)


def test_certificates_for_another_purpose(pki: Pki, openssl: OpenSsl) -> None:
    pas = pki.person("arts-a")
    signing = pas.certificates["handtekening"]
    assert check(pki, signing, "pas", SIGNATURE) == ()
    assert reasons(check(pki, signing, "pas", AUTHENTICATION)) == [
        (Reason.WRONG_KEY_USAGE, 0),
        (Reason.WRONG_EXTENDED_USAGE, 0),
    ]
    assert reasons(check(pki, pas.authenticiteit, "pas", SIGNATURE)) == [(Reason.WRONG_KEY_USAGE, 0)]
    assert "purpose" in judge(openssl, pki, signing, "pas", "-purpose", "sslclient")


def test_a_changed_signature(pki: Pki, openssl: OpenSsl) -> None:
    for name in ("zim", "zim-g4"):
        der = bytearray(pki.server_certificate(name).public_bytes(Encoding.DER))
        der[-1] ^= 1
        leaf = x509.load_der_x509_certificate(bytes(der))
        assert reasons(check(pki, leaf, "server")) == [(Reason.WRONG_SIGNATURE, 0)]
        assert "signature failure" in judge(openssl, pki, leaf, "server")


def test_an_issuer_that_is_no_ca(mint: Mint, openssl: OpenSsl) -> None:
    root, middle = mint.make("root-g3", "root-g3", ca=True), mint.make("persoon-g3", "root-g3")
    leaf = mint.make("zorgverlener-g3", "persoon-g3")
    found = check_chain(leaf, [middle], [root], [], mint.now, usage=NO_CRL)
    assert reasons(found) == [(Reason.NOT_A_CA, 1), (Reason.WRONG_CA_USAGE, 1)]
    assert "invalid CA certificate" in openssl.verify(leaf, (middle,), (root,), (), mint.now)


def test_a_ca_that_may_not_sign(mint: Mint, openssl: OpenSsl) -> None:
    root = mint.make("root-g3", "root-g3", ca=True)
    middle = mint.make("persoon-g3", "root-g3", ca=True, usages=("crl_sign",))
    leaf = mint.make("zorgverlener-g3", "persoon-g3")
    assert reasons(check_chain(leaf, [middle], [root], [], mint.now, usage=NO_CRL)) == [(Reason.WRONG_CA_USAGE, 1)]
    assert openssl.verify(leaf, (middle,), (root,), (), mint.now) != "OK"


def test_a_path_that_is_too_long(mint: Mint, openssl: OpenSsl) -> None:
    root = mint.make("root-g3", "root-g3", ca=True, path_length=0)
    middle, leaf = mint.make("persoon-g3", "root-g3", ca=True), mint.make("zorgverlener-g3", "persoon-g3")
    assert reasons(check_chain(leaf, [middle], [root], [], mint.now, usage=NO_CRL)) == [(Reason.PATH_TOO_LONG, 2)]
    assert "path length" in openssl.verify(leaf, (middle,), (root,), (), mint.now)


def test_a_critical_extension_that_nobody_knows(mint: Mint, openssl: OpenSsl) -> None:
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    root, leaf = mint.make("root-g3", "root-g3", ca=True), mint.make("persoon-g3", "root-g3", extra=strange)
    assert reasons(check_chain(leaf, [], [root], [], mint.now, usage=NO_CRL)) == [(Reason.UNKNOWN_CRITICAL, 0)]
    assert "critical extension" in openssl.verify(leaf, (), (root,), (), mint.now)


def test_names_in_a_circle_end(mint: Mint) -> None:
    one, other = mint.make("root-g3", "persoon-g3", ca=True), mint.make("persoon-g3", "root-g3", ca=True)
    found = check_chain(one, [other, one], [], [], mint.now, usage=NO_CRL)
    assert Reason.UNKNOWN_ISSUER in [problem.reason for problem in found]


def test_a_root_of_the_same_name_and_another_key(pki: Pki, mint: Mint) -> None:
    root = mint.make("root-g3", "root-g3", ca=True)
    leaf = mint.make("persoon-g3", "root-g3")
    impostor = Mint(pki, mint.now).make("root-g3", "root-g3", ca=True)
    assert check_chain(leaf, [], [impostor, root], [], mint.now, usage=NO_CRL) == ()


def test_every_certificate_lists_what_it_needs(pki: Pki) -> None:
    leaf = pki.server_certificate("zim")
    roots, between = pki.bundle("server-roots"), pki.bundle("server-tussen")
    one = (pki.crls.crl("server-g1", pki.made),)
    assert check_chain(leaf, between, roots, one, pki.made) == ()
    assert reasons(check_chain(leaf, between, roots, one, pki.made, usage=WHOLE_CHAIN)) == [
        (Reason.CRL_ABSENT, 1),
        (Reason.CRL_ABSENT, 2),
    ]
    above = tuple(pki.crls.crl(name, pki.made) for name in ("private-services-g1", "private-root-g1"))
    assert check_chain(leaf, between, roots, one + above, pki.made, usage=WHOLE_CHAIN) == ()


@pytest.fixture
def lists(pki: Pki) -> dict[str, Crls]:
    crls, now = pki.crls, pki.made
    return {
        "verlopen": (crls.make("server-g1", now - 7200, now - 3600),),
        "later": (crls.make("server-g1", now + 3600, now + 7200),),
        "vreemd": (crls.make("server-g1", now - 3600, now + 3600, signed_by="server-g4"),),
        "geen": (),
        "vreemd en goed": (
            crls.make("server-g1", now - 10, now + 3600, signed_by="server-g4"),
            crls.make("server-g1", now - 3600, now + 3600),
        ),
    }


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("verlopen", Reason.CRL_EXPIRED, "CRL has expired"),
        ("later", Reason.CRL_NOT_YET_VALID, "CRL is not yet valid"),
        ("vreemd", Reason.CRL_WRONG_SIGNATURE, "CRL signature failure"),
        ("geen", Reason.CRL_ABSENT, "unable to get certificate CRL"),
    ],
)
def test_wrong_lists(pki: Pki, openssl: OpenSsl, lists: dict[str, Crls], name: str, reason: Reason, said: str) -> None:
    roots, between = pki.bundle("server-roots"), pki.bundle("server-tussen")
    leaf = pki.server_certificate("zim")
    assert reasons(check_chain(leaf, between, roots, lists[name], pki.made)) == [(reason, 0)]
    assert check_chain(leaf, between, roots, lists[name], pki.made, usage=NO_CRL) == ()
    assert said in openssl.verify(leaf, between, roots, lists[name], pki.made, "-crl_check")


def test_a_forged_list_does_not_hide_the_real_one(pki: Pki, lists: dict[str, Crls]) -> None:
    leaf = pki.server_certificate("zim-ingetrokken")
    roots, between = pki.bundle("server-roots"), pki.bundle("server-tussen")
    found = check_chain(leaf, between, roots, lists["vreemd en goed"], pki.made)
    assert reasons(found) == [(Reason.REVOKED, 0)]


def test_a_revocation_has_a_moment_and_a_reason(pki: Pki) -> None:
    leaf = pki.server_certificate("zim-ingetrokken")
    crl = pki.crls.crl("server-g1", pki.made)
    entry = revoked(leaf, crl)
    assert entry is not None
    assert entry.at == int(pki.made - 12 * 3600)
    assert entry.reason == "unspecified"
    assert revoked(leaf, crl, entry.at) == entry
    assert revoked(leaf, crl, entry.at - 1) is None
    assert revoked(pki.server_certificate("zim"), crl) is None
    problem = check(pki, leaf, "server")[0]
    assert problem.certificate == "zim.toetsbank.test"
    assert str(leaf.serial_number) in str(problem)


class Counting(ChainChecker):
    """Counts how often it is asked who signed a certificate or a list."""

    asked = 0

    def issued(self, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
        self.asked += 1
        return super().issued(certificate, issuer)

    def issued_crl(self, crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
        self.asked += 1
        return super().issued_crl(crl, issuer)


def test_another_time_changes_the_answer_without_new_work(pki: Pki) -> None:
    pas = pki.person("arts-a")
    crl = pki.crls.make("zorgverlener-g3", pki.made - 60, pki.made + 600)
    checker = Counting(pki.bundle("pas-roots"), pki.bundle("pas-tussen"), [crl])
    assert checker.check(pas.authenticiteit, pki.made, usage=AUTHENTICATION) == ()
    assert checker.asked == 4
    late = checker.check(pas.authenticiteit, pki.made + 601, usage=AUTHENTICATION)
    assert reasons(late) == [(Reason.CRL_EXPIRED, 0)]
    early = checker.check(pas.authenticiteit, pki.made - 61, usage=AUTHENTICATION)
    assert reasons(early) == [(Reason.CRL_NOT_YET_VALID, 0)]
    assert checker.asked == 4
    assert checker.check(pas.authenticiteit, pki.made + 1, usage=SIGNATURE)
    assert checker.asked == 8


def test_a_new_list_is_looked_at(pki: Pki) -> None:
    pas = pki.person("arts-a")
    before = pki.crls.make("zorgverlener-g3", pki.made - 60, pki.made + 600)
    checker = ChainChecker(pki.bundle("pas-roots"), pki.bundle("pas-tussen"), [before])
    assert checker.check(pas.authenticiteit, pki.made) == ()
    pki.crls.revoke("zorgverlener-g3", pas.authenticiteit.serial_number, pki.made)
    after = pki.crls.make("zorgverlener-g3", pki.made - 59, pki.made + 600)
    pki.crls.reset()
    checker.use_crls([before, after])
    assert reasons(checker.check(pas.authenticiteit, pki.made)) == [(Reason.REVOKED, 0)]
    checker.use_crls([before])
    assert checker.check(pas.authenticiteit, pki.made) == ()


def test_certificates_that_came_along_are_no_roots(mint: Mint) -> None:
    root, middle = mint.make("root-g3", "root-g3", ca=True), mint.make("persoon-g3", "root-g3", ca=True)
    leaf = mint.make("zorgverlener-g3", "persoon-g3")
    checker = ChainChecker([root])
    assert reasons(checker.check(leaf, mint.now, usage=NO_CRL)) == [(Reason.UNKNOWN_ISSUER, 0)]
    assert checker.check(leaf, mint.now, usage=NO_CRL, sent=[middle]) == ()
    stranger = ChainChecker([])
    assert Reason.UNKNOWN_ISSUER in [
        p.reason for p in stranger.check(leaf, mint.now, usage=NO_CRL, sent=[middle, root])
    ]


def test_what_is_remembered_is_bounded(mint: Mint) -> None:
    root = mint.make("root-g3", "root-g3", ca=True)
    checker = ChainChecker([root], remember=2)
    leaves = [mint.make("persoon-g3", "root-g3") for _ in range(4)]
    for leaf in (*leaves, *leaves):
        assert checker.check(leaf, mint.now, usage=NO_CRL) == ()
    assert len(checker._paths._known) == 2


def test_an_unreadable_extension_is_a_problem(pki: Pki, mint: Mint) -> None:
    broken = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.37"), b"\x30\x05fout!")
    root, leaf = mint.make("root-g3", "root-g3", ca=True), mint.make("persoon-g3", "root-g3", extra=broken)
    assert reasons(check_chain(leaf, [], [root], [], mint.now)) == [(Reason.UNREADABLE, 0)]


def test_a_list_signed_with_a_weak_hash(pki: Pki) -> None:
    certificate = pki.authority("server-g1")
    made = pki.crls.crl("server-g1", pki.made)
    builder = x509.CertificateRevocationListBuilder(
        certificate.subject, made.last_update_utc, made.next_update_utc, list(made.extensions)
    )
    weak = builder.sign(pki.authority_key("server-g1"), hashes.SHA224())
    leaf = pki.server_certificate("zim")
    found = check_chain(leaf, pki.bundle("server-tussen"), pki.bundle("server-roots"), [weak], pki.made)
    assert reasons(found) == [(Reason.WEAK_HASH, 0)]
    assert "SHA-224" in str(found[0])
