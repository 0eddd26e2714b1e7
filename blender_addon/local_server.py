"""A server started on this computer because none answered. No bpy."""

import json
import os
import socket
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from . import found_here
from .generated.errors import ShapekinError

# A warm server is up in 1 s; on a busy machine with a cold disk it took 20.
START_SECONDS = 90


@dataclass(frozen=True)
class Starting:
    """Not ready yet."""


@dataclass(frozen=True)
class Ready:
    """It answers there, and takes this token."""

    address: str
    token: str


@dataclass(frozen=True)
class Failed:
    """It did not start. sentence: what is wrong and what to do."""

    sentence: str


class LocalServer:
    """Starts a server in a thread of its own: Node may take seconds to answer. `state` tells how far it is.

    It ends by itself a minute after the last Blender has left, also when a Blender was killed: so several Blenders can
    share it, whoever started it.
    """

    def __init__(self, project, port):
        """project: its folder, '' = look for it; port: the one to listen on if it is free, else any."""
        self.state = Starting()
        self._child = None
        self._is_given_up = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, args=(project, port), name="shapekin server", daemon=True)

    def start(self):
        self._thread.start()

    def give_up(self):
        """Ends it if it is not ready yet."""
        with self._lock:
            self._is_given_up = True
            if self._child and not isinstance(self.state, Ready):
                self._child.kill()
        self._thread.join(timeout=2)

    def _run(self, project, port):
        try:
            node, folder = found_here.find_node(), found_here.find_project(project)
            port = port if _is_free(port) else 0
            with tempfile.TemporaryFile() as log:
                with self._lock:
                    if self._is_given_up:
                        return
                    command = found_here.serve_command(node, folder, port, "--until-left")
                    self._child = spawn(command, log)
                ready = wait_until_ready(self._child, log)
            self.state = Ready(ready["address"], Path(ready["token_file"]).read_text().strip())
            self._child.stdout.close()
        except ShapekinError as error:
            self.state = Failed(str(error))
        except OSError as error:
            self.state = Failed(str(ShapekinError("server.notStarted", reason=str(error))))


def spawn(command, log):
    """The server as a child process, its words in `log`. Raises ShapekinError `server.notStarted`."""
    # Apart from our terminal, where Ctrl-C is for us, and on Windows without a console of its own.
    apart = {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {"start_new_session": True}
    try:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, **apart)
    except OSError as error:
        raise ShapekinError("server.notStarted", reason=f"{command[0]} can not be run ({error.strerror})") from error


def wait_until_ready(child, log):
    """What the server says when it is ready: address, page, token_file. Raises ShapekinError `server.notStarted`."""
    lines = []
    reader = threading.Thread(target=lambda: lines.append(child.stdout.readline()), daemon=True)
    reader.start()
    reader.join(START_SECONDS)
    try:
        said = json.loads(lines[0])
    except (IndexError, ValueError):
        said = {}
    if "address" in said:
        return said
    child.kill()
    log.seek(0)
    words = log.read().decode(errors="replace").strip().splitlines()
    raise ShapekinError("server.notStarted", reason=words[-1].rstrip(".") if words else "it said nothing")


def _is_free(port):
    """Whether a server may listen there."""
    with socket.socket() as probe:
        if os.name != "nt":  # a port that was just left is free; on Windows this would take one that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True
