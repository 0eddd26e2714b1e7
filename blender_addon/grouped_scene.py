"""One task in the open file: it lists and reads the file's objects, and shows what was found out about them. It knows
nothing of the server.
"""

from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

import bpy
import numpy as np

from . import scene_files
from .before_grouping import BeforeGrouping
from .found_duplicates import Duplicate, link_duplicates, show_duplicates
from .generated.errors import ShapekinError
from .grouping import Grouping, Tree, groups_as_told, name_groups, notes_of, show_in_steps
from .kept_grouping import kept_grouping
from .scene_objects import SLICE_SECONDS, LeftOut, Listing, list_in_steps, objects_by_address, read_scene_shape
from .similar_objects import Found, show_found
from .sorted_objects import Placement, move_sorted, show_sorting
from .undo_steps import can_note_step, note_step


@dataclass(frozen=True)
class Reading:
    """How many of a source's objects are listed, and how many of their meshes are read."""

    listed: int
    objects: int
    read: int


class GroupedScene:
    """The objects that one grouping compares. They are looked up by name and library each time, because the user goes
    on working.

    is_window: a person watches and can undo steps; scene_name: the scene with the objects, by default the current
    one.
    """

    def __init__(self, run_id, is_window, scene_name=None):
        self.run_id = run_id
        self.is_window = is_window
        self.scene_name = scene_name or bpy.context.scene.name
        self.request = None
        self.listing = None
        self.is_shown = False  # whether its result is in the file, as an undo step
        self._read = set()  # indices of shapes
        self._grouping = None  # a grouping that is still to be shown
        self._placements = None  # results of sorting that are still to be shown
        self._duplicates = None  # duplicates that are still to be shown
        self._similar = None  # similar objects that are still to be shown

    @property
    def reading(self):
        listing = self.listing or Listing()
        return Reading(len(listing.objects) + len(listing.left_out), listing.total, len(self._read))

    def list_objects(self, request):
        """Lists the objects that the request names into `listing`; a generator, see `list_in_steps`.

        Raises ShapekinError `scene.gone`, `scene.noCollection`.
        """
        self.request, self.listing = request, Listing()
        self._read.clear()
        scene, layer = self._scene(), self._view_layer()
        layer.update()
        collection = self._collection(scene, layer) if request["source"] == "collection" else None
        find, seconds = (lambda: (self._scene(), self._view_layer())), SLICE_SECONDS if self.is_window else inf
        yield from list_in_steps(self.listing, request["source"], find, collection, seconds)

    def read_shape(self, index):
        """Positions, triangles and offset of a shape of the listing, as `read_mesh_data` gives them."""
        shape = self.listing.shapes[index]
        self._read.add(index)
        layer = self._view_layer()
        layer.update()  # needed after an undo, for example: see `list_in_steps`
        return read_scene_shape(shape, bpy.data.objects, layer.depsgraph)

    def keep_groups(self, message):
        """Takes the groups of a message `scene_groups`, to show them later.

        Returns how many objects are in a group; the group of each object (-1 = none) where the file says something
        about single ones, else None; and the name of each group.
        """
        objects = self.listing.objects
        found = objects_by_address()
        refused = {each["shape"]: each for each in message["refused"]}
        left_out = [
            LeftOut(each.name, refused[each.shape]["code"], refused[each.shape]["sentence"])
            for each in objects
            if each.shape in refused
        ]
        tree = message["tree"]
        self._grouping = Grouping(
            run_id=self.run_id,
            request=self.request,
            listing=self.listing,
            objects=tuple(found.get((each.name, each.library)) for each in objects),
            rows=np.array(message["rows"], np.int32),
            tree=Tree(
                np.array(tree["a"], np.int32),
                np.array(tree["b"], np.int32),
                np.array(tree["height"], np.float64),
                np.array(tree["size"], np.int32),
            ),
            farthest=message["farthest"],
            pictures=tuple(message["pictures"]),
            groups=np.array(message["groups"], np.int32),
            palette=tuple(map(tuple, message["palette"])),
            left_out=(*self.listing.left_out, *left_out),
        )
        told = groups_as_told(self._grouping)
        if told is not None:
            self._grouping = replace(self._grouping, groups=told)
        count = sum(1 for each, group in zip(self._grouping.objects, self._grouping.groups) if each and group >= 0)
        return count, None if told is None else told.tolist(), name_groups(self._scene(), self._grouping)

    def notes(self):
        """The SceneNotes that the scene has with the groups that were taken."""
        return notes_of(self._scene(), self._grouping)

    def keep_sorting(self, message):
        """Takes the content of a message `scene_sorting`, to show it later."""
        objects = self.listing.objects
        self._placements = [
            Placement(
                name=objects[each["object"]].name,
                library=objects[each["object"]].library,
                kind=each["kind"],
                nearest=objects[each["nearest"]].name,
                percent=100 * each["confidence"],
            )
            for each in message["placements"]
        ]

    def keep_duplicates(self, message):
        """Takes the content of a message `scene_duplicates`, to show it later."""
        objects = self.listing.objects
        self._duplicates = [
            Duplicate(
                address=(objects[each["object"]].name, objects[each["object"]].library),
                of=(objects[each["of"]].name, objects[each["of"]].library),
                changes=each["changes"],
                residual=each["residual"],
                share=each["residualShare"],
                scale=each["scale"],
                triangles=tuple(each["triangles"]),
            )
            for each in message["duplicates"]
        ]

    def keep_similar(self, message):
        """Takes the content of a message `scene_similar`, to show it later."""
        objects = self.listing.objects
        self._similar = [
            Found(objects[message["to"]].name, 100.0, 0.0),
            *(Found(objects[each["object"]].name, each["likeness"], each["distance"]) for each in message["objects"]),
            *(Found(each["id"], each["likeness"], each["distance"], True) for each in message["library"]),
        ]

    def can_show_groups(self):
        return can_note_step(self.is_window)

    def show_groups(self):
        """Shows the groups, the places of objects, or the duplicates that were taken, as one undo step.

        A generator; between its steps Blender handles the window. When it is closed before its end, the file is as it
        was.
        """
        if self._placements is not None:
            by_names = self.request["classes"] == "names"
            show_sorting(self._scene(), self.run_id, by_names, self._placements)
            self._note_shown("Sort the Rest")
            return
        if self._duplicates is not None:
            show_duplicates(self._scene(), self.run_id, self._duplicates)
            self._note_shown("Find Duplicates")
            return
        if self._similar is not None:
            show_found(self._scene(), self._view_layer(), self._similar)
            self._note_shown("Find Similar")
            return
        before, steps = self._show_anew()
        try:
            while next(steps, steps) is not steps:
                yield
                kept = kept_grouping(self._scene())
                if kept is None or kept.run_id != self.run_id:  # it was undone before it was complete
                    before, steps = self._show_anew()
        except GeneratorExit:  # it was cancelled before it was complete
            before.put_back(self._scene())
            return
        self._note_shown("Group Objects")

    def _note_shown(self, words):
        note_step(self.is_window, words)
        self.is_shown = True

    def _show_anew(self):
        """The file as it is, and the steps that show the groups in it: see `show_in_steps`."""
        found = objects_by_address()  # the person may have been in Edit Mode for long
        objects = tuple(found.get((each.name, each.library)) for each in self.listing.objects)
        steps = show_in_steps(self._scene, replace(self._grouping, objects=objects))
        return BeforeGrouping(self._scene()), steps

    def save(self, blend, picture):
        """Writes the whole file, with sorted objects in their collections and duplicates linked, and a picture of the
        grouped objects, to these paths; '' = do not write that one.

        Changes the scene's camera, world and render settings after the file is written. Returns what to know about what
        was written, a sentence each. Raises OSError.
        """
        outside = 0
        if blend and self._placements is not None:
            self._scene().shapekin_sorting.sure = self.request["sure"]
            move_sorted(self._scene())
        if blend and self._duplicates is not None:
            link_duplicates(self._scene())
        if blend:
            scene_files.save_copy(blend)
        if picture:
            scene, shown = self._scene(), zip(self._grouping.objects, self._grouping.groups)
            grouped = [each for each, group in shown if each and group >= 0]
            low, high, outside = scene_files.bounds_of(grouped, self._view_layer().depsgraph)
            scene_files.set_up_picture(scene, low, high)
            Path(picture).write_bytes(scene_files.render_picture(scene))
        return outside_words(outside)

    # A task makes no objects, so there is nothing to show before its end, to undo or to remove.

    def show_built(self):
        pass

    def note_deleted(self):
        pass

    def note_undone(self):
        pass

    def take_away(self):
        pass

    def _scene(self):
        scene = bpy.data.scenes.get(self.scene_name)
        if scene is None:
            raise ShapekinError("scene.gone", name=self.scene_name)
        return scene

    def _view_layer(self):
        """The view layer that a window shows, else the scene's first."""
        scene = self._scene()
        shown = [each.view_layer for each in bpy.context.window_manager.windows if each.scene == scene]
        return next(iter(shown), scene.view_layers[0])

    def _collection(self, scene, layer):
        name = self.request["collection"]
        if not name:
            return layer.active_layer_collection.collection
        found = next((each for each in scene.collection.children_recursive if each.name == name), None)
        if found is None:
            raise ShapekinError("scene.noCollection", name=name)
        return found


def outside_words(count):
    """[] where every object is in the picture."""
    who = "1 object is" if count == 1 else f"{count} objects are"
    return [f"{who} too far from the others to be in the rendered picture"] if count else []
