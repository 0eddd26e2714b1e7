"""Fetches small pictures of meshes from the server, in a thread of its own. No bpy."""

import http.client
import queue
import threading
from contextlib import closing
from urllib.parse import urlsplit

# A server that draws for somebody else answers within a second.
TIMEOUT_SECONDS = 10


class PictureFetcher:
    """Keeps pictures in a folder by the key of their mesh's content: one that is there is not fetched again.

    folder: made when the first picture comes; keys become names in it.
    arrived: queue of (key, path), path None = the server has none.
    """

    def __init__(self, folder):
        self.arrived = queue.Queue()
        self._folder = folder
        self._thread = None

    @property
    def is_busy(self):
        return self._thread is not None and self._thread.is_alive()

    def find(self, key):
        """Path of a picture that was fetched before, else None."""
        path = self._path(key)
        return path if path.is_file() else None

    def fetch(self, keys, address, token):
        """Fetches these; only while it is not busy."""
        # A daemon: a thread that waits in a socket must not keep Blender from ending.
        self._thread = threading.Thread(
            target=self._run, args=(list(keys), address, token), name="shapekin pictures", daemon=True
        )
        self._thread.start()

    def _run(self, keys, address, token):
        left = list(keys)
        try:
            with closing(_connect(address)) as link:
                while left:
                    self.arrived.put((left[0], self._fetch_one(link, left[0], token)))
                    left.pop(0)
        except (OSError, http.client.HTTPException, ValueError):  # no server any more, or no room: lists do without
            for key in left:
                self.arrived.put((key, None))

    def _fetch_one(self, link, key, token):
        link.request("GET", f"/api/thumbnails/{key}", headers={"Authorization": f"Bearer {token}"})
        answer = link.getresponse()
        content = answer.read()
        if answer.status != 200:
            return None
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{threading.get_native_id()}")  # another Blender may fetch the same
        half.write_bytes(content)
        half.replace(path)
        return path

    def _path(self, key):
        return self._folder / f"{key}.webp"


def _connect(address):
    parts = urlsplit(address)
    # Not imported by name: a Python without ssl has no HTTPSConnection, and is to load this file all the same.
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
