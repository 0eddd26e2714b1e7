"""Checks of the add-on, inside Blender; see run_checks for what they print."""

import importlib
import io
import json
import sys
import tempfile
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))
# Whole bytes, so that rounding decides nothing.
PALETTE = [(230 / 255, 77 / 255, 51 / 255), (25 / 255, 140 / 255, 217 / 255), (5 / 255, 179 / 255, 89 / 255)]


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


def recipe(base, index=0, detail=0, **changes):
    plain = {"location": [0, 0, 0], "rotation": [0, 0, 0], "scale": [1, 1, 1], "modifiers": []}
    return {"id": f"{base}-{index:04d}", "base": base, "detail": detail, **plain, **changes}


def build_run(run_id, recipes):
    builder, run_shapes = addon("shape_builder"), addon("run_shapes")
    collection = run_shapes.make_collection(bpy.context.scene, f"run {run_id}", run_id, len(recipes))
    shapes = []
    for index, each in enumerate(recipes):
        shape = builder.build_shape(each, run_id)
        positions, _, _ = builder.read_shape(shape, each)
        run_shapes.place_shape(collection, shape, index, each, positions)
        shapes.append(shape)
    run_shapes.link_shapes(collection, shapes)
    builder.remove_scratch_scene()
    bpy.context.view_layer.update()
    return collection, shapes


def clear_picture(scene):
    """Takes camera, world and material of `set_up_picture` away again."""
    camera, world, material = scene.camera, scene.world, scene.view_layers[0].material_override
    bpy.data.batch_remove([each for each in (camera.data, camera, world, material) if each])


def as_sets(vertices, faces):
    """Vertices rounded and sorted, and faces as sets of them: equal whatever the order."""
    keys = [tuple(round(float(value), 4) + 0.0 for value in vertex) for vertex in vertices]
    return sorted(keys), sorted(sorted(keys[i] for i in face) for face in faces)


def check_bases_are_those_of_the_operators():
    operators = {
        "cube": bpy.ops.mesh.primitive_cube_add,
        "uv_sphere": bpy.ops.mesh.primitive_uv_sphere_add,
        "cylinder": bpy.ops.mesh.primitive_cylinder_add,
        "cone": bpy.ops.mesh.primitive_cone_add,
        "torus": bpy.ops.mesh.primitive_torus_add,
    }
    for base, add in operators.items():
        add()
        theirs = bpy.context.object
        mesh = theirs.data
        expected = as_sets([v.co for v in mesh.vertices], [list(p.vertices) for p in mesh.polygons])
        assert as_sets(*addon("base_meshes").base_mesh(base, 0)) == expected, base
        bpy.data.objects.remove(theirs)


def check_reader_agrees_with_blender():
    """Any object, mirrored too: positions by its world matrix, triangles as Blender's own triangulation."""
    vertices, faces = addon("base_meshes").base_mesh("cone", 0)
    mesh = bpy.data.meshes.new("reader")
    mesh.from_pydata(vertices, [], faces)
    shape = bpy.data.objects.new("reader", mesh)
    bpy.context.scene.collection.objects.link(shape)
    for scale in ((1, 2, 3), (-1, 2, 3)):
        shape.location, shape.rotation_euler, shape.scale = (1, 2, 3), (0.3, -0.7, 2.0), scale
        bpy.context.view_layer.update()
        evaluated = shape.evaluated_get(bpy.context.view_layer.depsgraph)
        positions, triangles, _ = addon("mesh_reader").read_mesh(evaluated)
        expected = [shape.matrix_world @ vertex.co for vertex in mesh.vertices]
        assert np.allclose(positions, expected, atol=1e-5)
        mesh.calc_loop_triangles()
        theirs = [list(each.vertices) for each in mesh.loop_triangles]
        assert (triangles == [each[::-1] for each in theirs] if scale[0] < 0 else triangles == theirs).all()
        assert signed_volume(positions, triangles) > 0
    bpy.data.objects.remove(shape)


