"""Measurements: each module prints one table of figures beside the published ones."""
