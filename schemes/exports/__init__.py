"""The whole catalogue as files: CSV, JSON, data·inclusion."""