def check_triangles_are_those_of_blender_and_read_the_quick_way():
    """Of faces of any number of corners, concave ones too, and where there is one triangle alone."""
    star = [(np.cos(k), np.sin(k), 0.0) for k in np.arange(10) * np.pi / 5]
    star = [tuple(c * (1 if k % 2 else 0.4) for c in point) for k, point in enumerate(star)]
    dart = [(0, 0, 1), (2, 0, 1), (0.3, 0.3, 1), (0, 2, 1)]
    kinds = {
        "star and dart": (star + dart, [list(range(10)), [10, 11, 12, 13]]),
        "torus": addon("base_meshes").base_mesh("torus", 0),
        "one": (star[:3], [[0, 1, 2]]),
        "two": (dart, [[0, 1, 2], [0, 2, 3]]),
    }
    for name, (vertices, faces) in kinds.items():
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(vertices, [], faces)
        mesh.calc_loop_triangles()
        theirs = [list(each.vertices) for each in mesh.loop_triangles]
        _, triangles, _ = addon("mesh_reader").read_mesh_data(mesh, np.eye(3, 4))
        assert triangles.tolist() == theirs, name
        corners = addon("view_structs").view_structs(mesh.loop_triangles, 3)
        if name == "one":
            assert corners is None
        else:  # a Blender in which this no longer holds is read right, but slowly
            assert corners.tolist() == [list(each.loops) for each in mesh.loop_triangles], name
        bpy.data.meshes.remove(mesh)


def check_ticks_of_a_run_are_those_of_its_preset():
    read, too_few = addon("generated.properties").read_request, addon("why_not_ready").why_too_few
    settings = bpy.context.scene.shapekin
    for preset in ("modifiers", "families", "seed"):
        settings.preset = preset
        request = read(settings)
        assert (request["bases"], request["modifiers"], too_few(settings)) == ("", "", None), request
    settings.preset, settings.bases, settings.modifiers = "families", {"table", "cube", "star"}, {"hook", "bend"}
    assert (read(settings)["bases"], read(settings)["modifiers"]) == ("cube,star,table", "bend,hook")
    settings.preset = "modifiers"  # has neither star nor table
    assert read(settings)["bases"] == "cube" and "two things" in too_few(settings)
    bpy.ops.shapekin.tick(field="bases", is_all=True)
    assert (read(settings)["bases"], read(settings)["modifiers"], too_few(settings)) == ("", "bend", None)
    bpy.ops.shapekin.tick(field="modifiers", is_all=False)
    assert "a modifier" in too_few(settings)
    settings.preset = "seed"
    assert too_few(settings) is None and read(settings)["modifiers"] == ""


def check_a_far_object_keeps_its_form():
    """400 km away its float32 positions are those of the same object nearby; the offset tells where it is."""
    vertices, faces = addon("base_meshes").base_mesh("torus", 0)
    mesh = bpy.data.meshes.new("far")
    mesh.from_pydata(vertices, [], faces)
    shape = bpy.data.objects.new("far", mesh)
    bpy.context.scene.collection.objects.link(shape)
    meshes = []
    for location in ((3.0, 2.0, 1.0), (4e5, -4e5, 12.0)):
        shape.location, shape.rotation_euler, shape.scale = location, (0.3, -0.7, 2.0), (0.1, 0.2, 0.1)
        bpy.context.view_layer.update()
        evaluated = shape.evaluated_get(bpy.context.view_layer.depsgraph)
        positions, _, offset = addon("mesh_reader").read_mesh(evaluated)
        assert positions.dtype == np.float32
        assert (offset == (0, 0, 0)) == (location[0] == 3), offset
        meshes.append(positions.astype(np.float64) + offset - location)
    assert np.abs(meshes[1] - meshes[0]).max() < 1e-6, np.abs(meshes[1] - meshes[0]).max()
    frame = addon("generated.protocol").pack_mesh("ab" * 8, 0, positions, np.zeros((0, 3), np.uint32), offset)
    assert addon("generated.protocol").FRAME_HEADER.unpack(frame[:56])[-3:] == offset
    bpy.data.objects.remove(shape)


