"""Every T-rule has a token that departs from a valid one in one property; valid ones are accepted before and after."""

from dataclasses import replace
from datetime import timedelta

import pytest

from protocol import soap
from protocol.ids import InstanceIdentifier
from protocol.saml import names
from protocol.saml.content import describe
from protocol.saml.facts import Policy
from protocol.saml.replay import ReplayCache
from protocol.saml.signer import SignerIndex
from protocol.saml.tokens import TokenSet, tokens_of
from protocol.saml.verify import reference_of, verify, verify_own
from protocol.soap import FaultCode, build_envelope, parse_envelope
from protocol.xml import parse
from tests.protocol.saml.samples import (
    BSN,
    CLAIMS,
    MESSAGE,
    NOW,
    OTHER_BSN,
    Setting,
    Trouble,
    certificate,
    claimed,
    key,
    no_trouble,
    replacing,
    rules_of,
    without,
)

PASS = Setting()
EMPLOYEE = Setting(
    claims=replace(CLAIMS, uzi_nummer="900001236", rolcode="00.000"),
    message=replace(MESSAGE, author_uzi="900001236", author_role="00.000", overseer_uzi="900001236"),
    certificate=certificate("N", uzi_nummer="900001236", rol="00.000"),
)
SYSTEM = Setting(
    claims=replace(CLAIMS, uzi_nummer=None, class_ref=names.X509_CLASS),
    message=replace(MESSAGE, author_uzi=None, author_role="00.000", overseer_uzi=None),
    certificate=certificate("S", uzi_nummer="000900001", rol="00.000"),
)
SERIAL = "410000000000000011"
ISSUER = "CN=SIM UZI-register Zorgverlener CA G3"
MINUTE = timedelta(minutes=1)


def troubled(reason: str) -> Setting:
    return Setting(check=lambda _, __: (Trouble(reason, "het certificaat deugt niet"),))


