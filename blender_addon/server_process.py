"""Finds the server that a headless run uses, and starts one where none runs. No bpy."""

import contextlib
import json
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass

from . import event_loop, local_server, settings
from .generated.protocol import DEFAULT_PORT

DEFAULT_ADDRESS = f"http://127.0.0.1:{DEFAULT_PORT}"
STOP_SECONDS = 15


@dataclass(frozen=True)
class Server:
    address: str
    token: str


def read_target(address=None):
    return Server((address or DEFAULT_ADDRESS).rstrip("/"), settings.find_token())


@contextlib.contextmanager
def given_server(address):
    yield read_target(address)


@contextlib.contextmanager
def usual_or_own_server():
    """The server at the usual address if one answers, else a new one, which is stopped at the end."""
    if answers(DEFAULT_ADDRESS):
        yield read_target()
    else:
        with own_server() as server:
            yield server


def answers(address):
    """Whether a Shapekin server answers there."""
    try:
        with open_url(f"{address}/api/health", timeout=5) as answer:
            return json.load(answer).get("status") == "ok"
    except (OSError, ValueError, AttributeError):
        return False


def open_url(url, token=None, timeout=60):
    """Sends a GET. Proxies of the environment are not used, because they are for other machines. Raises OSError
    (HTTPError is one).
    """
    request = urllib.request.Request(url)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=timeout)


@contextlib.contextmanager
def own_server():
    """A server of the project on this computer, as a child process on a free port."""
    child, ready = event_loop.run(local_server.start_server("", 0))
    try:
        yield Server(ready.address, ready.token)
    finally:
        _end(child)


def _end(child):
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
