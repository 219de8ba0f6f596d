"""Steps of chapter 2: TLS with the ZIM, and sessions of users."""
