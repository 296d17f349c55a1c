"""The errors a user can cause.

AccordingError
├── InputError          a path, address or option that cannot be read at all
├── FetchError          an address that gives nothing to read
└── DependencyError     the installation lacks something

Each message gives the value, the place and the next step. Bad *content* raises
nothing: it becomes a :class:`according.records.Doubt` on its report.
"""


class AccordingError(Exception):
    """Base of every error that a user can cause and mend."""


class InputError(AccordingError):
    """An input that cannot be opened, or an option whose value makes no sense."""


class DependencyError(AccordingError):
    """A part of the installation is missing or broken."""


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
