"""Defects against the requirements of chapter 2 of the source: the application."""
