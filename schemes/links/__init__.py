"""Checks the addresses that the catalogue sends readers to, politely and within bounds."""
