"""The search: one analysis of French, two native stores, one way in (`api.search`)."""
