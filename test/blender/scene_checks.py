"""Checks of reading somebody's scene, inside Blender. As addon_checks.py."""

import importlib
import sys
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[2]))
sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


def add(name, data, scene=None, **settings):
    shape = bpy.data.objects.new(name, data)
    (scene or bpy.context.scene).collection.objects.link(shape)
    for key, value in settings.items():
        setattr(shape, key, value)
    return shape


def mesh_of(base="cube"):
    mesh = bpy.data.meshes.new(base)
    vertices, faces = addon("base_meshes").base_mesh(base, 0)
    mesh.from_pydata(vertices, [], faces)
    return mesh


def listing_of(source="all", collection=None):
    layer = bpy.context.view_layer
    layer.update()
    return addon("scene_objects").list_objects(source, bpy.context.scene, layer, collection)


def read(listing, index):
    reader = addon("scene_objects").read_scene_shape
    return reader(listing.shapes[index], bpy.data.objects, bpy.context.view_layer.depsgraph)[:2]


def names(listing):
    return sorted(each.name for each in listing.objects)


def reasons(listing):
    return {each.name: each.code for each in listing.left_out}


def check_linked_copies_are_read_once():
    data = mesh_of("cone")
    for index in range(20):
        add(f"copy.{index:03d}", data, location=(index, 2, 3), rotation_euler=(0, 0, 0.37 * index))
    add("larger", data, scale=(1, 1, 2))
    add("lying", data, rotation_euler=(1.2, 0, 0))
    for index in range(3):
        add(f"smooth.{index}", data).modifiers.new("smooth", "SUBSURF").levels = 1 + index // 2
    listing = listing_of()
    assert len(listing.objects) == 25 and not listing.left_out
    shape_of = {each.name: each.shape for each in listing.objects}
    assert len({shape_of[f"copy.{index:03d}"] for index in range(20)}) == 1
    assert shape_of["smooth.0"] == shape_of["smooth.1"] != shape_of["smooth.2"]
    assert len(listing.shapes) == 5
    tall, _ = read(listing, shape_of["larger"])
    plain, _ = read(listing, shape_of["copy.007"])
    assert np.allclose(tall, plain * [1, 1, 2], atol=1e-5)


def check_linked_copies_of_every_form_have_the_number_of_their_mesh():
    data = mesh_of("cone")
    add("plain", data)
    add("larger", data, scale=(2, 2, 2))
    add("other", mesh_of("cone"))
    mesh_of_object = {each.name: each.mesh for each in listing_of().objects}
    assert mesh_of_object["plain"] == mesh_of_object["larger"] != mesh_of_object["other"]


def check_copies_of_any_scale_are_told_apart():
    """Meshes of millimeters in a scene of meters, say: what differs is seen at every scale, and rounding at none."""
    for scale in (1e-6, 1e-3, 0.01, 1, 254, 1e5):
        for shape in list(bpy.data.objects):
            bpy.data.objects.remove(shape)
        data = mesh_of("cone")
        add("plain", data, scale=[scale] * 3)
        add("turned", data, scale=[scale] * 3, rotation_euler=(0, 0, 2))
        add("longer", data, scale=(scale, scale, 1.001 * scale))
        add("lying", data, scale=[scale] * 3, rotation_euler=(1.2, 0, 0))
        for index in range(40):
            add(f"lying {index}", data, scale=[scale] * 3, rotation_euler=(1.2, 0, 0.1 * index))
        shape_of = {each.name: each.shape for each in listing_of().objects}
        assert shape_of["plain"] == shape_of["turned"] != shape_of["longer"], scale


def check_a_shape_far_away_keeps_its_form():
    data = mesh_of("torus")
    add("near", data)
    add("far", data, location=(4.3e5, 5.4e6, 100))
    listing = listing_of()
    assert [each.shape for each in listing.objects] == [0, 0]


