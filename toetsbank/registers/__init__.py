"""Registers that a supplier keeps in spreadsheets: outages, maintenance, uptime; read, computed and judged."""

from toetsbank.registers.judge import RULES, in_folder, judge, supplied
from toetsbank.registers.reading import read
from toetsbank.registers.rows import RegisterError

__all__ = ["RULES", "RegisterError", "in_folder", "judge", "read", "supplied"]
