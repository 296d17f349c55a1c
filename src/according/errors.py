"""The errors a user can cause.

AccordingError
├── InputError          a path, address or option that cannot be read at all
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
