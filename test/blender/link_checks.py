"""Checks of linking meshes, in Blender: the picture stays, nothing is deleted, what would change more is refused."""

import importlib
import sys
import tempfile
from math import radians
from pathlib import Path

import bpy
import numpy as np
from mathutils import Euler, Matrix

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))
SEED = 19
# Of 255: how far a channel of a pixel may be off, as an edge moves by rounding; and how many pixels may be off by more.
PIXEL_TOLERANCE = 2
PIXELS_OFF = 5e-4


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


def bent(name, matrix=None):
    """A mesh without symmetry: three unequal blocks in a corner, with UVs, smooth and flat faces of two materials."""
    mesh = bpy.data.meshes.new(name)
    vertices, faces = [], []
    for low, high in (((0, 0, 0), (3, 1, 1)), ((0, 1, 0), (1, 2.5, 1)), ((0, 0, 1), (0.7, 0.8, 2.2))):
        first = len(vertices)
        vertices += [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
        quads = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
        faces += [tuple(first + corner for corner in quad) for quad in quads]
    mesh.from_pydata(vertices, [], faces)
    uvs = mesh.uv_layers.new(name="UVMap").data
    uvs.foreach_set("uv", np.linspace(0, 1, 2 * len(uvs), dtype=np.float32))
    mesh.polygons.foreach_set("use_smooth", [index % 3 == 0 for index in range(len(faces))])
    mesh.polygons.foreach_set("material_index", [index % 2 for index in range(len(faces))])
    if matrix is not None:
        mesh.transform(matrix)
    mesh.update()
    return mesh


def material(name, color):
    made = bpy.data.materials.get(name) or bpy.data.materials.new(name)
    made.diffuse_color = (*color, 1)
    return made


RED, BLUE, GREEN = (1, 0.1, 0.1), (0.1, 0.2, 1), (0.2, 0.8, 0.2)
TURN = Matrix.Translation((2, -1, 0.5)) @ Matrix.Rotation(radians(70), 4, (1, 2, 3)) @ Matrix.Scale(1.7, 4)


def add(name, mesh, colors=("red", "blue"), place=(0, 0, 0)):
    for color in colors:
        mesh.materials.append(material(color, {"red": RED, "blue": BLUE, "green": GREEN}[color]))
    each = bpy.data.objects.new(name, mesh)
    each.location = place
    bpy.context.scene.collection.objects.link(each)
    return each


def original():
    return add("first", bent("first"))


def picture():
    """(pixels) of the scene from the front above, in the colors of materials."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    layer.update()
    if scene.camera is None:
        files = addon("scene_files")
        low, high, _ = files.bounds_of(list(scene.objects), layer.depsgraph)
        files.set_up_picture(scene, low, high)
        scene.display.shading.color_type = "MATERIAL"
        scene.view_layers[0].material_override = None
        scene.render.resolution_x, scene.render.resolution_y = 640, 480
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "picture.png")
        path.write_bytes(addon("scene_files").render_picture(scene))
        image = bpy.data.images.load(str(path))
        pixels = np.empty(len(image.pixels), np.float32)
        image.pixels.foreach_get(pixels)
        bpy.data.images.remove(image)
    return pixels


def is_same_picture(before, after):
    off = np.abs(before - after) * 255
    return (off > PIXEL_TOLERANCE).mean() <= PIXELS_OFF


def portrait(each):
    slots = [(slot.link, slot.material and slot.material.name) for slot in each.material_slots]
    return each.data.name, slots, [tuple(row) for row in each.matrix_basis]


def refusal(each, other):
    """The words by which it is refused; it is then as it was."""
    before = portrait(each), portrait(other), len(bpy.data.meshes)
    try:
        addon("link_meshes").link_mesh(each, other)
    except addon("link_meshes").NotLinked as error:
        assert (portrait(each), portrait(other), len(bpy.data.meshes)) == before
        return str(error)
    raise AssertionError(f"{each.name} was linked")


def check_the_picture_stays_and_nothing_is_deleted():
    first = original()
    copies = [
        add("same", bent("same"), place=(4, 0, 0)),
        add("other colors", bent("colors"), ("green", "red"), place=(8, 0, 0)),
        add("turned", bent("turned", TURN), place=(0, 6, 0)),
        add("moved", bent("moved", Matrix.Translation((0.3, 5, 0))), place=(5, 2, 0)),
        add("scaled", bent("scaled", Matrix.Scale(0.4, 4)), ("blue", "green"), place=(10, 6, 0)),
    ]
    shown = copies[1]
    shown.material_slots[1].link, shown.material_slots[1].material = "OBJECT", material("blue", BLUE)
    copies[4].rotation_euler, copies[4].scale = (0.3, 0.5, 0.7), (2, 2, 2)
    with_modifier = add("beveled", bent("beveled"), place=(10, 0, 0))
    with_modifier.modifiers.new("Bevel", "BEVEL").width = 0.1
    shared = [add("shared", bent("shared"), place=(13, 0, 0)), None]
    shared[1] = bpy.data.objects.new("shared too", shared[0].data)
    shared[1].location = (13, 6, 0)
    bpy.context.scene.collection.objects.link(shared[1])
    before, meshes = picture(), set(bpy.data.meshes.keys())
    assert before.std() > 0.05
    for each in (*copies, with_modifier, shared[0]):
        materials = [slot.material.name for slot in each.material_slots]
        assert addon("link_meshes").link_mesh(each, first) < 1e-4
        assert each.data == first.data and [slot.material.name for slot in each.material_slots] == materials
    assert shared[1].data.name == "shared" and not shared[1].data.use_fake_user
    after = picture()
    assert is_same_picture(before, after), np.abs(before - after).max()
    copies[0].location.x += 0.1
    assert not is_same_picture(before, picture()), "the pictures tell a difference"
    copies[0].location.x -= 0.1
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "file.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.open_mainfile(filepath=path)
    assert set(bpy.data.meshes.keys()) == meshes
    assert is_same_picture(before, picture())


def check_what_would_look_or_work_otherwise_is_refused():
    first = original()
    each = add("uv", bent("uv"))
    each.data.uv_layers[0].data[3].uv = (0.9, 0.9)
    assert refusal(each, first) == "uv has other UV maps"
    each = add("two maps", bent("two maps"))
    each.data.uv_layers.new(name="Second")
    assert refusal(each, first) == "two maps has other UV maps"
    each = add("keys", bent("keys"))
    each.shape_key_add(name="Basis")
    assert refusal(each, first) == "keys has shape keys"
    each = add("weights", bent("weights"))
    each.vertex_groups.new(name="Group").add([0], 1, "REPLACE")
    assert refusal(each, first) == "weights has vertex groups"
    each = add("normals", bent("normals"))
    if hasattr(each.data, "use_auto_smooth"):
        each.data.use_auto_smooth = first.data.use_auto_smooth = True
    each.data.normals_split_custom_set_from_vertices([(0, 0, 1)] * len(each.data.vertices))
    assert refusal(each, first) == "normals has normals of its own"
    if hasattr(first.data, "use_auto_smooth"):
        first.data.use_auto_smooth = False
    each = add("smooth", bent("smooth"))
    each.data.polygons[1].use_smooth = True
    assert refusal(each, first) == "smooth has other smooth faces"
    each = add("faces", bent("faces"))
    each.data.polygons[1].material_index = 0
    assert refusal(each, first) == "faces has its materials on other faces"
    each = add("one slot", bent("one slot"), ("red",))
    assert "slots" in refusal(each, first)
    each = add("paint", bent("paint"))
    each.data.attributes.new("Paint", "FLOAT", "POINT")
    assert refusal(each, first) == "paint has other attributes"
    each = add("note", bent("note"))
    each.data["note"] = 3
    assert refusal(each, first) == "note has other custom properties of its mesh"
    each = add("bigger", bent("bigger"))
    each.data.vertices[5].co.x += 0.01
    assert refusal(each, first) == "bigger has another form"
    each = add("mirrored", bent("mirrored", Matrix.Diagonal((-1, 1, 1, 1))))
    assert refusal(each, first) == "mirrored has the mirrored form"
    each = add("cube", addon_cube())
    assert refusal(each, first) == "cube has other faces"
    each = add("copy", first.data, ())
    assert refusal(each, first) == "copy has the mesh of first already"
    curve = bpy.data.objects.new("curve", bpy.data.curves.new("curve", "CURVE"))
    bpy.context.scene.collection.objects.link(curve)
    assert "not both meshes" in refusal(curve, first)


def addon_cube():
    mesh = bpy.data.meshes.new("cube")
    vertices, faces = addon("base_meshes").base_mesh("cube", 0)
    mesh.from_pydata(vertices, [], faces)
    return mesh


def check_what_hangs_on_its_place_is_not_moved():
    first = original()

    def moved(name):
        return add(name, bent(name, TURN))

    def words(each):
        return refusal(each, first).removeprefix(f"{each.name} would have to be moved, and has ")

    each = moved("modifier")
    each.modifiers.new("Bevel", "BEVEL")
    assert words(each) == "modifiers"
    each = moved("constraint")
    each.constraints.new("LIMIT_LOCATION")
    assert words(each) == "constraints"
    each = moved("child")
    each.parent = first
    assert words(each) == "a parent"
    each = moved("parent")
    moved("its child").parent = each
    assert words(each) == "children"
    each = moved("animated")
    each.keyframe_insert("location", frame=1)
    assert words(each) == "an animation"
    each = moved("textured")
    made = bpy.data.materials.new("textured")
    made.use_nodes = True
    made.node_tree.nodes.new("ShaderNodeTexNoise")
    each.material_slots[0].link, each.material_slots[0].material = "OBJECT", made
    assert words(each) == "textures"
    each = moved("uneven")
    each.scale = (1, 2, 3)
    assert refusal(each, first) == "uneven is scaled unevenly across the turn of its mesh"


def corners_in_world(each):
    bpy.context.view_layer.update()
    matrix = np.array(each.matrix_world)
    corners = np.empty(3 * len(each.data.vertices), np.float32)
    each.data.vertices.foreach_get("co", corners)
    return corners.reshape(-1, 3) @ matrix[:3, :3].T + matrix[:3, 3]


def check_a_linked_object_stays_where_it_was_however_it_is_placed():
    """Below parents with shear, mirrored, with delta transforms: it stays to rounding, or is refused."""
    random, linked, moved = np.random.default_rng(SEED), 0, 0
    for _ in range(150):
        for each in list(bpy.data.objects):
            bpy.data.objects.remove(each)
        first, is_same = original(), random.random() < 0.4
        scale = [float(random.uniform(0.3, 3))] * 3
        turn = Matrix.LocRotScale(random.normal(size=3), Euler(random.uniform(0, 6, 3)), scale)
        each = add("each", bent("each", None if is_same else turn))
        each.rotation_mode = random.choice(["XYZ", "ZYX", "QUATERNION", "AXIS_ANGLE"]).item()
        each.location, each.rotation_euler, each.rotation_quaternion = (random.normal(size=n) for n in (3, 3, 4))
        each.scale = random.uniform(0.5, 2) * random.choice([-1, 1], 3)
        for name, width in (("location", 3), ("rotation_euler", 3), ("rotation_quaternion", 4)):
            if random.random() < 0.3:
                setattr(each, f"delta_{name}", random.normal(size=width))
        if random.random() < 0.3:
            each.delta_scale = random.choice([-1, 2]) * np.ones(3)
        if random.random() < 0.3:
            parent, between = (add_empty(name) for name in ("parent", "between"))
            parent.scale, parent.rotation_euler = (1, 2, -3), (0.3, 0.4, 0.5)
            between.parent, between.rotation_euler = parent, (1, 2, 3)
            each.parent = between
        before = corners_in_world(each)
        try:
            addon("link_meshes").link_mesh(each, first)
            linked, moved = linked + is_same, moved + (not is_same)
        except addon("link_meshes").NotLinked:
            assert each.data != first.data
        off = np.abs(corners_in_world(each) - before).max() / np.abs(before).max()
        assert off < 1e-5, (off, SEED)
    assert linked > 30 and moved > 10, (linked, moved)


def add_empty(name):
    made = bpy.data.objects.new(name, None)
    bpy.context.scene.collection.objects.link(made)
    return made


def check_found_duplicates_are_linked_in_one_undo_step_where_they_can_be():
    original()
    add("same", bent("same"), ("green", "red"))
    add("keys", bent("keys")).shape_key_add(name="Basis")
    add("left alone", bent("left alone"))
    kind = addon("found_duplicates").Duplicate
    found = [
        kind((name, ""), ("first", ""), changes, 0.002, 0.0005, 1.0, (36, 36))
        for name, changes in (("same", ""), ("keys", "turned 90.0°"), ("gone", ""), ("left alone", ""))
    ]
    scene = bpy.context.scene
    addon("found_duplicates").show_duplicates(scene, "ab" * 8, found)
    items = scene.shapekin_duplicates.items
    assert addon("duplicate_panel").evidence_of(items[1]) == [
        "keys, like first: turned 90.0°",
        "0.002 apart at most, 0.0500 % of the size",
        "36 triangles each",
    ]
    items[3].is_chosen = False
    bpy.context.view_layer.update()
    bpy.ops.ed.undo_push(message="Find Duplicates")
    assert bpy.ops.shapekin.select_duplicates() == {"FINISHED"}
    assert {each.name for each in bpy.context.view_layer.objects.selected} == {"same", "keys"}
    assert bpy.ops.shapekin.link_duplicates() == {"FINISHED"}
    bpy.ops.ed.undo_push(message="Link Mesh Data")
    outcomes = [item.outcome for item in bpy.context.scene.shapekin_duplicates.items]
    assert outcomes == ["Linked", "keys has shape keys", "gone is no longer in the file", ""], outcomes
    names = ("first", "same", "keys", "left alone")
    assert [bpy.data.objects[name].data.name for name in names] == ["first", "first", "keys", "left alone"]
    assert bpy.data.meshes["same"].use_fake_user
    bpy.ops.ed.undo()
    assert [bpy.data.objects[name].data.name for name in names] == list(names)
    assert not any(item.outcome for item in bpy.context.scene.shapekin_duplicates.items)


def check_linked_copies_of_another_scale_are_listed_last_as_linked():
    original()
    add("copy", bpy.data.meshes["first"], ()).scale = (2, 2, 2)
    add("same", bent("same"))
    kind = addon("found_duplicates").Duplicate
    found = [
        kind((name, ""), ("first", ""), changes, 0.0, 0.0, 1.0, (36, 36))
        for name, changes in (("copy", "scaled 0.5"), ("same", ""))
    ]
    scene = bpy.context.scene
    addon("found_duplicates").show_duplicates(scene, "ab" * 8, found)
    items = scene.shapekin_duplicates.items
    assert [(item.name, item.outcome, item.is_chosen) for item in items] == [
        ("same", "", True),
        ("copy", "Linked", False),
    ]
    assert addon("found_duplicates").link_duplicates(scene) == (1, 0)


end_with(lambda: run_checks(globals()))
