"""The LSP beside its ZIM: the DNS that says where the ZIM is, and the NTP server that GBx'en follow."""

from simulators.lsp.faults import DnsFault, LspSettings, NtpFault
from simulators.lsp.model import Names
from simulators.lsp.service import Lsp

__all__ = ["DnsFault", "Lsp", "LspSettings", "Names", "NtpFault"]
