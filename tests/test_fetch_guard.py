"""Which addresses may be fetched, and which number is connected to."""

import asyncio

import httpcore2
import pytest

from according.errors import FetchError
from according.fetch.guard import Guard, GuardedBackend, is_public

# fmt: off
REFUSED = [
    # address                              why this row exists
    ("file:///etc/passwd",                 "a file"),
    ("ftp://harrow.example/a",             "another protocol"),
    ("gopher://harrow.example/",           "an old protocol that can speak to anything"),
    ("javascript:alert(1)",                "no address at all"),
    ("//harrow.example/a",                 "no scheme"),
    ("harrow.example",                     "a bare host"),
    ("",                                   "nothing"),
    ("http://",                            "no host"),
    ("http://[::1",                        "a broken IPv6 address"),
    ("http://a b/",                        "a space in the host"),
    ("http://harrow.example:22/",          "the port of SSH"),
    ("http://harrow.example:6379/",        "the port of Redis"),
    ("http://harrow.example:99999/",       "no port"),
    ("http://user:secret@harrow.example/", "a name and a password"),
    ("http://harrow.example@127.0.0.1/",   "a host that looks like a user"),
    ("http://harrow.example/" + "a" * 2000, "too long an address"),
]
NUMBERS = [
    # number                      public   why this row exists
    ("93.184.215.14",             True,    "a public address"),
    ("2606:2800:21f:cb07::1",     True,    "a public IPv6 address"),
    ("64:ff9b::5db8:d70e",        True,    "a public address behind NAT64"),
    ("127.0.0.1",                 False,   "loopback"),
    ("127.9.9.9",                 False,   "loopback too"),
    ("0.0.0.0",                   False,   "this host"),
    ("10.0.0.1",                  False,   "private"),
    ("172.16.0.1",                False,   "private"),
    ("192.168.1.1",               False,   "private"),
    ("169.254.169.254",           False,   "link-local: the metadata of clouds"),
    ("100.64.0.1",                False,   "shared by a carrier (CGNAT)"),
    ("224.0.0.1",                 False,   "multicast"),
    ("239.255.255.250",           False,   "multicast within a site"),
    ("255.255.255.255",           False,   "broadcast"),
    ("240.0.0.1",                 False,   "reserved"),
    ("192.0.0.8",                 False,   "protocol assignments"),
    ("192.0.2.1",                 False,   "examples in documents"),
    ("192.88.99.1",               False,   "the old relays of 6to4"),
    ("198.18.0.1",                False,   "benchmarks"),
    ("::1",                       False,   "loopback"),
    ("::",                        False,   "unspecified"),
    ("::ffff:127.0.0.1",          False,   "loopback written as IPv6"),
    ("::ffff:93.184.215.14",      False,   "IPv4 written as IPv6, which DNS never gives"),
    ("::127.0.0.1",               False,   "an old way to write IPv4 as IPv6"),
    ("64:ff9b::7f00:1",           False,   "loopback behind NAT64"),
    ("64:ff9b:1::7f00:1",         False,   "NAT64 within a network"),
    ("2002:7f00:1::",             False,   "a tunnel to loopback (6to4)"),
    ("2001:0:7f00:1::",           False,   "a tunnel (Teredo)"),
    ("fe80::1%eth0",              False,   "link-local, with its link"),
    ("fc00::1",                   False,   "private"),
    ("fec0::1",                   False,   "private, as it was written once"),
    ("ff02::1",                   False,   "multicast"),
    ("2001:db8::1",               False,   "examples in documents"),
    ("3fff::1",                   False,   "more examples in documents"),
    ("harrow.example",            False,   "no number"),
]
TRICKS = [
    # host            why this row exists
    ("localhost",     "a name for loopback"),
    ("2130706433",    "127.0.0.1 as one number"),
    ("0x7f.1",        "127.0.0.1 in hexadecimal, shortened"),
    ("0177.0.0.1",    "127.0.0.1 in octal"),
    ("127.1",         "127.0.0.1, shortened"),
    ("0",             "this host, shortened"),
]
# fmt: on


