"""The tables that According reads by: words, names and patterns."""
