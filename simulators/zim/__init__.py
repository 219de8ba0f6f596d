"""The ZIM, message broker of the LSP: ``Zim.start`` for a bench, ``python -m simulators.zim`` alone."""

from simulators.zim.client import Connection, Outgoing, Result, Shown
from simulators.zim.service import Zim
from simulators.zim.settings import Application, Source, ZimSettings

__all__ = ["Application", "Connection", "Outgoing", "Result", "Shown", "Source", "Zim", "ZimSettings"]
