"""One file a version; their numbers are the versions of the ledger."""
