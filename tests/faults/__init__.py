"""What breaks around the portal, for real: its database, its disk, its cache, its processes."""
