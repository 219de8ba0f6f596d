"""Defects against the requirements of chapter 1 of the source: systems that are connected."""
