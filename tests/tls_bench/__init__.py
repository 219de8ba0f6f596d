"""The TLS bench: our probe against servers, and our observer against clients, that others made."""
