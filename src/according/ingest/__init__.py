"""From inputs to the ledger: following feeds, loading in bulk."""
