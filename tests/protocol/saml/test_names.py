from protocol.saml import names


def test_names_are_qualified() -> None:
    assert names.saml("Issuer") == "{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"
    assert names.ds("Signature") == "{http://www.w3.org/2000/09/xmldsig#}Signature"


def test_the_misprinted_uris_point_to_what_was_meant() -> None:
    assert set(names.MISPRINTED.values()) == {names.RSA_SHA256, names.SHA256}
    assert not set(names.MISPRINTED) & set(names.MISPRINTED.values())
