"""Steps of chapter 1: names, the clock, being there, and the certificate of the GBx."""
