"""The UZI-register: passes, server certificates, lists of revoked certificates, and a stand-in for pass readers."""

from simulators.uzi.pki import Pas, Pki, PkiError, SutNames
from simulators.uzi.service import UziRegister

__all__ = ["Pas", "Pki", "PkiError", "SutNames", "UziRegister"]
