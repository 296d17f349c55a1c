"""``python -m according`` is the command ``according``."""

import sys

from according.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
