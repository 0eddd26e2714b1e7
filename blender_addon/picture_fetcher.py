"""Fetches small pictures of meshes from the server, whenever the loop is turned. No bpy."""

import asyncio
import os
from collections import deque
from urllib.parse import urlsplit

from . import event_loop
from .http_connection import connect
from .http_head import read_head, request_head

# Seconds. A server answers within one, but a window that draws slowly turns the loop only every other second.
TIMEOUT_SECONDS = 30
# Seconds until a server that did not answer is asked again.
PAUSE_SECONDS = 5
# Times that a picture is asked for: a mesh that a server can not draw in time would keep all others waiting.
MOST_TRIES = 3


class PictureFetcher:
    """Keeps pictures in a folder, by the key of their mesh's content. A picture in the folder is not fetched again.

    folder: made when the first picture arrives; a key is the name of its file. arrived: queue of (key, path); path
    None = the server says that it has no picture, or failed to bring it MOST_TRIES times. What does not arrive because
    of a failure may be fetched again once it is no longer busy, which it is for `pause` seconds after a failure.
    """

    def __init__(self, folder, pause=PAUSE_SECONDS):
        self.arrived = deque()
        self._pause = pause
        self._folder = folder
        self._task = None
        self._failures = {}  # number by key

    @property
    def is_busy(self):
        return self._task is not None and not self._task.done()

    def find(self, key):
        """Path of a picture that was fetched before, else None."""
        path = self._path(key)
        return path if path.is_file() else None

    def fetch(self, keys, address, token):
        """Fetches these pictures. Call it only while it is not busy."""
        self._task = event_loop.start(self._run(list(keys), address, token))

    def close(self):
        if self._task:
            event_loop.end(self._task)

    async def _run(self, keys, address, token):
        for key in keys:
            try:
                content = await event_loop.within(TIMEOUT_SECONDS, _get(f"{address}/api/thumbnails/{key}", token))
                self._arrive(key, content and self._keep(key, content))
            except (OSError, asyncio.TimeoutError, ValueError):  # no server, a busy machine, or a full disk
                self._failures[key] = self._failures.get(key, 0) + 1
                if self._failures[key] == MOST_TRIES:
                    self._arrive(key, None)
                return await asyncio.sleep(self._pause)

    def _arrive(self, key, path):
        self._failures.pop(key, None)
        self.arrived.append((key, path))

    def _keep(self, key, content):
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")  # another Blender may fetch the same picture
        half.write_bytes(content)
        half.replace(path)
        return path

    def _path(self, key):
        return self._folder / f"{key}.webp"


async def _get(url, token):
    """Content at a URL, None where there is none. Raises OSError, ValueError."""
    parts = urlsplit(url)
    reader, writer = await connect(parts)
    try:
        # Uses HTTP 1.0, where an answer is not sent in chunks and ends with its connection.
        writer.write(request_head(parts, "1.0", {"Authorization": f"Bearer {token}"}))
        status, headers = await read_head(reader)
        content = await reader.read()
        if status == 200 and len(content) != int(headers.get("content-length", len(content))):
            raise OSError("the picture is not whole")
        return content if status == 200 else None
    finally:
        writer.close()