def signed_volume(positions, triangles):
    a, b, c = (positions[triangles[:, i]].astype(np.float64) for i in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def check_recipe_matrix_is_blenders():
    each = recipe("cube", location=[3, -2, 5], rotation=[0.4, 1.2, -2.5], scale=[2, 0.5, 7])
    shape = bpy.data.objects.new("matrix", None)
    bpy.context.scene.collection.objects.link(shape)
    shape.location, shape.rotation_euler, shape.scale = each["location"], each["rotation"], each["scale"]
    bpy.context.view_layer.update()
    ours = addon("shape_builder").recipe_matrix(each)
    assert np.allclose(ours, np.array(shape.matrix_world)[:3], atol=1e-5)
    bpy.data.objects.remove(shape)


def check_shapes_fit_their_cells():
    """Whatever location, turn and scale a recipe asks for; and without a change of its proportions."""
    run_shapes = addon("run_shapes")
    recipes = [
        recipe("cube", 0, location=[9, -9, 4], rotation=[1, 2, 3], scale=[10, 2, 5]),
        recipe("torus", 1, scale=[0.01, 0.02, 0.03]),
        recipe("cone", 2, modifiers=[{"kind": "mirror", "axis": "X", "offset": 0.5}]),
    ]
    collection, shapes = build_run("aa" * 8, recipes)
    for index, (shape, each) in enumerate(zip(shapes, recipes)):
        evaluated = shape.evaluated_get(bpy.context.view_layer.depsgraph)
        positions, _, _ = addon("mesh_reader").read_mesh(evaluated)
        low, high = positions.min(axis=0), positions.max(axis=0)
        center = np.array(run_shapes.cell_center(collection, index))
        assert np.allclose((low + high)[:2] / 2, center[:2], atol=1e-4), shape.name
        assert abs(low[2]) < 1e-4 and abs((high - low).max() - run_shapes.FILL) < 1e-4, shape.name
        assert np.allclose(np.array(shape.scale) / shape.scale[0], np.array(each["scale"]) / each["scale"][0])
        assert json.loads(shape["shapekin_recipe"]) == each
    addon("made").remove_made("aa" * 8)
    left = [each.name for kind in (bpy.data.objects, bpy.data.meshes, bpy.data.collections) for each in kind]
    assert left == [], left


def check_colors_are_kept_restored_and_undone():
    operators = bpy.ops.shapekin
    _, shapes = build_run("bb" * 8, [recipe("cube", i) for i in range(4)])
    shapes[1].color = (0.1, 0.2, 0.3, 0.5)
    before = [tuple(shape.color) for shape in shapes]
    names = [shape.name for shape in shapes]
    view = next(s for screen in bpy.data.screens for a in screen.areas for s in a.spaces if s.type == "VIEW_3D")
    old_type = view.shading.color_type
    collection = addon("run_shapes").find_collection("bb" * 8)
    addon("apply_colors").keep_groups(shapes, collection, [0, 1, 2, -1], PALETTE)
    bpy.ops.ed.undo_push(message="Before")
    operators.apply_colors("EXEC_DEFAULT", True)
    operators.apply_colors("EXEC_DEFAULT", True)
    linear = addon("apply_colors").linear

    def colors():
        return [tuple(bpy.data.objects[name].color) for name in names]

    for color, wanted in zip(colors(), PALETTE):
        assert np.allclose(color, [*(linear(channel) for channel in wanted), 1], atol=1e-6)
    assert colors()[3] == before[3], "a shape without a group keeps its color"
    assert view.shading.color_type == "OBJECT"
    bpy.ops.ed.undo()
    bpy.ops.ed.undo()
    assert colors() == before, "two applications are two undo steps"
    bpy.ops.ed.redo()
    operators.restore_colors()
    assert colors() == before
    assert view.shading.color_type == old_type
    assert not any("shapekin_old_color" in bpy.data.objects[name] for name in names)
    addon("made").remove_made("bb" * 8)


def check_palette_is_seen_exactly():
    """In flat light each shape's pixels have the palette's color."""
    scene = bpy.context.scene
    collection, shapes = build_run("cc" * 8, [recipe("cube", i) for i in range(len(PALETTE))])
    addon("apply_colors").keep_groups(shapes, collection, list(range(len(PALETTE))), PALETTE)
    addon("apply_colors").apply_colors(bpy.context.scene, shapes, collection)
    scene_files = addon("scene_files")
    scene_files.set_up_picture(scene, *addon("run_shapes").grid_bounds(collection))
    scene.display.shading.light = "FLAT"
    scene.render.dither_intensity = 0
    assert scene.render.engine == "BLENDER_WORKBENCH"
    # Up to 4.4 the average of several samples is one step of 255 off for some colors; a single one is exact.
    averaging = 1 if bpy.app.version < (4, 5, 0) else 0
    for samples, tolerance in ((scene.display.render_aa, averaging), ("OFF", 0)):
        scene.display.render_aa = samples
        pixels = decode(scene_files.render_picture(scene))
        for color in PALETTE:
            difference = np.abs(pixels.astype(int) - np.rint(255 * np.array(color)).astype(int)).max(axis=2)
            assert (difference <= tolerance).mean() > 0.05, (samples, color, difference.min())
    clear_picture(scene)
    addon("made").remove_made("cc" * 8)


def check_cycles_draws_where_workbench_can_not():
    """Without EGL the picture comes from Cycles, in the objects' colors too: each color's pixels lean to its side."""
    scene = bpy.context.scene
    scene_files = addon("scene_files")
    collection, shapes = build_run("dd" * 8, [recipe("cube", i) for i in range(2)])
    addon("apply_colors").keep_groups(shapes, collection, [0, 1], [(0.9, 0.1, 0.1), (0.1, 0.1, 0.9)])
    addon("apply_colors").apply_colors(bpy.context.scene, shapes, collection)
    can_draw, scene_files.can_draw = scene_files.can_draw, lambda: False
    try:
        scene_files.set_up_picture(scene, *addon("run_shapes").grid_bounds(collection))
    finally:
        scene_files.can_draw = can_draw
    assert scene.render.engine == "CYCLES"
    scene.render.resolution_percentage = 20
    red, green, blue = decode(scene_files.render_picture(scene)).astype(int).transpose(2, 0, 1)
    assert ((red > green + 60) & (red > blue + 60)).mean() > 0.03
    assert ((blue > green + 60) & (blue > red + 60)).mean() > 0.03
    clear_picture(scene)
    addon("made").remove_made("dd" * 8)


def decode(png):
    """(height, width, 3) uint8 of a PNG's bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "picture.png")
        path.write_bytes(png)
        image = bpy.data.images.load(str(path))
        image.colorspace_settings.name = "Non-Color"
        values = np.empty(len(image.pixels), np.float32)
        image.pixels.foreach_get(values)
        width, height = image.size
        bpy.data.images.remove(image)
    return np.rint(values.reshape(height, width, 4)[:, :, :3] * 255).astype(np.uint8)


def check_no_address_is_nobody_there():
    """Whatever is typed as the server's address: it says so and goes on, until it is told another."""
    connection = addon("connection")
    hello = {"blender": "3.4.1", "client_id": "check-client", "role": "window"}
    for address in ("", "localhost", "http://127.0.0.1:9x", "http://[::1", "http://a..b"):
        link = connection.Connection(address, "token", hello)
        link.start()
        while not link.events:
            addon("event_loop").wait(20)
        event = link.events.popleft()
        assert isinstance(event, connection.Absent), (address, event)
        assert f"answers at {address}." in event.sentence
        link.stop()


def check_a_log_is_told_of_progress_six_times_a_minute_and_a_terminal_each_second():
    lines, progress = addon("progress_lines"), addon("states").Progress

    def told(is_terminal):
        stream, clock = io.StringIO(), [0.0]
        stream.isatty = lambda: is_terminal
        teller = lines.ProgressLines(stream, lambda: clock[0])
        teller.tell(None)
        for second in range(61):
            clock[0] = second * 1.01
            teller.tell(progress("shapes", second, 60, 60 - second, 0.0))
        teller.tell(progress("shapes", 60, 60, 0, 0.0))
        teller.tell(progress("train", 0, 0, None, 0.0))
        return stream.getvalue().splitlines()

    log, terminal = told(False), told(True)
    assert len(terminal) == 62, terminal
    assert log[:2] == ["shapekin: shapes 0 of 60, 60 s left", "shapekin: shapes 10 of 60, 50 s left"], log
    assert log[-2:] == ["shapekin: shapes 60 of 60", "shapekin: train"], log
    assert len(log) == 8, log


def check_addon_can_be_enabled_again():
    bpy.ops.preferences.addon_disable(module="blender_addon")
    assert not hasattr(bpy.types.Scene, "shapekin")
    bpy.ops.preferences.addon_enable(module="blender_addon")
    assert bpy.context.scene.shapekin.count == 401


end_with(lambda: run_checks(globals()))