def numbers(guard: Guard, host: str, port: int = 80) -> list[str]:
    """Ask the guard for a host's numbers."""
    return asyncio.run(guard.numbers(host, port))


@pytest.mark.parametrize("address", [pytest.param(row, id=why) for row, why in REFUSED])
def test_addresses_that_are_none_of_the_webs_are_refused(address: str) -> None:
    """An address is refused by its look, before anything is asked, and the message quotes it."""
    with pytest.raises(FetchError, match="is not fetched") as raised:
        Guard().check(address)
    assert raised.value.kind == "refused-address"
    assert not raised.value.passing
    assert address[:20] in str(raised.value)


@pytest.mark.parametrize("address", ["https://harrow.example/a?b=1", "http://harrow.example:8080/"])
def test_addresses_of_the_web_pass(address: str) -> None:
    """An ordinary address passes, on the ports that the web is served on."""
    assert str(Guard().check(address)) == address


@pytest.mark.parametrize(
    ("number", "public"), [pytest.param(*row, id=f"{row[0]} {why}") for *row, why in NUMBERS]
)
def test_only_numbers_given_out_to_the_public_are_public(number: str, public: bool) -> None:  # noqa: FBT001
    """A number is public only if anybody on the internet could have it."""
    assert is_public(number) is public


@pytest.mark.parametrize("host", [pytest.param(host, id=why) for host, why in TRICKS])
def test_loopback_is_refused_however_it_is_written(host: str) -> None:
    """The system reads numbers in many ways; what it makes of them is what is checked."""
    with pytest.raises(FetchError) as raised:
        numbers(Guard(), host)
    assert raised.value.kind in {"refused-address", "unreachable"}  # some systems read fewer


def test_one_private_number_among_many_refuses_the_host() -> None:
    """A name that also leads inside is not fetched at all, or chance would decide."""

    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.215.14", "10.0.0.7"]

    with pytest.raises(FetchError, match=r"10\.0\.0\.7"):
        numbers(Guard(resolve=resolve), "harrow.example")


def test_a_name_without_numbers_may_have_some_later() -> None:
    """DNS that does not answer is trouble that may pass."""

    async def resolve(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match=r"harrow\.example") as raised:
        numbers(Guard(resolve=resolve), "harrow.example")
    assert raised.value.passing


class Network(httpcore2.AnyIOBackend):
    """Remembers where it was told to connect, and refuses."""

    def __init__(self) -> None:
        """Begin without a connection."""
        self.connected: list[str] = []

    async def connect_tcp(self, host: str, *args: object) -> httpcore2.AsyncNetworkStream:
        """Refuse to connect."""
        self.connected.append(host)
        raise httpcore2.ConnectError("refused")


def test_the_checked_number_is_the_one_connected_to() -> None:
    """A second answer of DNS has no say: names are asked once, and numbers are connected to."""
    answers = [["93.184.215.14", "93.184.215.15"], ["127.0.0.1"]]

    async def resolve(host: str, port: int) -> list[str]:
        return answers.pop(0)

    backend = GuardedBackend(Guard(resolve=resolve))
    backend._network = network = Network()
    with pytest.raises(httpcore2.ConnectError):
        asyncio.run(backend.connect_tcp("harrow.example", 80))
    assert network.connected == ["93.184.215.14", "93.184.215.15"]
    with pytest.raises(FetchError):
        asyncio.run(backend.connect_tcp("harrow.example", 80))
    assert len(network.connected) == 2


def test_sockets_in_the_file_system_are_refused() -> None:
    """No address leads to a local socket."""
    with pytest.raises(FetchError):
        asyncio.run(GuardedBackend(Guard()).connect_unix_socket("/run/docker.sock"))


def test_what_tests_allow_is_one_host_and_port() -> None:
    """A guard that lets one server through refuses the next port on the same host."""
    guard = Guard(allowed={("127.0.0.1", 80)})
    assert numbers(guard, "127.0.0.1") == ["127.0.0.1"]
    with pytest.raises(FetchError):
        numbers(guard, "127.0.0.1", 8080)
    with pytest.raises(FetchError):
        numbers(guard, "127.0.0.2")
