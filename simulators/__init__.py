"""The counterparties of the system under test, each runnable alone."""
