"""Finds what is needed to start a server on this computer: Node, and the folder of the project. No bpy."""

import asyncio
import glob
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from . import settings
from .generated.errors import ShapekinError
from .generated.protocol import NODE_VERSION

# Where installers and version managers put Node. A Blender that was started from a menu does not have a terminal's
# PATH.
USUAL_NODES = (
    "/usr/local/bin/node",
    "/opt/homebrew/bin/node",
    "/opt/local/bin/node",
    "~/.volta/bin/node",
    "~/.nvm/versions/node/*/bin/node",
    "~/.local/share/fnm/node-versions/*/installation/bin/node",
    "~/.asdf/installs/nodejs/*/bin/node",
    "%ProgramFiles%/nodejs/node.exe",
    "%LOCALAPPDATA%/Programs/nodejs/node.exe",
)
# Seconds; a cold disk on a busy machine takes long.
ANSWER_SECONDS = 20
# Seconds between two looks at whether Node has answered.
POLL_SECONDS = 0.02


def find_project(named=""):
    """The project's folder: the named one, else the one that contains this add-on, else the one that this user used
    last.

    Raises ShapekinError `server.noProject`.
    """
    if named.strip():
        folders = [Path(named.strip()).expanduser()]
    else:
        folders = [settings.PROJECT_FOLDER, *map(Path, filter(None, [_remembered().get("project")]))]
    for folder in folders:
        if _command_line(folder).is_file():
            return folder
    raise ShapekinError("server.noProject", where=f"at {named.strip()}" if named.strip() else "on this computer")


async def find_node():
    """Path of a Node that is new enough. It runs those that are found, so it may take a second.

    Raises ShapekinError `server.noNode`, `server.oldNode`.
    """
    too_old = None
    for path in _nodes():
        version = await _version_of(path)
        if version is None:
            continue
        if version >= NODE_VERSION:
            return path
        too_old = too_old or (path, version)
    wanted = _dotted(NODE_VERSION)
    if too_old:
        raise ShapekinError("server.oldNode", path=too_old[0], version=_dotted(too_old[1]), wanted=wanted)
    raise ShapekinError("server.noNode", wanted=wanted)


def serve_command(node, project, port, *options):
    return [node, str(_command_line(project)), "serve", "--port", str(port), "--json", *options]


def _command_line(project):
    return Path(project) / "scripts" / "shapekin.js"


def _nodes():
    """Files that may be Node, the likeliest first; of several that a version manager keeps, the newest first."""
    patterns = [os.path.expanduser(os.path.expandvars(each)) for each in USUAL_NODES]
    usual = [path for each in patterns for path in sorted(glob.glob(each), key=_numbers, reverse=True)]
    named = [shutil.which("node"), _remembered().get("node"), *usual]
    return [each for each in dict.fromkeys(named) if each and Path(each).is_file()]


async def _version_of(node):
    """(major, minor); None where it does not answer."""
    try:
        with subprocess.Popen([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
            try:
                deadline = time.monotonic() + ANSWER_SECONDS
                while child.poll() is None and time.monotonic() < deadline:
                    await asyncio.sleep(POLL_SECONDS)
            finally:
                child.kill()
            told = child.stdout.read().decode(errors="replace")
    except OSError:
        return None
    if child.returncode != 0:
        return None
    numbers = _numbers(told)
    return tuple(numbers[:2]) if len(numbers) >= 2 else None


def _remembered():
    """Node and project of this user's last server or last `npm run package`."""
    try:
        kept = json.loads((settings.cache_folder() / "project.json").read_text())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _numbers(text):
    return [int(each) for each in re.findall(r"\d+", text)]


def _dotted(version):
    return ".".join(map(str, version))
