"""Requests that nobody should send, made up by machines; `make fuzz` sends twenty thousand."""