CASES = [
    ("T-03", replace(PASS, edit=replacing('Version="2.0"', 'Version="1.1"')), "SIM-TOK-01"),
    ("T-03", claimed(token_id="4b0c1d6e"), "SIM-TOK-01"),
    ("T-03", replace(PASS, edit=replacing(' IssueInstant="2026', ' X="1" IssueInstant="2026')), "SIM-TOK-01"),
    (
        "T-03",
        replace(PASS, edit=replacing("<saml:AuthnStatement ", '<saml:AuthnStatement SessionIndex="1" ')),
        "SIM-TOK-01",
    ),
    ("T-03", replace(PASS, edit=replacing("<saml:AudienceR", "<saml:OneTimeUse/><saml:AudienceR")), "SIM-TOK-01"),
    ("T-03", replace(PASS, edit=replacing("ConfirmationData>", 'ConfirmationData Recipient="x">')), "SIM-TOK-01"),
    ("T-03", replace(PASS, edit=replacing('NotBefore="2026', 'NotBefore="26')), "SIM-TOK-01"),
    ("T-03", replace(PASS, edit=replacing(names.BSN, names.INTERACTION)), "SIM-TOK-01"),
    ("T-03", replace(PASS, edit=without("AuthnStatement")), "SIM-TOK-01"),
    ("T-03", replace(PASS, edit=without("Subject/NameID")), "SIM-TOK-01"),
    ("T-05", claimed(ura="90000456"), "SIM-LNK-02"),
    ("T-05", replace(PASS, message=replace(MESSAGE, ura="90000456")), "SIM-LNK-02"),
    ("T-05", replace(PASS, message=replace(MESSAGE, ura=None)), "SIM-LNK-02"),
    ("T-05", replace(PASS, certificate=certificate(ura="90000456")), "SIM-LNK-02"),
    ("T-05", replace(PASS, edit=replacing("1007.3.3:IIext:90000123", "1007.3.1:IIext:90000123")), "SIM-LNK-02"),
    ("T-06", claimed(uzi_nummer="900001235"), "SIM-LNK-01"),
    ("T-06", claimed(rolcode="01.016"), "SIM-LNK-01"),
    ("T-06", replace(PASS, certificate=certificate(uzi_nummer="900001235")), "SIM-LNK-01"),
    ("T-06", replace(PASS, certificate=certificate(rol="01.016")), "SIM-LNK-01"),
    ("T-06", replace(PASS, message=replace(MESSAGE, author_role="01.016")), "SIM-LNK-01"),
    ("T-06", replace(PASS, message=replace(MESSAGE, author_uzi=None, overseer_uzi=None)), "SIM-LNK-01"),
    ("T-09", replace(PASS, private_key=key(1)), "SIM-SIG-01"),
    ("T-09", replace(PASS, tamper=replacing(BSN, OTHER_BSN)), "SIM-SIG-01"),
    ("T-09", replace(PASS, tamper=replacing("><saml:Conditions", ">\n <saml:Conditions")), "SIM-SIG-01"),
    ("T-10", troubled("verlopen"), "SIM-CRT-02"),
    ("T-10", troubled("nog-niet-geldig"), "SIM-CRT-02"),
    ("T-10", troubled("ingetrokken"), "SIM-CRT-03"),
    ("T-10", troubled("onbekende-uitgever"), "SIM-CRT-04"),
    ("T-10", troubled("wat-dan-ook"), "SIM-CRT-04"),
    ("T-11", replace(PASS, known=()), "SIM-CRT-01"),
    ("T-11", replace(PASS, known=(certificate(serial=12),)), "SIM-CRT-01"),
    ("T-11", replace(PASS, known=(certificate("N"),)), "SIM-CRT-01"),
    ("T-11", replace(PASS, tamper=without("Signature/KeyInfo")), "SIM-CRT-01"),
    ("T-11", replace(PASS, tamper=without("Signature/KeyInfo/X509Data/X509IssuerSerial")), "SIM-CRT-01"),
    ("T-12", replace(PASS, certificate=certificate(usage="content_commitment")), "SIM-CRT-05"),
    ("T-12", troubled("sleutelgebruik"), "SIM-CRT-05"),
    ("T-12", replace(PASS, certificate=certificate("M", letter="Z")), "SIM-CRT-06"),
    ("T-13", replace(PASS, now=CLAIMS.not_on_or_after), "SIM-TIM-01"),
    ("T-13", replace(PASS, now=CLAIMS.not_on_or_after + timedelta(days=3)), "SIM-TIM-01"),
    ("T-13", replace(PASS, now=CLAIMS.not_before - timedelta(milliseconds=1)), "SIM-TIM-02"),
    ("T-14", claimed(not_on_or_after=CLAIMS.not_on_or_after + timedelta(milliseconds=1)), "SIM-TIM-03"),
    ("T-15", claimed(audience=("urn:IIroot:2.16.840.1.113883.2.4.6.6:IIext:2",)), "SIM-TOK-01"),
    ("T-16", claimed(class_ref=names.X509_CLASS), "SIM-TOK-01"),
    ("T-16", replace(SYSTEM, claims=replace(SYSTEM.claims, class_ref=names.SMARTCARD_PKI)), "SIM-TOK-01"),
    ("T-17", replace(PASS, edit=replacing(SERIAL, "12")), "SIM-TOK-01"),
    ("T-17", replace(PASS, edit=replacing(ISSUER, "CN=Andere CA")), "SIM-TOK-01"),
    ("T-17", replace(PASS, edit=without("Subject/SubjectConfirmation/SubjectConfirmationData")), "SIM-TOK-01"),
    ("T-18", claimed(message_root="1.2.3"), "SIM-LNK-04"),
    ("T-18", claimed(message_ext="bericht-2"), "SIM-LNK-04"),
    ("T-18", claimed(interaction="QURX_IN990101NL"), "SIM-LNK-04"),
    ("T-18", claimed(application_id="90000002"), "SIM-LNK-04"),
    ("T-18", replace(PASS, message=replace(MESSAGE, message_id=InstanceIdentifier("1.2.3", "x"))), "SIM-LNK-04"),
    ("T-18", claimed(context_code="KZDI"), "SIM-LNK-04"),
    ("T-18", replace(PASS, message=replace(MESSAGE, context_code="KZDI", context_code_system="1.2")), "SIM-LNK-04"),
    ("T-18", replace(PASS, edit=replacing(names.MESSAGE_ROOT, "messageIdRoot2")), "SIM-LNK-04"),
    ("T-19", claimed(bsn=OTHER_BSN), "SIM-LNK-03"),
    ("T-19", claimed(bsn=None), "SIM-LNK-03"),
    ("T-19", replace(PASS, message=replace(MESSAGE, bsn=None)), "SIM-LNK-03"),
    ("T-21", EMPLOYEE, "SIM-SEC-01"),
    ("T-21", replace(PASS, message=replace(MESSAGE, overseer_uzi="900001235")), "SIM-SEC-01"),
]

