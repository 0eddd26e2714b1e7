"""The thread that keeps the WebSocket to the server. No bpy: what arrives waits in a queue for the main thread."""

import queue
import threading
import time
from dataclasses import dataclass

from .foreign_python import foreign_python_sentence
from .generated import messages
from .generated.errors import ShapekinError
from .generated.protocol import (
    ADDON_VERSION,
    BLENDER_PATH,
    MAX_FRAME_BYTES,
    PROTOCOL_VERSION,
    RECONNECT_MS,
    SILENCE_MS,
)
from .websocket import ConnectionClosed, HandshakeRefused, WebSocket

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
# HTTP answers that another try does not change: wrong token, wrong origin, no such path, wrong version.
FINAL_STATUS = {400, 401, 403, 404, 426}
# Codes of a server that closes on purpose; 1005 = a close without a code.
GOING_AWAY = {1000, 1001, 1005}


@dataclass(frozen=True)
class Welcomed:
    """The server took us; only now may other messages be sent."""

    server: str
    max_frame_bytes: int


@dataclass(frozen=True)
class Received:
    """A message of the server, checked."""

    message: dict


@dataclass(frozen=True)
class Absent:
    """Nobody answers at the address. Tried again."""

    sentence: str


@dataclass(frozen=True)
class Dropped:
    """The socket broke, or the server closed it (is_closed). Tried again."""

    is_closed: bool


@dataclass(frozen=True)
class Lost:
    """The server did not come back in time. Tried again, but a run is over."""

    sentence: str


@dataclass(frozen=True)
class Refused:
    """The server does not take us, and will not the next time. The thread has ended."""

    sentence: str


class Connection:
    """Connects on start, comes back after a drop with the same client id, ends with stop().

    events: queue of the events above. hello: its fields except `protocol` and `addon`.
    """

    def __init__(self, address, token, hello):
        self.address = address.rstrip("/")
        self.token = token
        self.events = queue.Queue()
        self._hello = messages.hello(protocol=PROTOCOL_VERSION, addon=ADDON_VERSION, **hello)
        self._outbox = queue.Queue()
        self._stopped = threading.Event()
        self._socket = None
        # A daemon: a thread that waits in a socket must not keep Blender from ending.
        self._thread = threading.Thread(target=self._run, name="shapekin connection", daemon=True)

    def start(self):
        self._thread.start()

    def send(self, message):
        """Queues str or bytes. What is queued while the socket is down is dropped: the server asks again."""
        self._outbox.put(message)

    def flush(self, timeout):
        """Waits until the queue is sent, at most `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not self._outbox.empty() and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self):
        self._stopped.set()
        self._outbox.put(None)
        if self._socket:
            self._socket.close()
        self._thread.join(timeout=2)

    def _run(self):
        pause, last_seen, is_told = FIRST_PAUSE, None, False
        while not self._stopped.is_set():
            try:
                is_closed = self._talk()
                pause, last_seen, is_told = FIRST_PAUSE, time.monotonic(), False
                self.events.put(Dropped(is_closed))
            except _Final as final:
                self.events.put(Refused(str(final)))
                return
            except (OSError, HandshakeRefused):
                if last_seen is None and not is_told:
                    is_told = True
                    self.events.put(Absent(str(ShapekinError("session.noServer", address=self.address))))
            if last_seen is not None and not is_told and time.monotonic() - last_seen > RECONNECT_MS / 1000:
                is_told = True
                self.events.put(Lost(str(ShapekinError("session.serverLost", address=self.address))))
            self._stopped.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _talk(self):
        """One socket from hello to its end; True if the server closed it. Raises _Final, OSError, HandshakeRefused."""
        try:
            link = WebSocket(self.address + BLENDER_PATH, self.token, SILENCE_MS / 1000, MAX_FRAME_BYTES)
        except HandshakeRefused as refusal:
            if refusal.status in FINAL_STATUS:
                raise _Final(str(refusal)) from refusal
            raise
        except ImportError as error:
            raise _Final(foreign_python_sentence(error)) from error
        except ValueError as error:  # what is typed into the preferences may be no address at all
            raise OSError(str(error)) from error
        self._socket = link
        try:
            if self._stopped.is_set():  # it was set while we connected, when there was no socket to close
                return True
            try:
                link.send(self._hello)
            except ConnectionClosed as closed:
                raise OSError(str(closed)) from closed
            self._welcome(link)
            return self._listen(link)
        finally:
            link.close()
            self._socket = None

    def _welcome(self, link):
        try:
            message = messages.read_message(link.receive())
        except (ConnectionClosed, ShapekinError, ValueError) as error:
            if isinstance(error, ConnectionClosed) and error.code == 1006:
                raise OSError(str(error)) from error
            raise _Final(str(error)) from error
        if message["type"] == "error":
            raise _Final(message["message"])
        if message["type"] != "welcome":
            raise _Final(str(ShapekinError("wire.badMessage", problem=f"{message['type']} came before welcome")))
        if message["protocol"] != PROTOCOL_VERSION:
            raise _Final(str(_version_error(message)))
        _empty(self._outbox)
        self.events.put(Welcomed(message["server"], message["max_frame_bytes"]))

    def _listen(self, link):
        writer = threading.Thread(target=self._write, args=(link,), name="shapekin writer", daemon=True)
        writer.start()
        try:
            while True:
                self.events.put(Received(messages.read_message(link.receive())))
        except ConnectionClosed as closed:
            return closed.code in GOING_AWAY
        except (ShapekinError, ValueError) as error:
            raise _Final(str(error)) from error
        finally:
            self._outbox.put(None)
            writer.join()

    def _write(self, link):
        while True:
            message = self._outbox.get()
            if message is None:
                return
            try:
                link.send(message)
            except ConnectionClosed:
                link.close()  # wakes the reader, which ends this thread
                continue


class _Final(Exception):
    """Trying again does not help; str() is the sentence."""


def _version_error(welcome):
    older = "the add-on" if welcome["protocol"] > PROTOCOL_VERSION else "the server"
    return ShapekinError(
        "session.version",
        addon=ADDON_VERSION,
        found=PROTOCOL_VERSION,
        server=welcome["server"],
        expected=welcome["protocol"],
        older=older,
    )


def _empty(box):
    while not box.empty():
        box.get_nowait()
