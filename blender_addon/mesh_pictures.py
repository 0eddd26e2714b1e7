"""Pictures of meshes as icons in lists. They come from the server that drew them, when they are first looked at."""

import re

import bpy.utils.previews

from .picture_fetcher import PictureFetcher
from .settings import cache_folder
from .states import Connected

# Most pictures in memory: more than anybody looks at in a day; each takes some 100 kB.
MOST_PICTURES = 1000
# A key becomes part of a path, and a file may contain anything.
KEY = re.compile(r"[0-9a-f]{64}")


class MeshPictures:
    """The owner must call `follow` again and again, and `close` at the end.

    changes: number of pictures that have arrived.
    """

    def __init__(self, fetcher=None):
        self.changes = 0
        self._fetcher = fetcher or PictureFetcher(cache_folder() / "pictures")
        self._previews = bpy.utils.previews.new()
        self._wanted = {}  # keys that were looked at, in that order
        self._missing = set()  # keys for which this server has no picture
        self._connection = None

    def icon_of(self, key):
        """The icon of a mesh's picture; 0 = it has none, or none yet."""
        if not KEY.fullmatch(key) or key in self._missing:
            return 0
        if key not in self._previews:
            self._wanted[key] = True
            return 0
        return self._previews[key].icon_id

    def follow(self, link):
        """Takes the pictures that have arrived, and fetches those that were looked at meanwhile. link: that of a
        session.
        """
        while self._fetcher.arrived:
            self._keep(*self._fetcher.arrived.popleft())
        for key in list(self._wanted):
            path = self._fetcher.find(key)
            if path:
                self._keep(key, path)
        connection = link.connection if isinstance(link, Connected) else None
        if connection is not self._connection:
            self._connection = connection
            self._missing.clear()
        if connection and self._wanted and not self._fetcher.is_busy:
            self._fetcher.fetch(self._wanted, connection.address, connection.token)

    def close(self):
        self._fetcher.close()
        bpy.utils.previews.remove(self._previews)

    def _keep(self, key, path):
        self._wanted.pop(key, None)
        if path is None:
            self._missing.add(key)
        elif key not in self._previews:
            if len(self._previews) >= MOST_PICTURES:
                self._previews.clear()
            self._previews.load(key, str(path), "IMAGE")
            self.changes += 1
