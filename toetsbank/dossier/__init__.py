"""What no message shows: statements and documents, as forms that are checked and judged."""

from toetsbank.dossier.judge import RULE, clauses, in_folder, judge, speaks_of, supplied

__all__ = ["RULE", "clauses", "in_folder", "judge", "speaks_of", "supplied"]
