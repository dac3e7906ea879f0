"""Accounts of the staff: two factors, lock-out, sessions that end, a trail of sign-ins."""
