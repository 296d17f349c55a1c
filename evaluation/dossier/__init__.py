"""What the dossier makes of reports whose truth is known."""
