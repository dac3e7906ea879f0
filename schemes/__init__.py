"""The catalogue: schemes, their rules of access, verdicts."""
