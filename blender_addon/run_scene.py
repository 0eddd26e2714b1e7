"""What one run does in the open file: builds its shapes, shows, colors and saves them. Knows no server."""

import bpy

from . import scene_files
from .apply_colors import all_screens, apply_colors, keep_groups, show_object_colors
from .run_shapes import (
    find_collection,
    find_shapes,
    link_shapes,
    make_collection,
    place_shape,
    show_grid,
)
from .shape_builder import build_shape, read_shape, remove_scratch_scene


class RunScene:
    """The shapes of one run. Objects are found by name and id anew each time: an undo may have taken them away.

    is_window: somebody looks on, so views follow and steps can be undone; scene_name: where the shapes go, by default
    into the current scene.
    """

    def __init__(self, run_id, is_window, scene_name=None):
        self.run_id = run_id
        self.is_window = is_window
        self.scene_name = scene_name
        self.request = None  # names the collection
        self.count = 0  # of all shapes, for the grid
        self._recipes = {}  # by index
        self._names = {}  # of the objects, by index
        self._unlinked = []  # indices of the shapes that are built and not yet to be seen

    def add_recipe(self, index, recipe):
        self._recipes[index] = recipe

    def ensure_shape(self, index):
        """The mesh of a shape, which is built unless it is there: positions (V, 3) float32, triangles (T, 3) uint32."""
        recipe = self._recipes[index]
        shape = self._find_shape(index)
        if shape:
            return read_shape(shape, recipe)
        shape = build_shape(recipe, self.run_id)
        positions, triangles = read_shape(shape, recipe)
        place_shape(self._collection(), shape, index, recipe, positions)
        self._names[index] = shape.name
        self._unlinked.append(index)
        return positions, triangles

    def show_built(self):
        """Links what is built and not yet to be seen."""
        shapes = [self._find_shape(index) for index in self._unlinked]
        self._unlinked.clear()
        if shapes:
            link_shapes(self._collection(), [each for each in shapes if each])

    def color(self, groups, palette, apply):
        """Keeps groups and palette with the shapes and, if asked, shows them; how many shapes have a color by that."""
        for index in list(self._names):  # an undo in between may have taken some away
            if not self._find_shape(index):
                self.ensure_shape(index)
        self.show_built()
        remove_scratch_scene()
        shapes, collection = find_shapes(self.run_id), self._collection()
        keep_groups(shapes, collection, groups, palette)
        if self.is_window:  # two undo steps, as after the user's own actions: the shapes, then their colors
            _in_window(lambda: bpy.ops.ed.undo_push(message="Shapekin Shapes"))
        if not apply:
            return 0
        if self.is_window:
            _in_window(lambda: bpy.ops.shapekin.apply_colors("EXEC_DEFAULT", True, run_id=self.run_id))
        else:
            apply_colors(shapes, collection)
            show_object_colors(all_screens())
        return sum(1 for shape in shapes if shape["shapekin_group"] >= 0)

    def make_files(self, names):
        """Yields (name, bytes) of the saved and the rendered scene, as asked for."""
        scene = self._scene()
        scene_files.set_up_picture(scene, self._collection())
        for name in names:
            yield name, scene_files.save_scene(scene) if name == "scene.blend" else scene_files.render_picture(scene)

    def _find_shape(self, index):
        shape = bpy.data.objects.get(self._names.get(index, ""))
        is_ours = shape and shape.get("shapekin_run") == self.run_id and shape.get("shapekin_index") == index
        return shape if is_ours else None

    def _collection(self):
        found = find_collection(self.run_id)
        if found:
            return found
        words = f"{self.request['preset']} {self.request['seed']} " if self.request else ""
        name = f"Shapekin {words}(run {self.run_id[:4]})"
        collection = make_collection(self._scene(), name, self.run_id, self.count)
        if self.is_window:
            show_grid(_main_window().screen, collection)
        return collection

    def _scene(self):
        named = bpy.data.scenes.get(self.scene_name or "")
        return named or bpy.context.scene or bpy.data.scenes[0]


def _in_window(operate):
    """Operators that note undo steps need a window."""
    with bpy.context.temp_override(window=_main_window()):
        operate()


def _main_window():
    return bpy.context.window_manager.windows[0]
