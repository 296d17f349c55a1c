"""Only public web addresses, whatever a page, a feed or DNS says.

address ──► Guard.check ──► host ──► all its numbers, each checked ──► the one connected to

A page may name ``http://169.254.169.254/`` and a host name may lead there: neither must
reach the services of the network that According runs in. The number that was checked is
the one connected to, so that a second answer from DNS changes nothing, and each redirect
passes here again.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore2
import httpx2

from according.errors import FetchError
from according.formats.checks import shown

Resolver = Callable[[str, int], Awaitable[list[str]]]
PORTS = frozenset({80, 443, 8080, 8443})  # where the web is served; 22 or 6379 is something else
LONGEST = 2_000  # characters of an address; PostgreSQL indexes no longer ones
_HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+", re.IGNORECASE)  # a name, or a number in IPv6
# The only part of IPv6 that is given out to the public (IANA); all else is local or special.
_PUBLIC_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # an IPv4 address as networks without IPv4 write it
# Special too, though not every Python knows it: protocol assignments, the old 6to4 relays,
# examples in documents.
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))


class Guard:
    """Decides which addresses may be fetched, and finds their numbers.

    ``allowed`` are pairs of host and port that pass unchecked. They exist for tests, which
    serve on the loopback; neither the command line nor the environment can set them.
    """

    def __init__(
        self, *, allowed: Collection[tuple[str, int]] = (), resolve: Resolver | None = None
    ) -> None:
        self._allowed = frozenset(allowed)
        self._resolve = resolve or _resolve

    def check(self, address: str) -> httpx2.URL:
        """Give the address in parts, or raise FetchError with the reason to refuse it."""
        try:
            url = httpx2.URL(address)
        except (httpx2.InvalidURL, ValueError, UnicodeError):
            raise _refused(address, "it cannot be understood") from None
        if url.scheme not in {"http", "https"} or not url.host:
            raise _refused(address, "only http:// and https:// addresses are fetched")
        if not _HOST.fullmatch(url.raw_host):
            raise _refused(address, "its host is no name and no number")
        if url.userinfo:
            raise _refused(address, "it carries a name or password")
        if len(str(url)) > LONGEST:
            raise _refused(address, f"it is longer than {LONGEST:,} characters")
        if port(url) not in PORTS and (url.host, port(url)) not in self._allowed:
            raise _refused(address, f"port {port(url)} is none of the web's")
        return url

    async def numbers(self, host: str, port: int) -> list[str]:
        """Give the numbers of a host; if one of them is not public, refuse them all."""
        if (host, port) in self._allowed:
            return [host]
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            message = f"{shown(host)} has no address: {error}. Check the spelling."
            raise FetchError("unreachable", message, passing=True) from None
        for number in found:
            if not is_public(number):
                raise _refused(host, f"it leads to {number}, which is no public address")
        return list(dict.fromkeys(found))


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to numbers that the guard has checked, and to nothing else."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # the name is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first number of ``host`` that answers."""
        failed: Exception = httpcore2.ConnectError(f"no address for {host}")
        for number in await self._guard.numbers(host, port):
            try:
                return await self._network.connect_tcp(
                    number, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        """Refuse: a socket in the file system is no web address."""
        raise _refused(path, "it is a local socket")

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks for."""
        await self._network.sleep(seconds)


def port(url: httpx2.URL) -> int:
    """Give the port of an address, stated or not."""
    return url.port or (443 if url.scheme == "https" else 80)


def is_public(number: str) -> bool:
    """Tell whether a numeric address belongs to the public internet.

    >>> [is_public(n) for n in ("93.184.215.14", "100.64.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    try:
        address = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        return _is_public_v6(address)
    return _is_open(address)


def _is_public_v6(address: IPv6Address) -> bool:
    if address in _NAT64:
        return is_public(str(IPv4Address(address.packed[-4:])))
    if address.sixtofour or address.teredo:  # tunnels that can end anywhere in IPv4
        return False
    return address in _PUBLIC_V6 and _is_open(address)


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    special = any(address in network for network in _SPECIAL)
    return address.is_global and not address.is_multicast and not special


async def _resolve(host: str, port: int) -> list[str]:
    """Ask DNS, or read a number, in any of the ways that the system reads them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def _refused(address: str, why: str) -> FetchError:
    return FetchError("refused-address", f"{shown(address, 120)} is not fetched: {why}.")
