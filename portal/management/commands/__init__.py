"""Commands of whoever operates the portal."""
