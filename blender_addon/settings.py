"""Where the server is and what token it takes, when the preferences don't say. No bpy."""

import os
from pathlib import Path

ADDON_FOLDER = Path(__file__).resolve().parent
# In a checkout the add-on lies in the project's folder; an installed one has no project beside it.
PROJECT_FOLDER = ADDON_FOLDER.parent


def is_checkout():
    return (PROJECT_FOLDER / "scripts" / "shapekin.js").is_file()


def home_folder():
    """The server's SHAPEKIN_HOME."""
    return Path(os.environ.get("SHAPEKIN_HOME") or PROJECT_FOLDER / ".shapekin")


def find_token():
    """SHAPEKIN_TOKEN, else the server's own file, else ''."""
    token = os.environ.get("SHAPEKIN_TOKEN")
    if token:
        return token.strip()
    try:
        return (home_folder() / "token").read_text().strip()
    except OSError:
        return ""
