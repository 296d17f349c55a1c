"""Data frames, for those who have pandas.

rows, columns ──frame──► pandas.DataFrame
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from according.errors import DependencyError

if TYPE_CHECKING:
    import pandas as pd


def frame(rows: Sequence[Any], columns: Sequence[str]) -> "pd.DataFrame":
    """Give rows as a data frame; raise DependencyError where pandas is not installed."""
    try:
        import pandas as pd  # noqa: PLC0415  # an extra, and slow to import
    except ImportError:
        raise DependencyError(
            "Data frames need pandas. Install it: pip install 'according[frames]'"
        ) from None
    return pd.DataFrame(rows, columns=list(columns))
