"""The catalogs of the Asset Browser: the text file `blender_assets.cats.txt`, as Blender writes it. No bpy.

Each line is `UUID:path/of/catalog:simple name`; what is not ours stays as it is.
"""

import uuid
from pathlib import Path

FILE_NAME = "blender_assets.cats.txt"
HEADER = """# This is an Asset Catalog Definition file for Blender.
#
# Empty lines and lines starting with `#` will be ignored.
# The first non-ignored line should be the version indicator.
# Other lines are of the format "UUID:catalog/path/for/assets:simple catalog name"

VERSION 1

"""


def ensure_catalogs(folder, paths):
    """{path: uuid} of catalogs in the file of a folder; those that are not there yet are added to it."""
    file = Path(folder, FILE_NAME)
    text = file.read_text(encoding="utf-8") if file.exists() else HEADER
    known = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith(("#", "VERSION")) and line.count(":") >= 2:
            own, path = line.split(":")[:2]
            known.setdefault(path, own)
    added = {path: str(uuid.uuid4()) for path in dict.fromkeys(paths) if path not in known}
    if added:
        lines = "".join(f"{own}:{path}:{path.replace('/', '-')}\n" for path, own in added.items())
        whole = file.with_name(FILE_NAME + "@")
        whole.write_text(text + ("" if text.endswith("\n") else "\n") + lines, encoding="utf-8")
        whole.replace(file)  # whole or not at all
    return {path: known.get(path) or added[path] for path in paths}


def catalog_path(name):
    """The catalog path of a group's name. Characters that would end a path or a line in the file are replaced."""
    clean = " ".join("".join("-" if letter in ':/\\"' else letter for letter in name).split())
    return f"Shapekin/{clean or 'Group'}"


def find_library_folder(blend, libraries):
    """The folder in which Blender looks for a file's catalogs: the asset library that contains the file, else the
    file's own folder.
    """
    blend = Path(blend).resolve()
    roots = [Path(each).resolve() for each in libraries if each]
    inside = [root for root in roots if root in blend.parents]
    return max(inside, key=lambda root: len(root.parts), default=blend.parent)
