"""Takes the pictures of README.md and of the editors' guide: `make pictures`."""