FAULTS = {
    "SIM-SEC-01": soap.INVALID_SECURITY,
    "SIM-TOK-01": soap.INVALID_SECURITY_TOKEN,
    "SIM-TIM-01": soap.MESSAGE_EXPIRED,
    "SIM-TIM-02": soap.MESSAGE_EXPIRED,
    "SIM-TIM-03": soap.INVALID_SECURITY_TOKEN,
    "SIM-SIG-01": soap.FAILED_CHECK,
    "SIM-CRT-01": soap.SECURITY_TOKEN_UNAVAILABLE,
}


def fault_of(detail: str) -> FaultCode:
    return FAULTS.get(detail, soap.FAILED_AUTHENTICATION)


@pytest.mark.parametrize(
    ("rule", "setting", "detail"), CASES, ids=[f"{rule}-{n}" for n, (rule, *_) in enumerate(CASES)]
)
def test_one_difference_breaks_exactly_one_rule(rule: str, setting: Setting, detail: str) -> None:
    replay = ReplayCache()
    before, after = (claimed(token_id=f"token_{when}") for when in ("voor", "na"))
    assert before.verify(replay).accepted
    refused = setting.verify(replay)
    assert set(rules_of(refused)) - ({"T-08"} if setting.certificate == SYSTEM.certificate else set()) == {rule}
    refusal = next(refusal for refusal in refused.refusals if refusal.rule == rule)
    assert (refusal.detail, refusal.fault) == (detail, fault_of(detail))
    assert refusal.reason
    assert setting.claims.token_id not in replay
    assert after.verify(replay).accepted


@pytest.mark.parametrize(
    "setting",
    [
        PASS,
        claimed(audience=("urn:IIroot:1.2:IIext:9", "urn:IIroot:2.16.840.1.113883.2.4.6.6:IIext:1")),
        replace(PASS, now=CLAIMS.not_before),
        replace(PASS, now=CLAIMS.not_on_or_after - timedelta(milliseconds=1)),
        replace(PASS, now=CLAIMS.not_on_or_after + MINUTE, policy=Policy(skew=2 * MINUTE)),
        replace(claimed(not_on_or_after=CLAIMS.not_on_or_after + MINUTE), policy=Policy(maximum=66 * MINUTE)),
        Setting(claims=replace(CLAIMS, bsn=None), message=replace(MESSAGE, bsn=None)),
        Setting(
            claims=replace(CLAIMS, context_code="KZDI", context_code_system="1.2"),
            message=replace(MESSAGE, context_code="KZDI", context_code_system="1.2"),
        ),
        replace(PASS, message=replace(MESSAGE, overseer_uzi=None)),
        replace(PASS, edit=replacing("<saml:NameID>", "<saml:NameID>\n  ")),
        replace(PASS, edit=replacing(".000Z", "Z")),
        replace(PASS, edit=replacing("<saml:NameID>", f'<saml:NameID Format="{names.ENTITY_FORMAT}">')),
        Setting(
            claims=replace(CLAIMS, ura="57279"),
            message=replace(MESSAGE, ura="00057279"),
            certificate=certificate(ura="00057279"),
        ),
    ],
)
def test_what_is_allowed_is_accepted(setting: Setting) -> None:
    verified = setting.verify()
    assert verified.refusals == ()
    assert verified.warnings == ()
    assert verified.content is not None
    assert verified.signer is not None


