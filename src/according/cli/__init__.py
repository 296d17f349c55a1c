"""The command line: :mod:`according.cli.app`, then one command per file."""
