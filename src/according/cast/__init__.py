"""Who is who across reports: actors, the mentions that mean them, and newcomers.

mention ──▶ Cast.link() ──▶ Link(actor, confidence, how)
unknown names, report by report ──▶ Roll ──▶ newcomers
"""

from according.cast.actors import Actor, Link, Role
from according.cast.cast import Cast

__all__ = ["Actor", "Cast", "Link", "Role"]
