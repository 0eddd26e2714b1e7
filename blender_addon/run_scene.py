"""One run in the open file: it builds the run's shapes, and shows, colors and saves them. It knows nothing of the
server.
"""

import bpy
import numpy as np

from . import scene_files
from .apply_colors import apply_colors, keep_groups
from .generated.keys import MADE_BY_RUN, SHAPE_GROUP, SHAPE_INDEX
from .made import Made, delete, delete_guides_without_shape, remove_made
from .object_shading import show_object_colors
from .run_shapes import (
    find_collection,
    find_shapes,
    grid_bounds,
    link_shapes,
    make_collection,
    place_shape,
    scenes_of,
)
from .shape_builder import build_shape, read_shape, remove_scratch_scene
from .undo_steps import can_note_step, note_step


class RunScene:
    """The shapes of one run. Objects are looked up by name and id each time, because an undo may have removed them.

    is_window: a person watches and can undo steps; scene_name: the scene for the shapes, by default the current one.
    """

    reading = None  # a run reads no objects of the user; see GroupedScene.reading

    def __init__(self, run_id, is_window, scene_name=None):
        self.run_id = run_id
        self.is_window = is_window
        self.scene_name = scene_name or (bpy.context.scene and bpy.context.scene.name)
        self.request = None  # names the collection
        self.count = 0  # number of all shapes, for the grid
        self.is_to_be_colored = False
        self._recipes = {}  # recipes by index
        self._names = {}  # names of the objects, by index
        self._unlinked = []  # indices of shapes that are built but not visible yet
        self._deleted = set()  # indices of shapes that the user has deleted
        self._undone = set()  # indices of shapes that an undo of something else removed

    def add_recipe(self, index, recipe):
        """Adds a recipe. If it differs from the one before at this index, the shape was drawn again, and the old shape
        is deleted.
        """
        before = self._find_shape(index)
        if before and self._recipes[index] != recipe:
            delete([Made(before)])
            del self._names[index]
            self._unlinked = [each for each in self._unlinked if each != index]
        self._recipes[index] = recipe

    def ensure_shape(self, index):
        """Mesh of a shape, which is built unless it exists: positions, triangles, offset, as `read_mesh_data` gives
        them.
        """
        recipe = self._recipes[index]
        shape = self._find_shape(index)
        if shape:
            return read_shape(shape, recipe)
        shape = build_shape(recipe, self.run_id)
        positions, triangles, offset = read_shape(shape, recipe)
        if index in self._deleted:  # asked again after a drop: the mesh is sent, the scene is not changed
            delete([Made(shape)])
            return positions, triangles, offset
        place_shape(self._collection(), shape, index, recipe, positions + np.array(offset))
        self._names[index] = shape.name
        self._unlinked.append(index)
        return positions, triangles, offset

    def show_built(self):
        """Links the shapes that are built but not visible yet."""
        shapes = [self._find_shape(index) for index in self._unlinked]
        self._unlinked.clear()
        if shapes:
            link_shapes(self._collection(), [each for each in shapes if each])

    def note_deleted(self):
        """Notes as deleted by the user the shapes that are missing now, before an undo or at the end."""
        missing = {index for index in self._names if not self._find_shape(index)}
        self._deleted |= missing - self._undone

    def note_undone(self):
        """Notes the shapes that existed before an undo and are missing after it."""
        self._undone = {index for index in self._names if index not in self._deleted and not self._find_shape(index)}

    def keep_groups(self, groups, palette):
        """Stores groups and palette with the shapes. Returns how many shapes have a group."""
        self.note_deleted()
        for index in sorted(self._undone):
            self.ensure_shape(index)
        self._undone.clear()
        self.show_built()
        remove_scratch_scene()
        delete_guides_without_shape(self.run_id)
        shapes = find_shapes(self.run_id)
        keep_groups(shapes, self._collection(), groups, palette)
        return sum(1 for shape in shapes if shape[SHAPE_GROUP] >= 0)

    def can_show_groups(self):
        return can_note_step(self.is_window)

    def show_groups(self):
        """Makes an undo step of the shapes and, if wanted, colors them as another step, like the user's own actions.

        A generator; between its steps Blender handles the window.
        """
        if find_collection(self.run_id):
            note_step(self.is_window, "Shapekin Shapes")
        yield
        collection = find_collection(self.run_id)
        if collection and self.is_to_be_colored:
            apply_colors(self._scene(), find_shapes(self.run_id), collection)
            show_object_colors()
            note_step(self.is_window, "Color by Group")

    def make_files(self, names):
        """Yields (name, bytes) of the saved and the rendered scene, where these are asked for."""
        scene = self._scene()
        scene_files.set_up_picture(scene, *grid_bounds(self._collection()))
        for name in names:
            yield name, scene_files.save_scene(scene) if name == "scene.blend" else scene_files.render_picture(scene)

    def take_away(self):
        """Removes all that the run made."""
        remove_made(self.run_id)

    def _find_shape(self, index):
        shape = bpy.data.objects.get(self._names.get(index, ""))
        is_ours = shape and shape.get(MADE_BY_RUN) == self.run_id and shape.get(SHAPE_INDEX) == index
        return shape if is_ours else None

    def _collection(self):
        found = find_collection(self.run_id)
        if found:
            return found
        words = f"{self.request['preset']} {self.request['seed']} " if self.request else ""
        name = f"Shapekin {words}(run {self.run_id[:4]})"
        return make_collection(self._scene(), name, self.run_id, self.count)

    def _scene(self):
        """The scene that contains the shapes, else the one in which the run began; the user may be in another one by
        now.
        """
        found = find_collection(self.run_id)
        holding = scenes_of(found) if found else []
        return next(iter(holding), None) or bpy.data.scenes.get(self.scene_name or "") or bpy.data.scenes[0]
