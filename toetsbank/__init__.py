"""The bench: runs scenarios against a system under test, judges what was observed, and keeps the evidence."""
