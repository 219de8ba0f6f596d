"""A ClientHello of our own, read back by the parser that reads those of others."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from protocol.tls import handshake as h
from protocol.tls import offers
from protocol.tls.suites import name_of
from tests.protocol.tls.recorded import Pair

RANDOM = bytes(range(32))


@pytest.mark.parametrize("version", offers.VERSIONS)
def test_each_version_can_be_offered_alone(version: int) -> None:
    made = offers.Offer((version,), offers.codes(version), "xis.toetsbank.test")
    hello = h.parse_client_hello(offers.client_hello(made, RANDOM))
    assert hello.versions == (version,)
    assert hello.secure_renegotiation
    assert [code for code in hello.suites if code != h.RENEGOTIATION_SIGNAL] == list(made.suites)
    assert hello.server_name == (None if version == offers.SSL3 else "xis.toetsbank.test")
    assert bool(hello.extensions) is (version > offers.SSL3)
    assert bool(hello.signature_algorithms) is (version >= 0x0303)
    assert hello.tickets == ()


def test_several_versions_are_offered_as_a_list() -> None:
    made = offers.Offer((0x0304, 0x0303, 0x0301), (0x1301, 0xC02F))
    hello = h.parse_client_hello(offers.client_hello(made, RANDOM))
    assert (hello.versions, hello.legacy_version, hello.suites) == ((0x0304, 0x0303, 0x0301), 0x0303, (0x1301, 0xC02F))


@pytest.mark.parametrize("name", ["", "127.0.0.1", "::1"])
def test_an_address_is_no_server_name(name: str) -> None:
    made = offers.Offer((0x0303,), (0xC02F,), name)
    assert h.parse_client_hello(offers.client_hello(made, RANDOM)).server_name is None


def test_the_record_has_a_header_that_old_servers_read() -> None:
    for versions, header in (((0x0304,), 0x0301), ((0x0300,), 0x0300)):
        made = offers.Offer(versions, (0xC02F,))
        message = offers.client_hello(made, RANDOM)
        sent = offers.record(message, made)
        assert sent == b"\x16" + header.to_bytes(2, "big") + len(message).to_bytes(2, "big") + message


def test_compression_is_offered_on_request() -> None:
    made = offers.Offer((0x0303,), (0xC02F,), compressions=(offers.DEFLATE, offers.NO_COMPRESSION))
    # After two bytes of version, the random and an empty session come two bytes of length and one suite.
    assert offers.client_hello(made, RANDOM)[4 + 2 + 32 + 1 + 4 :].startswith(b"\x02\x01\x00")


def test_the_keys_on_offer_lie_on_their_curves() -> None:
    for curve, group in ((ec.SECP256R1(), offers._P256), (ec.SECP384R1(), offers._P384)):
        point = ec.EllipticCurvePublicKey.from_encoded_point(curve, offers._SHARES[group])
        assert point == ec.derive_private_key(1, curve).public_key()


def test_suites_belong_to_versions() -> None:
    newest, newer, older = offers.codes(0x0304), offers.codes(0x0303), offers.codes(0x0301)
    assert {0x1301, 0x1302, 0x1303} <= set(newest)
    assert not set(newest) & set(newer)
    assert set(older) < set(newer)
    assert {0x0005, 0x002F, 0xC014, 0x0018, 0x0003} <= set(older)
    assert 0xC02F not in older
    assert all(len(set(codes)) == len(codes) for codes in (newest, newer, older))
    assert {"ECDHE", "DHE", "RSA"} >= {name_of(code).split("_")[1] for code in newer[:60]}


def test_suites_are_found_by_name() -> None:
    assert offers.codes_of(("TLS_RSA_WITH_RC4_128_SHA", "TLS_DH_RSA_WITH_DES_CBC_SHA")) == (0x0005, 0x000F)
    with pytest.raises(ValueError, match="geen bekende suite"):
        offers.codes_of(("TLS_ROT13",))


def test_our_hello_is_as_complete_as_the_one_of_openssl(pair: Pair) -> None:
    theirs = h.parse_client_hello(next(m.data for m in pair.seen_by_client.messages if m.data[:1] == b"\x01"))
    made = offers.Offer(theirs.versions, theirs.suites, "zim.toetsbank.test")
    ours = h.parse_client_hello(offers.client_hello(made, RANDOM))
    assert set(theirs.extensions) <= set(ours.extensions) | {h.RENEGOTIATION_INFO}
