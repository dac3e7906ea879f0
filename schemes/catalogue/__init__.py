"""The catalogue as files: reading, checking and loading fixtures/."""
