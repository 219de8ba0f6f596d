"""What the texts say of what was observed: pure functions, a module per subject, for steps and passive rules alike."""
