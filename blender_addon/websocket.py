"""A WebSocket client (RFC 6455) in the standard library and NumPy: Blender ships no other. No extensions, no bpy."""

import asyncio
import base64
import hashlib
import http.client
import json
import os
import struct
from urllib.parse import urlsplit

import numpy as np

from . import event_loop
from .http_connection import connect
from .http_head import read_head, request_head

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NORMAL, PROTOCOL_ERROR, TOO_LARGE, ABNORMAL = 1000, 1002, 1009, 1006
# Seconds. A peer that accepts nothing must not delay the end.
CLOSE_SECONDS = 1.0
# Most bytes of an error message that are read.
MAX_SENTENCE_BYTES = 1 << 16
# The longest header of a frame, with its key. The masked payload begins after it, at a whole word.
HEADER_BYTES = 16


class HandshakeRefused(Exception):
    """The server answered with an HTTP status other than 101; str() is its error message."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status


class ConnectionClosed(Exception):
    """The socket is closed. code: the close code, 1006 = it broke without one."""

    def __init__(self, code, reason):
        super().__init__(reason or f"closed with code {code}")
        self.code = code


async def open_websocket(url, token, silence=20.0, limit=256 << 20):
    """Opens a WebSocket.

    url: http(s) address with the path; silence: seconds without a byte, and then without an answer to a ping, after
    which the peer counts as gone; limit: bytes of the largest message taken.
    Raises OSError, HandshakeRefused, ValueError for what is no address, ImportError where this Python has no ssl.
    """
    parts = urlsplit(url)
    try:
        reader, writer = await event_loop.within(silence, connect(parts))
        try:
            await event_loop.within(silence, _shake_hands(reader, writer, parts, token))
        except BaseException:
            writer.close()
            raise
    except asyncio.TimeoutError as error:  # an OSError from Python 3.11 on
        raise OSError("no answer in time") from error
    return WebSocket(reader, writer, silence, limit)


class WebSocket:
    """An open connection, made by `open_websocket`."""

    def __init__(self, reader, writer, silence, limit):
        self._reader = reader
        self._writer = writer  # the writer closes the socket when nothing refers to it
        self._silence = silence
        self._limit = limit
        self._is_close_sent = False
        self._is_heard = self._is_asked = self._is_silent = False
        self._expect_bytes()

    @property
    def unsent_bytes(self):
        return self._writer.transport.get_write_buffer_size()

    def send(self, message):
        """Sends str as text and bytes as binary. What the socket does not accept at once is sent while the loop is
        turned.
        """
        if isinstance(message, str):
            self._send_frame(TEXT, message.encode())
        else:
            self._send_frame(BINARY, message)

    async def receive(self):
        """The next message, str or bytes; pings are answered meanwhile. Raises ConnectionClosed."""
        kind, parts, size = None, [], 0
        while True:
            final, opcode, payload = await self._read_frame(self._limit - size)
            if opcode == PING:
                self._send_frame(PONG, payload)
            elif opcode == CLOSE:
                await self._end(payload)
            elif opcode in (TEXT, BINARY, CONTINUATION):
                if (opcode == CONTINUATION) != (kind is not None):
                    await self._fail(PROTOCOL_ERROR, "fragments out of order")
                kind = opcode if kind is None else kind
                parts.append(payload)
                size += len(payload)
                if final:
                    whole = parts[0] if len(parts) == 1 else b"".join(parts)
                    return await self._text(whole) if kind == TEXT else whole
            elif opcode != PONG:
                await self._fail(PROTOCOL_ERROR, f"unknown opcode {opcode}")

    async def close(self, code=NORMAL):
        """Sends the close frame and everything unsent, and closes. Safe to call twice."""
        self._silence_timer.cancel()
        if not self._is_close_sent:
            self._is_close_sent = True
            self._send_frame(CLOSE, struct.pack(">H", code))
        self._writer.close()
        try:
            await event_loop.within(CLOSE_SECONDS, self._writer.wait_closed())
        except (OSError, asyncio.TimeoutError):
            self._writer.transport.abort()

    def _send_frame(self, opcode, payload):
        if not self._writer.is_closing():
            self._writer.write(_frame(opcode, payload))

    async def _read_frame(self, room):
        first, second = await self._read(2)
        size = second & 0x7F
        if first & 0x70 or second & 0x80:
            await self._fail(PROTOCOL_ERROR, "reserved bits or a masked frame from the server")
        if size == 126:
            (size,) = struct.unpack(">H", await self._read(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", await self._read(8))
        opcode, final = first & 0x0F, bool(first & 0x80)
        if opcode >= CLOSE and (size > 125 or not final):
            await self._fail(PROTOCOL_ERROR, "a control frame is short and whole")
        if size > room:
            await self._fail(TOO_LARGE, f"a message of over {self._limit} bytes")
        return final, opcode, await self._read(size)

    async def _read(self, size):
        data = bytearray()
        while len(data) < size:
            try:
                part = await self._reader.read(size - len(data))
            except OSError as error:
                raise ConnectionClosed(ABNORMAL, str(error)) from error
            if not part:
                raise ConnectionClosed(ABNORMAL, "the server is silent" if self._is_silent else "the connection broke")
            self._is_heard = True
            data += part
        return bytes(data)

    def _expect_bytes(self):
        self._silence_timer = asyncio.get_running_loop().call_later(self._silence, self._check_silence)

    def _check_silence(self):
        """After a silence it sends a ping; after a second silence it gives up."""
        if self._is_asked and not self._is_heard:
            self._is_silent = True
            self._writer.transport.abort()
            return
        self._is_asked, self._is_heard = not self._is_heard, False
        if self._is_asked:
            self._send_frame(PING, b"")
        self._expect_bytes()

    async def _text(self, payload):
        try:
            return payload.decode()
        except UnicodeDecodeError:
            await self._fail(1007, "text that is not UTF-8")

    async def _end(self, payload):
        code = struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005
        await self.close(NORMAL if code == 1005 else code)
        raise ConnectionClosed(code, payload[2:].decode(errors="replace"))

    async def _fail(self, code, problem):
        await self.close(code)
        raise ConnectionClosed(code, problem)


def _frame(opcode, payload):
    """A whole frame. The payload is masked (XOR with a repeated key of 4 bytes), as the protocol requires of a
    client.
    """
    size, key = len(payload), os.urandom(4)
    header = struct.pack(">B", 0x80 | opcode)
    if size < 126:
        header += struct.pack(">B", 0x80 | size)
    elif size < 1 << 16:
        header += struct.pack(">BH", 0x80 | 126, size)
    else:
        header += struct.pack(">BQ", 0x80 | 127, size)
    header += key
    first, end = HEADER_BYTES - len(header), HEADER_BYTES + size
    frame = np.zeros(-(-end // 4) * 4, np.uint8)
    frame[first:HEADER_BYTES] = np.frombuffer(header, np.uint8)
    frame[HEADER_BYTES:end] = np.frombuffer(payload, np.uint8)
    frame[HEADER_BYTES:].view(np.uint32)[:] ^= np.frombuffer(key, np.uint32)
    return memoryview(frame)[first:end]


async def _shake_hands(reader, writer, parts, token):
    key = base64.b64encode(os.urandom(16))
    fields = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": key.decode(),
        "Authorization": f"Bearer {token}",
    }
    writer.write(request_head(parts, "1.1", fields))
    status, headers = await read_head(reader)
    if status != 101:
        raise HandshakeRefused(status, await _read_sentence(reader, headers, status))
    expected = base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()
    if headers.get("sec-websocket-accept") != expected:
        raise HandshakeRefused(status, f"{parts.netloc} does not speak WebSocket.")


async def _read_sentence(reader, headers, status):
    """The error message of a refusal: `detail` of its problem+json, else the status in words."""
    size = headers.get("content-length", "0")
    try:
        return str(json.loads(await reader.readexactly(min(int(size), MAX_SENTENCE_BYTES)))["detail"])
    except (ValueError, KeyError, TypeError, asyncio.IncompleteReadError):
        return f"The server answered {status} {http.client.responses.get(status, '')}.".replace(" .", ".")
