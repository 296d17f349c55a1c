"""Who is who across reports: actors, the mentions that mean them, and newcomers.

mention ──▶ Cast.link() ──▶ Link(actor, confidence, how)
unknown names, report by report ──▶ Roll ──▶ newcomers
"""

from according.cast.actors import Actor, Link, Role
from according.cast.cast import Cast
from according.cast.profiles import Sighting
from according.cast.roll import Newcomer, Roll

__all__ = ["Actor", "Cast", "Link", "Newcomer", "Role", "Roll", "Sighting"]