def test_the_facts_are_those_of_the_description() -> None:
    token = replacing('NotBefore="2026-03-14T09:25:00.000Z"', 'NotBefore="2026-03-14T09:25:00Z"')
    signed = replace(PASS, edit=token).token()
    assert PASS.verify_token(signed).facts == describe(parse(signed))


def test_both_times_outside_are_told_apart_in_the_reason() -> None:
    early, late = (replace(PASS, now=now).verify().refusals[0] for now in (NOW - 6 * MINUTE, NOW + 60 * MINUTE))
    assert "nog niet geldig: pas vanaf 2026-03-14T09:25:00.000Z" in early.reason
    assert "verlopen: geldig tot 2026-03-14T10:30:00.000Z" in late.reason


def test_a_token_is_used_once() -> None:
    replay, token = ReplayCache(), PASS.token()
    assert PASS.verify_token(token, replay).accepted
    second = PASS.verify_token(token, replay)
    assert rules_of(second) == ["T-04"]
    assert (second.refusals[0].detail, second.refusals[0].fault) == ("SIM-RPL-01", soap.FAILED_AUTHENTICATION)
    assert claimed(token_id="_ander").verify(replay).accepted


def test_the_same_id_in_a_new_token_is_a_replay_too() -> None:
    replay = ReplayCache()
    assert PASS.verify(replay).accepted
    later = Setting(
        claims=replace(CLAIMS, message_ext="2"),
        message=replace(MESSAGE, message_id=InstanceIdentifier(CLAIMS.message_root, "2")),
    )
    assert rules_of(later.verify(replay)) == ["T-04"]


def test_a_refused_token_is_not_used_up() -> None:
    replay, token = ReplayCache(), PASS.token()
    assert rules_of(replace(PASS, now=NOW - MINUTE * 6).verify_token(token, replay)) == ["T-13"]
    assert PASS.verify_token(token, replay).accepted


def test_the_author_of_a_system_token_is_not_in_the_name_id() -> None:
    assert rules_of(SYSTEM.verify()) == ["T-08"]
    filled = replace(SYSTEM, edit=replacing("<saml:NameID/>", "<saml:NameID>900001234:01.015</saml:NameID>"))
    absent = replace(SYSTEM, edit=without("Subject/NameID"))
    for setting in (filled, absent):
        assert rules_of(setting.verify()) == ["T-07", "T-08"]


def vouched(attribute: str, token_id: str) -> bytes:
    """Return another kind of token, as a container only: what it says is not judged here."""
    return (
        f'<saml:Assertion xmlns:saml="{names.SAML}" ID="{token_id}"><saml:Subject><saml:NameID>x</saml:NameID>'
        f'<saml:SubjectConfirmation Method="{names.SENDER_VOUCHES}"/></saml:Subject><saml:AttributeStatement>'
        f'<saml:Attribute Name="{attribute}"/></saml:AttributeStatement></saml:Assertion>'
    ).encode()


MANDATE, ENROLMENT = vouched(names.CONTEXT, "_m"), vouched(names.EXECUTOR, "_i")


@pytest.mark.parametrize(
    ("setting", "also", "broken"),
    [
        (SYSTEM, (MANDATE, ENROLMENT), ["T-20"]),
        (SYSTEM, (MANDATE,), ["T-20", "T-08"]),
        (SYSTEM, (ENROLMENT,), ["T-08"]),
        (EMPLOYEE, (MANDATE,), ["T-20"]),
        (PASS, (MANDATE,), ["T-20"]),
        (PASS, (ENROLMENT,), []),
    ],
)
def test_mandates_are_refused_visibly(setting: Setting, also: tuple[bytes, ...], broken: list[str]) -> None:
    verified = replace(setting, also=also).verify()
    assert rules_of(verified) == broken
    if "T-20" in broken:
        assert "mandaattoken wordt hier nog niet ondersteund" in verified.refusals[0].reason
        assert verified.refusals[0].fault == soap.UNSUPPORTED_SECURITY_TOKEN


