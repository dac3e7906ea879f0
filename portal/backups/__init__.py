"""Backups that are verified when they are written and when they are read, on both databases.

A backup is one compressed tar: the database as a file, and a manifest with the checksum of that
file and of every table. Sessions hold visitors' answers, which must not outlive two idle hours:
their rows are left out.
"""
