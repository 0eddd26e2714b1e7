"""Keeps the WebSocket to the server open, whenever the loop is turned. What arrives waits in a queue. No bpy."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

from . import event_loop
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
from .websocket import ConnectionClosed, HandshakeRefused, open_websocket

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
# Seconds between two looks at whether everything is sent.
FLUSH_SECONDS = 0.01
# HTTP answers that another try will not change: wrong token, wrong origin, no such path, wrong version.
FINAL_STATUS = {400, 401, 403, 404, 426}
# Close codes of a server that closes on purpose; 1005 = a close without a code.
GOING_AWAY = {1000, 1001, 1005}


@dataclass(frozen=True)
class Welcomed:
    """The server has accepted us; only after this may other messages be sent."""

    server: str
    max_frame_bytes: int


@dataclass(frozen=True)
class Received:
    """A message from the server, checked."""

    message: dict


@dataclass(frozen=True)
class Absent:
    """Nobody answers at the address. It is tried again."""

    sentence: str


@dataclass(frozen=True)
class Dropped:
    """The socket broke, or the server closed it (is_closed). It is tried again."""

    is_closed: bool


@dataclass(frozen=True)
class Lost:
    """The server did not come back in time. It is tried again, but a run is over."""

    sentence: str


@dataclass(frozen=True)
class Refused:
    """The server refuses us, and will do so next time. It is not tried again."""

    sentence: str


class Connection:
    """Connects on start, connects again after a drop with the same client id, and ends with stop().

    events: queue of the events above. hello: its fields except `protocol` and `addon`.
    """

    def __init__(self, address, token, hello):
        self.address = address.rstrip("/")
        self.token = token
        self.events = deque()
        self._hello = messages.hello(protocol=PROTOCOL_VERSION, addon=ADDON_VERSION, **hello)
        self._task = None
        self._link = None  # None until the server has accepted us

    def start(self):
        self._task = event_loop.start(self._run())

    def send(self, message):
        """Sends str or bytes. What is sent while the socket is down is dropped, because the server asks again."""
        if self._link:
            self._link.send(message)

    def flush(self, timeout):
        """Waits until everything is sent, for at most `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while self._link and self._link.unsent_bytes and time.monotonic() < deadline:
            event_loop.wait(FLUSH_SECONDS)

    def stop(self):
        event_loop.end(self._task)

    async def _run(self):
        pause, last_seen, is_told = FIRST_PAUSE, None, False
        while True:
            try:
                is_closed = await self._talk()
                pause, last_seen, is_told = FIRST_PAUSE, time.monotonic(), False
                self._tell(Dropped(is_closed))
            except _Final as final:
                self._tell(Refused(str(final)))
                return
            except (OSError, HandshakeRefused):
                if last_seen is None and not is_told:
                    is_told = True
                    self._tell(Absent(str(ShapekinError("session.noServer", address=self.address))))
            if last_seen is not None and not is_told and time.monotonic() - last_seen > RECONNECT_MS / 1000:
                is_told = True
                self._tell(Lost(str(ShapekinError("session.serverLost", address=self.address))))
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _talk(self):
        """Handles one socket from hello to its end. Returns True if the server closed it. Raises _Final, OSError,
        HandshakeRefused.
        """
        try:
            link = await open_websocket(self.address + BLENDER_PATH, self.token, SILENCE_MS / 1000, MAX_FRAME_BYTES)
        except HandshakeRefused as refusal:
            if refusal.status in FINAL_STATUS:
                raise _Final(str(refusal)) from refusal
            raise
        except ImportError as error:
            raise _Final(foreign_python_sentence(error)) from error
        except ValueError as error:  # the text in the preferences may not be an address at all
            raise OSError(str(error)) from error
        try:
            link.send(self._hello)
            await self._welcome(link)
            self._link = link
            return await self._listen(link)
        finally:
            self._link = None
            await link.close()

    async def _welcome(self, link):
        try:
            message = messages.read_message(await link.receive())
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
        self._tell(Welcomed(message["server"], message["max_frame_bytes"]))

    async def _listen(self, link):
        try:
            while True:
                self._tell(Received(messages.read_message(await link.receive())))
        except ConnectionClosed as closed:
            return closed.code in GOING_AWAY
        except (ShapekinError, ValueError) as error:
            raise _Final(str(error)) from error

    def _tell(self, event):
        self.events.append(event)
        event_loop.wake()


class _Final(Exception):
    """Another try would not help; str() is the message."""


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