def test_all_that_is_wrong_is_told() -> None:
    setting = Setting(
        claims=replace(CLAIMS, bsn=OTHER_BSN, message_ext="2", audience=("urn:x",)), now=NOW + 90 * MINUTE
    )
    assert rules_of(setting.verify()) == ["T-13", "T-15", "T-18", "T-19"]


def test_nothing_of_the_content_counts_before_the_signature() -> None:
    tampered = Setting(claims=replace(CLAIMS, bsn=OTHER_BSN), private_key=key(1), now=NOW + 90 * MINUTE).verify()
    assert rules_of(tampered) == ["T-09"]
    assert tampered.content is None
    assert tampered.facts is not None
    assert tampered.facts.token_id == CLAIMS.token_id


def test_no_number_of_a_patient_stands_in_a_reason() -> None:
    for setting in (claimed(bsn=OTHER_BSN), claimed(bsn=None)):
        assert not any(bsn in str(refusal) for refusal in setting.verify().refusals for bsn in (BSN, OTHER_BSN))


def test_the_old_form_of_the_ura_gives_a_warning() -> None:
    old = replacing("urn:IIroot:2.16.528.1.1007.3.3:IIext:90000123", "urn:oid:2.16.528.1.1007.3.3.90000123")
    verified = replace(PASS, edit=old).verify()
    assert verified.accepted
    assert "oude vorm" in verified.warnings[0]


def test_an_unknown_attribute_gives_a_warning() -> None:
    extra = (
        '<saml:Attribute Name="nieuw"><saml:AttributeValue>x</saml:AttributeValue></saml:Attribute></saml:AttributeS'
    )
    verified = replace(PASS, edit=replacing("</saml:AttributeS", extra)).verify()
    assert verified.accepted
    assert verified.warnings == ("het token heeft onbekende attributen: nieuw",)


def test_the_refusals_of_the_token_set_go_first() -> None:
    tokens = tokens_of(parse_envelope(build_envelope(b"")))
    verified = verify(
        tokens,
        MESSAGE,
        certificates=SignerIndex().find,
        check_certificate=no_trouble,
        now=NOW,
        replay=ReplayCache(),
    )
    assert rules_of(verified) == ["T-02"]
    assert verified.facts is None
    nothing = verify(
        TokenSet(),
        MESSAGE,
        certificates=SignerIndex().find,
        check_certificate=no_trouble,
        now=NOW,
        replay=ReplayCache(),
    )
    assert rules_of(nothing) == ["T-02"]


class TestOwn:
    """What a XIS checks of a token that its own pass has signed."""

    def test_a_good_token_has_no_refusals(self) -> None:
        assert verify_own(PASS.token(), PASS.certificate, NOW) == ()

    @pytest.mark.parametrize(
        ("setting", "now", "rule"),
        [
            (replace(PASS, private_key=key(1)), NOW, "T-09"),
            (PASS, NOW + 61 * MINUTE, "T-13"),
            (PASS, NOW - 6 * MINUTE, "T-13"),
            (replace(PASS, certificate=certificate(serial=12)), NOW, "T-11"),
            (claimed(not_on_or_after=NOW + 61 * MINUTE), NOW, "T-14"),
            (claimed(token_id="4"), NOW, "T-03"),
        ],
    )
    def test_a_wrong_token_is_refused(self, setting: Setting, now: object, rule: str) -> None:
        assert isinstance(now, type(NOW))
        assert [refusal.rule for refusal in verify_own(setting.token(), PASS.certificate, now)] == [rule]

    @pytest.mark.parametrize("token", [b"", b"<a/>", b"\x00", b"<!DOCTYPE a><a/>", b"<a>" * 10_000])
    def test_an_answer_that_is_no_token_is_refused(self, token: bytes) -> None:
        assert [refusal.rule for refusal in verify_own(token, PASS.certificate, NOW)] == ["T-03"]


def test_the_certificate_meant_can_be_asked_beforehand() -> None:
    reference = reference_of(parse(PASS.token()))
    assert reference is not None
    assert SignerIndex([PASS.certificate]).find(reference) is not None
    assert reference_of(parse(without("Signature")(PASS.token()))) is None
    assert reference_of(parse(without("Signature/SignedInfo")(PASS.token()))) is None
