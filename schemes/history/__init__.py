"""Who changed what and when, what differs, and the way back."""
