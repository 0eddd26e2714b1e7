"""Writes families of a library of files as an asset library: a .blend with an asset for each shape, and a catalog for
each family.
"""

import json

import bpy
import numpy as np

from .asset_catalogs import FILE_NAME, catalog_path, ensure_catalogs
from .run_files import staged_folder

BLEND_NAME = "families.blend"
# Most triangles in a file; further ones go into another file. Blender holds some 100 bytes for a triangle, and three
# times that while it saves.
MOST_TRIANGLES = 5_000_000
# Gap between two objects, as a share of their size.
GAP = 0.25


def write_assets(options):
    """Makes the folder options.out of what the server laid into options.source.

    The source has `families.json`, a list of AssetFamily, and for each shape n `n.mesh`, in the form of packMesh with
    z up, and `n.rgba`, a square picture with rows from the top.
    """
    families = json.loads((options.source / "families.json").read_text(encoding="utf-8"))
    with staged_folder(options.out, (FILE_NAME, BLEND_NAME)) as staging:
        catalogs = ensure_catalogs(staging, [catalog_path(each["name"]) for each in families])
        book = _Book(staging)
        for family in families:
            row = _Row(book, family["name"])
            for asset in family["assets"]:
                positions, triangles = _read_mesh(options.source / f"{asset['shape']}.mesh")
                made = row.add(asset["name"], positions, triangles)
                _mark(made, asset, family["name"], catalogs[catalog_path(family["name"])])
                _set_preview(made, options.source / f"{asset['shape']}.rgba")
        book.save()


class _Book:
    """The .blend files: one, and another whenever the present one has become too large."""

    def __init__(self, folder):
        self.folder = folder
        self.saved = 0
        self.begin()

    def begin(self):
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        self.triangles = 0
        self.north = 0.0

    def make_room(self, triangles):
        """Starts a further file if needed. Returns whether it did."""
        is_full = self.triangles > 0 and self.triangles + triangles > MOST_TRIANGLES
        if is_full:
            self.save()
            self.begin()
        self.triangles += triangles
        return is_full

    def save(self):
        self.saved += 1
        name = BLEND_NAME if self.saved == 1 else BLEND_NAME.replace(".", f"-{self.saved}.")
        bpy.ops.wm.save_as_mainfile(filepath=str(self.folder / name), compress=True)


class _Row:
    """The objects of a family, side by side in a collection with its name, so that a person who opens the file sees
    them.
    """

    def __init__(self, book, name):
        self.book = book
        self.name = name
        self.collection = None
        self.east = 0.0

    def add(self, name, positions, triangles):
        if self.book.make_room(len(triangles)) or self.collection is None:
            self.collection = bpy.data.collections.new(self.name)
            bpy.context.scene.collection.children.link(self.collection)
            self.east, self.south = 0.0, self.book.north
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(positions.tolist(), [], triangles.tolist())
        made = bpy.data.objects.new(name, mesh)
        low, high = positions.min(axis=0), positions.max(axis=0)
        size = high - low
        made.location = (self.east - low[0], self.south - low[1], 0)
        self.east += float(size[0]) + GAP * float(size.max())
        self.book.north = max(self.book.north, self.south + float(size[1]) + GAP * float(size.max()))
        self.collection.objects.link(made)
        return made


def _mark(made, asset, family, catalog):
    made.asset_mark()
    made.asset_data.catalog_id = catalog
    made.asset_data.description = asset["id"]
    for tag in filter(None, dict.fromkeys((asset["class"], family))):
        made.asset_data.tags.new(tag, skip_if_exists=True)


def _set_preview(made, path):
    pixels = np.fromfile(path, np.uint8)
    side = round((len(pixels) / 4) ** 0.5)
    rows = pixels.reshape(side, side, 4)[::-1].astype(np.float32) / 255
    preview = made.preview_ensure()
    preview.image_size = (side, side)
    preview.image_pixels_float.foreach_set(np.ascontiguousarray(rows).ravel())


def _read_mesh(path):
    """(V, 3) float32 and (T, 3) uint32 from a file in the form of packMesh."""
    words = np.fromfile(path, np.uint32)
    end = 1 + 3 * int(words[0])
    return words[1:end].view(np.float32).reshape(-1, 3), words[end:].reshape(-1, 3)
