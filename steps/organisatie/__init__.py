"""Steps about the requirements of chapter 3 of the source: the organisation."""
