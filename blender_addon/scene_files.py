"""The run's scene as files: a .blend and a picture."""

import ctypes
import sys
import tempfile
from math import radians
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix, Vector

SIZE = (1280, 960)
MARGIN = 1.04
# Widest picture, in sizes of a typical object: one is then a twentieth of a pixel, and seen only in a crowd.
MOST_SIZES = 20 * SIZE[0]
# Steep enough that no row hides the next, and flat enough that shapes look solid.
TILT = radians(34)
BACKGROUND = (0.82, 0.82, 0.84)


def save_scene(scene):
    """The scene as bytes of a compressed .blend. The open file and its undo history are not changed."""
    with tempfile.TemporaryDirectory(prefix="shapekin-") as folder:
        path = Path(folder, "scene.blend")
        if bpy.app.background:
            bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True, compress=True, relative_remap=False)
        else:  # the file may contain private data of the user
            bpy.data.libraries.write(str(path), {scene}, compress=True)
        return path.read_bytes()


def save_copy(path):
    """Writes the whole open file as a .blend to this path. The open file itself is not written."""
    bpy.ops.wm.save_as_mainfile(filepath=str(Path(path).absolute()), copy=True)


def render_picture(scene):
    """The scene as its camera sees it, as bytes of a PNG. Needs no display."""
    with tempfile.TemporaryDirectory(prefix="shapekin-") as folder:
        path = Path(folder, "scene.png")
        scene.render.filepath = str(path)
        bpy.ops.render.render(scene=scene.name, write_still=True)
        return path.read_bytes()


def set_up_picture(scene, low, high):
    """Camera, light and render settings that show everything between the lowest and the highest corner in object
    colors.
    """
    scene.camera = _add_camera(scene, low, high)
    scene.world = bpy.data.worlds.new("Shapekin")
    scene.world.color = BACKGROUND
    render = scene.render
    render.resolution_x, render.resolution_y = SIZE
    render.resolution_percentage = 100
    render.use_border = render.use_compositing = render.use_sequencer = False
    render.image_settings.file_format = "PNG"
    render.image_settings.color_mode = "RGB"
    scene.view_settings.view_transform = "Standard"
    scene.view_settings.look = "None"
    if can_draw():
        render.engine = "BLENDER_WORKBENCH"
        shading = scene.display.shading
        shading.light = "STUDIO"
        shading.color_type = "OBJECT"
        scene.display.render_aa = "5"  # half the time of the default, without a visible difference at this size
    else:
        render.engine = "CYCLES"
        scene.cycles.device = "CPU"
        scene.cycles.samples = 16
        scene.cycles.use_denoising = False
        scene.view_layers[0].material_override = _object_color_material()
        _light_world(scene.world)


def bounds_of(objects, depsgraph):
    """Lowest and highest corner, in world space, of the evaluated objects that fit into one picture, and how many do
    not: those that are so far from the others that in a picture of all of them nothing could be seen. Objects without
    a finite place do not count.
    """
    evaluated = [each.evaluated_get(depsgraph) for each in objects]
    corners = np.array([[each.matrix_world @ Vector(corner) for corner in each.bound_box] for each in evaluated])
    corners = corners.reshape(-1, 8, 3)  # also where there is no object
    corners = corners[np.isfinite(corners).all(axis=(1, 2))]
    if len(corners) == 0:
        return Vector((0, 0, 0)), Vector((1, 1, 1)), 0
    low, high = corners.min(axis=1), corners.max(axis=1)
    middle = np.sort((low + high) / 2, axis=0)[(len(low) - 1) // 2]  # that of an object, also where there are two
    reach = np.maximum(high - middle, middle - low).max(axis=1)
    fits = 2 * reach <= MOST_SIZES * np.median((high - low).max(axis=1))
    if not fits.any():
        fits[:] = True
    return Vector(low[fits].min(axis=0)), Vector(high[fits].max(axis=0)), int(np.count_nonzero(~fits))


def can_draw():
    """Whether Workbench can render. On Linux without a window, it aborts the whole process where EGL is missing."""
    if not (bpy.app.background and sys.platform.startswith("linux")):
        return True
    try:
        ctypes.CDLL("libEGL.so.1")
    except OSError:
        return False
    return True


def _object_color_material():
    """A material for Cycles, which does not show object colors by itself. It is used as an override, so that no
    object's own material is changed.
    """
    material = bpy.data.materials.new("Shapekin object color")
    material.use_nodes = True
    nodes, links = material.node_tree.nodes, material.node_tree.links
    nodes.clear()
    info, diffuse, output = (nodes.new(f"ShaderNode{name}") for name in ("ObjectInfo", "BsdfDiffuse", "OutputMaterial"))
    links.new(info.outputs["Color"], diffuse.inputs["Color"])
    links.new(diffuse.outputs["BSDF"], output.inputs["Surface"])
    return material


def _light_world(world):
    world.use_nodes = True
    background = next(node for node in world.node_tree.nodes if node.type == "BACKGROUND")
    background.inputs["Color"].default_value = (*BACKGROUND, 1.0)


def _add_camera(scene, low, high):
    """An orthographic camera in front of and above the box from low to high, which just fits into its view."""
    turn = Matrix.Rotation(TILT, 4, "X")
    corners = [Vector((x, y, z)) for x in (low.x, high.x) for y in (low.y, high.y) for z in (low.z, high.z)]
    seen = [turn.inverted() @ corner for corner in corners]
    (left, right), (bottom, top), (far, near) = (
        (min(axis), max(axis)) for axis in zip(*(tuple(corner) for corner in seen))
    )
    data = bpy.data.cameras.new("Shapekin")
    data.type = "ORTHO"
    data.ortho_scale = MARGIN * max(right - left, (top - bottom) * SIZE[0] / SIZE[1])
    data.clip_end = near - far + 20
    camera = bpy.data.objects.new("Shapekin camera", data)
    camera.matrix_world = turn @ Matrix.Translation(((left + right) / 2, (bottom + top) / 2, near + 10))
    scene.collection.objects.link(camera)
    return camera
