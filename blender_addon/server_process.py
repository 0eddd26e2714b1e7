"""Which server a headless run talks to, and starting one where none runs. No bpy."""

import contextlib
import json
import os
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from . import settings
from .generated.errors import ShapekinError
from .generated.protocol import DEFAULT_PORT

DEFAULT_ADDRESS = f"http://127.0.0.1:{DEFAULT_PORT}"
# A warm server is up in 1 s; on a busy machine with a cold disk it took 20.
START_SECONDS = 90
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
    """The server at the usual address if one answers, else one of our own, which ends at the end."""
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
    """GET; proxies of the environment are for other machines than ours. Raises OSError (HTTPError is one)."""
    request = urllib.request.Request(url)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=timeout)


@contextlib.contextmanager
def own_server():
    """A server of the project this add-on lies in, as a child process on a free port."""
    if not settings.is_checkout():
        raise ShapekinError("session.noServer", address=DEFAULT_ADDRESS)
    command = ["node", str(settings.PROJECT_FOLDER / "scripts" / "shapekin.js"), "serve", "--port", "0", "--json"]
    with tempfile.TemporaryFile() as log:
        try:
            # A session of its own: Ctrl-C in the terminal is for us, who then cancel the run and end the server.
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=os.name != "nt",
            )
        except OSError as error:
            raise ShapekinError("server.notStarted", reason=f"node can not be run ({error.strerror})") from error
        try:
            ready = _read_line(child, log)
            yield Server(ready["address"], Path(ready["token_file"]).read_text().strip())
        finally:
            _end(child)


def _read_line(child, log):
    """The JSON line that the server prints when it is ready."""
    lines = []
    reader = threading.Thread(target=lambda: lines.append(child.stdout.readline()), daemon=True)
    reader.start()
    reader.join(START_SECONDS)
    try:
        return json.loads(lines[0])
    except (IndexError, ValueError):
        log.seek(0)
        words = log.read().decode(errors="replace").strip().splitlines()
        raise ShapekinError("server.notStarted", reason=words[-1] if words else "it said nothing") from None


def _end(child):
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    child.stdout.close()
