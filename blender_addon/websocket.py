"""A WebSocket client (RFC 6455) in the standard library and NumPy: Blender ships no other. No extensions, no bpy."""

import base64
import hashlib
import http.client
import json
import os
import socket
import struct
import threading
from urllib.parse import urlsplit

import numpy as np

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NORMAL, PROTOCOL_ERROR, TOO_LARGE, ABNORMAL = 1000, 1002, 1009, 1006
# A stalled peer is noticed by the chunk, not by the message: a large file may take longer than the time limit.
CHUNK_BYTES = 1 << 20


class HandshakeRefused(Exception):
    """The server answered with an HTTP status other than 101; str() is its sentence."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status


class ConnectionClosed(Exception):
    """The socket is closed. code: the close code, 1006 = it broke without one."""

    def __init__(self, code, reason):
        super().__init__(reason or f"closed with code {code}")
        self.code = code


class WebSocket:
    """An open connection. One thread receives; any thread may send.

    url: http(s) address with the path; silence: seconds without a byte, and then without an answer to a ping, after
    which the peer counts as gone; limit: bytes of the largest message taken.
    """

    def __init__(self, url, token, silence=20.0, limit=256 << 20):
        self._limit = limit
        self._lock = threading.Lock()
        self._is_close_sent = False
        self._socket, self._buffer = _handshake(url, token, silence)
        self._asked = False

    def send(self, message):
        """Sends str as text, bytes as binary. Raises ConnectionClosed."""
        if isinstance(message, str):
            self._send_frame(TEXT, message.encode())
        else:
            self._send_frame(BINARY, message)

    def receive(self):
        """The next message, str or bytes; answers pings meanwhile. Raises ConnectionClosed."""
        kind, parts, size = None, [], 0
        while True:
            final, opcode, payload = self._read_frame(self._limit - size)
            if opcode == PING:
                self._send_frame(PONG, payload)
            elif opcode == CLOSE:
                self._end(payload)
            elif opcode in (TEXT, BINARY, CONTINUATION):
                if (opcode == CONTINUATION) != (kind is not None):
                    self._fail(PROTOCOL_ERROR, "fragments out of order")
                kind = opcode if kind is None else kind
                parts.append(payload)
                size += len(payload)
                if final:
                    whole = parts[0] if len(parts) == 1 else b"".join(parts)
                    return self._text(whole) if kind == TEXT else whole
            elif opcode != PONG:
                self._fail(PROTOCOL_ERROR, f"unknown opcode {opcode}")

    def close(self, code=NORMAL):
        """Says good-bye and closes; wakes the thread that receives. Safe to call twice, from any thread."""
        try:
            self._socket.settimeout(1.0)  # a peer that takes nothing must not hold up the end
            self._send_close(code)
            self._socket.shutdown(socket.SHUT_RDWR)
        except (OSError, ConnectionClosed):
            pass
        self._socket.close()

    def _send_frame(self, opcode, payload):
        header = bytearray([0x80 | opcode])
        size = len(payload)
        if size < 126:
            header.append(0x80 | size)
        elif size < 1 << 16:
            header.append(0x80 | 126)
            header += struct.pack(">H", size)
        else:
            header.append(0x80 | 127)
            header += struct.pack(">Q", size)
        key = os.urandom(4)
        frame = memoryview(bytes(header) + key + _mask(payload, key))
        with self._lock:
            try:
                for start in range(0, len(frame), CHUNK_BYTES):
                    self._socket.sendall(frame[start : start + CHUNK_BYTES])
            except OSError as error:
                raise ConnectionClosed(ABNORMAL, str(error)) from error

    def _send_close(self, code):
        if not self._is_close_sent:
            self._is_close_sent = True
            self._send_frame(CLOSE, struct.pack(">H", code))

    def _read_frame(self, room):
        first, second = self._read(2)
        size = second & 0x7F
        if first & 0x70 or second & 0x80:
            self._fail(PROTOCOL_ERROR, "reserved bits or a masked frame from the server")
        if size == 126:
            (size,) = struct.unpack(">H", self._read(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", self._read(8))
        opcode, final = first & 0x0F, bool(first & 0x80)
        if opcode >= CLOSE and (size > 125 or not final):
            self._fail(PROTOCOL_ERROR, "a control frame is short and whole")
        if size > room:
            self._fail(TOO_LARGE, f"a message of over {self._limit} bytes")
        return final, opcode, self._read(size)

    def _read(self, size):
        data = bytearray(size)
        view, filled = memoryview(data), min(size, len(self._buffer))
        view[:filled], self._buffer = self._buffer[:filled], self._buffer[filled:]
        while filled < size:
            filled += self._read_into(view[filled:])
        return bytes(data)

    def _read_into(self, view):
        """Waits for bytes; after a silence it asks with a ping, after a second one it gives up."""
        while True:
            try:
                count = self._socket.recv_into(view)
            except TimeoutError:
                if self._asked:
                    raise ConnectionClosed(ABNORMAL, "the server is silent") from None
                self._asked = True
                self._send_frame(PING, b"")
                continue
            except OSError as error:
                raise ConnectionClosed(ABNORMAL, str(error)) from error
            if count == 0:
                raise ConnectionClosed(ABNORMAL, "the connection broke")
            self._asked = False
            return count

    def _text(self, payload):
        try:
            return payload.decode()
        except UnicodeDecodeError:
            self._fail(1007, "text that is not UTF-8")

    def _end(self, payload):
        code = struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005
        self.close(NORMAL if code == 1005 else code)
        raise ConnectionClosed(code, payload[2:].decode(errors="replace"))

    def _fail(self, code, problem):
        self.close(code)
        raise ConnectionClosed(code, problem)


def _mask(payload, key):
    """payload XOR the repeated key (4 bytes): a client has to."""
    size = len(payload)
    padded = np.zeros(-(-size // 4) * 4, np.uint8)
    padded[:size] = np.frombuffer(payload, np.uint8)
    padded.view(np.uint32)[:] ^= np.frombuffer(key, np.uint32)
    return padded[:size].tobytes()


def _handshake(url, token, silence):
    """The socket and what it already sent after its answer. Raises OSError, HandshakeRefused, ImportError (no ssl)."""
    parts = urlsplit(url)
    secure = parts.scheme in ("https", "wss")
    port = parts.port or (443 if secure else 80)
    link = socket.create_connection((parts.hostname, port), timeout=silence)
    try:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            # Only here: in the library of another Python it can not be loaded, and most servers need none.
            import ssl

            link = ssl.create_default_context().wrap_socket(link, server_hostname=parts.hostname)
        key = base64.b64encode(os.urandom(16))
        lines = [
            f"GET {parts.path or '/'} HTTP/1.1",
            f"Host: {parts.netloc.rpartition('@')[2]}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key.decode()}",
            f"Authorization: Bearer {token}",
        ]
        link.sendall("\r\n".join([*lines, "", ""]).encode())
        head, rest = _read_head(link)
        status, headers = _parse_head(head)
        if status != 101:
            raise HandshakeRefused(status, _read_sentence(link, rest, headers, status))
        expected = base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()
        if headers.get("sec-websocket-accept") != expected:
            raise HandshakeRefused(status, f"{parts.netloc} does not speak WebSocket.")
        return link, rest
    except BaseException:
        link.close()
        raise


def _read_head(link):
    data = b""
    while b"\r\n\r\n" not in data:
        part = link.recv(4096)
        if not part or len(data) > 1 << 16:
            raise OSError("no HTTP answer")
        data += part
    head, _, rest = data.partition(b"\r\n\r\n")
    return head.decode("latin-1"), rest


def _parse_head(head):
    first, *lines = head.split("\r\n")
    words = first.split(" ", 2)
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():
        raise OSError("no HTTP answer")
    fields = (line.partition(":") for line in lines)
    return int(words[1]), {name.strip().lower(): value.strip() for name, _, value in fields}


def _read_sentence(link, rest, headers, status):
    """What the refusal says: `detail` of its problem+json, else the status in words."""
    size = headers.get("content-length", "0")
    wanted = min(int(size), 1 << 16) if size.isdigit() else 0
    while len(rest) < wanted:
        part = link.recv(4096)
        if not part:
            break
        rest += part
    try:
        return str(json.loads(rest)["detail"])
    except (ValueError, KeyError, TypeError):
        return f"The server answered {status} {http.client.responses.get(status, '')}.".replace(" .", ".")
