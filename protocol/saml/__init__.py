"""SAML tokens of AORTA: building, signing and verifying the transactietoken (tokens.md)."""
