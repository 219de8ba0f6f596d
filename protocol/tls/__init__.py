"""TLS as it is seen on the wire: suites, handshake messages, alerts, and what follows from a recorded connection."""
