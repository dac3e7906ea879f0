"""The project: settings, assembly of the apps, home and legal pages."""