def check_a_picture_frames_what_can_be_seen_in_one():
    """One that is very far away is left out, and counted; a wide scene of small objects is not cut."""
    data = mesh_of()
    for places, seen in (
        ([(10 * index, 0, 0) for index in range(9)] + [(0, 1e7, 0)], 9),
        ([(0, 0, 0), (1e7, 0, 0)], 1),
        ([(0, 0, 0), (1e7, 0, 0), (0, -1e9, 0), (float("nan"), 0, 0)], 1),
        ([(1000 * index, 0, 0) for index in range(10)], 10),
        ([(float("inf"), 0, 0)], 0),
        ([], 0),
    ):
        objects = [add("cube", data, location=place) for place in places]
        bpy.context.view_layer.update()
        bounds = addon("scene_files").bounds_of(objects, bpy.context.view_layer.depsgraph)
        count = sum(np.isfinite(np.reshape(places, (-1, 3))).all(axis=1))
        assert bounds[2] == count - seen, (places, bounds)
        assert (bounds[1] - bounds[0]).length < (100 if seen < 10 else 1e4), (places, bounds)
        for each in objects:
            bpy.data.objects.remove(each)


def check_a_mirrored_one_is_turned_outward():
    add("mirrored", mesh_of(), scale=(-1, 1, 1))
    positions, triangles = read(listing_of(), 0)
    a, b, c = (positions[triangles[:, corner]].astype(float) for corner in range(3))
    assert np.einsum("ij,ij->", a, np.cross(b, c)) / 6 > 0


def check_a_mesh_that_is_not_copied_is_read_like_blenders_copy():
    keyed, edited = add("keyed", mesh_of("cone")), add("edited", mesh_of("cube"))
    keyed.shape_key_add(name="Basis")
    keyed.shape_key_add(name="tall").data[0].co = 1, 2, 30
    keyed.data.shape_keys.key_blocks["tall"].value = 0.5
    add("plain", mesh_of("torus"))
    add("shares the edited mesh", edited.data, scale=(1, 2, 3))
    add("bent", mesh_of("cylinder")).modifiers.new("bend", "SIMPLE_DEFORM")
    bpy.context.view_layer.objects.active = edited
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.mesh.subdivide()
    depsgraph, reader = bpy.context.evaluated_depsgraph_get(), addon("mesh_reader")
    for each in bpy.context.scene.objects:
        evaluated = each.evaluated_get(depsgraph)
        matrix = np.array(evaluated.matrix_world, np.float64)[:3]
        found = reader.read_mesh(evaluated)
        copied = reader.read_mesh_data(evaluated.to_mesh(), matrix)
        evaluated.to_mesh_clear()
        assert all(np.array_equal(*pair) for pair in zip(found, copied)), each.name
    assert reader.read_mesh(keyed.evaluated_get(depsgraph))[0].max() > 10
    bpy.ops.object.mode_set(mode="OBJECT")


def check_everything_with_a_surface_is_read_and_the_rest_named():
    scene = bpy.context.scene
    text = bpy.data.curves.new("text", "FONT")
    text.body = "Kin"
    add("text", text)
    nothing = bpy.data.curves.new("nothing", "FONT")
    nothing.body = ""
    add("empty text", nothing)
    wire = bpy.data.curves.new("wire", "CURVE")
    wire.dimensions = "3D"
    spline = wire.splines.new("POLY")
    spline.points.add(2)
    for index, point in enumerate(spline.points):
        point.co = (index, index % 2, 0, 1)
    add("wire", wire)
    pipe = wire.copy()
    pipe.bevel_depth = 0.1
    add("pipe", pipe)
    for name in ("ball", "ball.001"):
        balls = bpy.data.metaballs.new("balls")
        balls.elements.new()
        add(name, balls, location=(len(name) * 0.2, 0, 0))
    add("points", bpy.data.meshes.new("points"))
    add("camera", bpy.data.cameras.new("camera"))
    add("null", None)
    sketches = getattr(bpy.data, "grease_pencils_v3", bpy.data.grease_pencils)
    add("sketch", sketches.new("sketch"))
    add("plain", mesh_of())
    hidden = add("hidden by eye", mesh_of("cone"))
    off = add("disabled", mesh_of())
    off.hide_viewport = True
    away = bpy.data.collections.new("away")
    scene.collection.children.link(away)
    inside = bpy.data.objects.new("excluded", mesh_of())
    away.objects.link(inside)
    bpy.context.view_layer.layer_collection.children["away"].exclude = True
    bpy.context.view_layer.update()
    hidden.hide_set(True)
    listing = listing_of()
    assert names(listing) == ["ball", "hidden by eye", "pipe", "plain", "text"], names(listing)
    assert reasons(listing) == {
        "ball.001": "scene.metaballPart",
        "camera": "scene.noSurface",
        "disabled": "scene.disabled",
        "empty text": "scene.noFaces",
        "excluded": "scene.excluded",
        "null": "scene.noSurface",
        "points": "scene.noFaces",
        "sketch": "scene.noSurface",
        "wire": "scene.noFaces",
    }, reasons(listing)
    sketch = next(each for each in listing.left_out if each.name == "sketch")
    assert sketch.sentence.startswith("sketch has no surface (grease pencil)."), sketch.sentence
    for index in range(len(listing.shapes)):
        positions, triangles = read(listing, index)
        assert len(triangles) > 0 and np.isfinite(positions).all()
    assert names(listing_of("visible")) == ["ball", "pipe", "plain", "text"]
    bpy.data.objects["pipe"].select_set(True)
    assert names(listing_of("selection")) == ["pipe"]


