"""The errors a user can cause.

AccordingError
├── InputError            a path, address or option that cannot be read at all
├── FetchError            an address that gives nothing to read
├── DependencyError       the installation lacks something
├── CastError             a file of additions to the cast that cannot be followed
├── DossierError          a dossier file that cannot be followed
└── LedgerError           the ledger cannot be opened, read or written
    ├── LedgerMissingError    there is none
    ├── NotALedgerError       what stands there is something else
    ├── LedgerVersionError    it was made by a newer version, or is too old to be read as it is
    ├── LedgerBusyError       another process writes, and did not stop for a long time
    ├── LedgerReadOnlyError   it may only be read
    ├── LedgerFullError       there is no space left
    ├── LedgerDamagedError    the file is broken
    └── LedgerServerError     the PostgreSQL server does not answer, or refuses

Each message gives the value, the place and the next step. Bad *content* raises
nothing: it becomes a :class:`according.records.Doubt` on its report.
"""


class AccordingError(Exception):
    """Base of every error that a user can cause and mend."""


class InputError(AccordingError):
    """An input that cannot be opened, or an option whose value makes no sense."""


class DependencyError(AccordingError):
    """A part of the installation is missing or broken."""


class CastError(AccordingError):
    """Additions to the cast that are not what the format asks for."""


class DossierError(AccordingError):
    """A dossier file that is not what the format asks for, or is not there."""


class FetchError(AccordingError):
    """An address that gives nothing to read; ``kind`` names the doubt it becomes.

    ``passing`` says that a later try may go better, ``after`` how many seconds later the
    server asks for it.
    """

    def __init__(
        self, kind: str, message: str, *, passing: bool = False, after: float | None = None
    ) -> None:
        super().__init__(message)
        self.kind, self.passing, self.after = kind, passing, after


class LedgerError(AccordingError):
    """A ledger that cannot be opened, read or written."""


class LedgerMissingError(LedgerError):
    """No ledger where one was to be read."""


class NotALedgerError(LedgerError):
    """A file or database that is something else."""


class LedgerVersionError(LedgerError):
    """A ledger whose tables this version of According does not know."""


class LedgerBusyError(LedgerError):
    """Another process holds the ledger."""


class LedgerReadOnlyError(LedgerError):
    """A ledger that may be read but not written."""


class LedgerFullError(LedgerError):
    """No space is left for the ledger to grow."""


class LedgerDamagedError(LedgerError):
    """A ledger whose file is broken."""


class LedgerServerError(LedgerError):
    """A PostgreSQL server that does not answer or refuses."""
