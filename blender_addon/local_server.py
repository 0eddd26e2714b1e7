"""Starts a server on this computer when none answers. No bpy."""

import asyncio
import json
import os
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import event_loop, found_here
from .generated.errors import ShapekinError

# Seconds. A server starts in 1 s; on a busy machine with a cold disk it took 20 s.
START_SECONDS = 90
# Seconds between two looks at whether it has started.
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Starting:
    """It is not ready yet."""


@dataclass(frozen=True)
class Ready:
    """It answers at this address, and accepts this token."""

    address: str
    token: str


@dataclass(frozen=True)
class Failed:
    """It did not start. sentence: what is wrong and what to do."""

    sentence: str


class LocalServer:
    """Starts a server, whenever the loop is turned: Node may take seconds to answer. `state` says how far it is.

    The server ends by itself a minute after the last Blender has left, even when a Blender was killed, so that several
    Blenders can share it, whichever started it.
    """

    def __init__(self, project, port):
        """project: its folder, '' = look for it; port: the port to listen on if it is free, else any port is used."""
        self.state = Starting()
        self._task = event_loop.start(self._run(project, port))

    def give_up(self):
        """Ends the server if it is not ready yet."""
        event_loop.end(self._task)

    async def _run(self, project, port):
        try:
            _, self.state = await start_server(project, port if _is_free(port) else 0, "--until-left")
        except ShapekinError as error:
            self.state = Failed(str(error))
        except OSError as error:
            self.state = Failed(str(ShapekinError("server.notStarted", reason=str(error))))


async def start_server(project, port, *options):
    """Starts a server as a child process. Returns the process and its Ready. project: its folder, '' = look for it;
    port: 0 = any.

    A server that is not ready yet ends with this coroutine. Raises ShapekinError `server.noNode`, `server.oldNode`,
    `server.noProject`, `server.notStarted`; OSError.
    """
    node, folder = await found_here.find_node(), found_here.find_project(project)
    # Files are used, because pipes can not be read without waiting on every system. Windows keeps the files while they
    # are open.
    with tempfile.TemporaryDirectory(prefix="shapekin-", ignore_cleanup_errors=True) as name:
        said, log = Path(name, "said"), Path(name, "log")
        child = _spawn(found_here.serve_command(node, folder, port, *options), said, log)
        try:
            ready = await _wait_until_ready(child, said, log)
            return child, Ready(ready["address"], Path(ready["token_file"]).read_text().strip())
        except BaseException:
            child.kill()
            child.wait()
            raise


def _spawn(command, said, log):
    # In a session of its own, because Ctrl-C in our terminal is for us; on Windows without a console of its own.
    apart = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {"start_new_session": True}
    try:
        with said.open("wb") as stdout, log.open("wb") as stderr:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, **apart)
    except OSError as error:
        raise ShapekinError("server.notStarted", reason=f"{command[0]} can not be run ({error.strerror})") from error


async def _wait_until_ready(child, said, log):
    """What the server prints when it is ready: address, page, token_file. Raises ShapekinError `server.notStarted`."""
    deadline = time.monotonic() + START_SECONDS
    while not (line := said.read_bytes()).endswith(b"\n") and child.poll() is None and time.monotonic() < deadline:
        await asyncio.sleep(POLL_SECONDS)
    try:
        ready = json.loads(line)
    except ValueError:
        ready = {}
    if "address" in ready:
        return ready
    words = log.read_text(errors="replace").strip().splitlines()
    raise ShapekinError("server.notStarted", reason=words[-1].rstrip(".") if words else "it said nothing")


def _is_free(port):
    """Whether a server can listen on a port."""
    with socket.socket() as probe:
        if os.name != "nt":  # lets a port be used that was just released; on Windows it would take one that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True