def check_instances_are_counted_and_what_only_they_show_is_listed_once():
    scene = bpy.context.scene
    library = bpy.data.collections.new("kit")  # in no scene
    chair = bpy.data.objects.new("chair", mesh_of("cone"))
    library.objects.link(chair)
    for index in range(3):
        holder = add(f"holder.{index}", None, location=(index, 0, 0))
        holder.instance_type, holder.instance_collection = "COLLECTION", library
    ground, leaf = add("ground", mesh_of()), add("leaf", mesh_of("cone"))
    leaf.parent, ground.instance_type = ground, "VERTS"
    listing = listing_of()
    counts = {each.name: each.instances for each in listing.objects}
    assert counts == {"chair": 3, "ground": 0, "leaf": 8}, counts
    assert reasons(listing) == {f"holder.{index}": "scene.collectionInstance" for index in range(3)}
    assert names(listing_of("collection", scene.collection)) == ["chair", "ground", "leaf"]


def check_what_geometry_nodes_only_instance_is_read():
    stone = add("stone", mesh_of("cone"))
    tree = bpy.data.node_groups.new("scatter", "GeometryNodeTree")
    if hasattr(tree, "interface"):
        tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    else:
        tree.outputs.new("NodeSocketGeometry", "Geometry")
    node = tree.nodes.new
    grid, info, scatter, end = (
        node("GeometryNodeMeshGrid"),
        node("GeometryNodeObjectInfo"),
        node("GeometryNodeInstanceOnPoints"),
        node("NodeGroupOutput"),
    )
    info.inputs["Object"].default_value = stone
    tree.links.new(grid.outputs[0], scatter.inputs["Points"])
    tree.links.new(info.outputs["Geometry"], scatter.inputs["Instance"])
    tree.links.new(scatter.outputs[0], end.inputs[0])
    add("field", mesh_of()).modifiers.new("scatter", "NODES").node_group = tree
    listing = listing_of()
    assert names(listing) == ["field", "stone"] and not listing.left_out, (names(listing), reasons(listing))
    (made, _), (own, _) = (
        read(listing, next(each.shape for each in listing.objects if each.name == name)) for name in ("field", "stone")
    )
    assert np.allclose(made, own, atol=1e-5)


def check_reading_changes_nothing():
    shape = add("mine", mesh_of(), color=(0.1, 0.2, 0.3, 1))
    listing = listing_of()
    read(listing, 0)
    assert list(shape.keys()) == [] and len(bpy.data.objects) == 1 and len(bpy.data.meshes) == 1
    bpy.data.objects.remove(shape)
    try:
        read(listing, 0)
        raise AssertionError("an object that has gone was read")
    except addon("generated.errors").ShapekinError as error:
        assert error.code == "scene.unreadable"


end_with(lambda: run_checks(globals()))
