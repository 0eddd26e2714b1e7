"""Finds the server and its token when the preferences do not name them. No bpy."""

import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

ADDON_FOLDER = Path(__file__).resolve().parent
# In a checkout the add-on is inside the project's folder; an installed one is not.
PROJECT_FOLDER = ADDON_FOLDER.parent


def is_checkout():
    return (PROJECT_FOLDER / "scripts" / "shapekin.js").is_file()


def home_folders():
    """Folders where a server on this machine may keep its token, the likeliest first."""
    named = os.environ.get("SHAPEKIN_HOME")
    if named:
        return [Path(named)]
    pointer = cache_folder() / "home"
    try:
        last = [Path(pointer.read_text().strip())]  # the home of the server that this user started last
    except OSError:
        last = []
    return [PROJECT_FOLDER / ".shapekin", *last] if is_checkout() else last


def cache_folder():
    """The folder that scripts/lib/cacheFolder.js uses, too."""
    named = os.environ.get("SHAPEKIN_CACHE")
    if named:
        return Path(named)
    user_cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(user_cache) / "shapekin"


def is_this_machine(address):
    """Whether the address is that of a server on this machine: only such a server gets the token from its own file."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return False
    return host == "localhost" or host == "::1" or host.startswith("127.")


def port_of(address):
    """The port of an address; HTTP's own where it names none, or an invalid one."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").port or 80
    except ValueError:
        return 80


def find_token():
    """SHAPEKIN_TOKEN, else the server's own file, else ''."""
    token = os.environ.get("SHAPEKIN_TOKEN")
    if token:
        return token.strip()
    for home in home_folders():
        with suppress(OSError):
            return (home / "token").read_text().strip()
    return ""
