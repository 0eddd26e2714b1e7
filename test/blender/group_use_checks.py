"""Checks of what the lists and buttons around groups do, inside Blender, and of their pictures. No server."""

import dataclasses
import http.server
import sys
import tempfile
import threading
import time
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks
from group_scene import LEVELS, add, add_scene, addon, cube, grouping_of, settings, show, show_grouping


def check_groups_are_selected_hidden_and_collected():
    objects = add_scene(Chair=4, Rock=3)
    show(objects, ((0.5, ("Chair", "Rock")),), similar=60)
    settings().active = 1
    bpy.ops.shapekin.select_group()
    assert {each.name[:4] for each in bpy.context.selected_objects} == {"Rock"}
    settings().active = 0
    bpy.ops.shapekin.select_group(extend=True)
    assert len(bpy.context.selected_objects) == 7
    bpy.ops.shapekin.hide_group()
    assert [each.hide_get() for each in objects] == [True] * 4 + [False] * 3
    bpy.ops.shapekin.hide_group()
    assert not any(each.hide_get() for each in objects)
    bpy.ops.shapekin.collect_every_group()
    bpy.ops.shapekin.collect_every_group()  # again: nothing is made twice
    made = {each.name: sorted(child.name[:4] for child in each.objects) for each in bpy.data.collections}
    assert made == {"Chair": ["Chai"] * 4, "Rock": ["Rock"] * 3}, made
    assert not bpy.context.scene.collection.objects


def check_the_most_similar_are_found_first():
    objects = add_scene(Chair=6, Stool=2, Table=3, Rock=4)
    show(objects, LEVELS, similar=80)
    find = addon("similar_objects").find_similar
    found = [(each.name[:-4], round(likeness)) for each, likeness in find(bpy.context.scene, objects[7])]
    assert found == [("Stool", 90)] + [("Chair", 70)] * 6 + [("Table", 30)] * 3 + [("Rock", 10)] * 4, found
    bpy.context.view_layer.objects.active = objects[7]
    settings().find_percent = 50
    assert bpy.ops.shapekin.find_similar() == {"FINISHED"}
    assert {each.name[:-4] for each in bpy.context.selected_objects} == {"Stool", "Chair"}
    assert [round(item.likeness) for item in settings().found] == [100, 90, 70, 70, 70, 70, 70, 70]
    settings().find_by, settings().find_count = "NUMBER", 1
    bpy.ops.shapekin.find_similar()
    assert [item.name for item in settings().found] == ["Stool.001", "Stool.000"]
    settings().found_active = 1  # as a click does
    assert bpy.context.active_object == objects[6] and bpy.context.selected_objects == [objects[6]]
    settings().found_active = 0
    bpy.ops.shapekin.step_similar()
    assert bpy.context.active_object == objects[6] and bpy.context.selected_objects == [objects[6]]
    bpy.data.objects.remove(objects[6])
    bpy.ops.shapekin.step_similar(step=-1)
    bpy.ops.shapekin.step_similar(step=-1)
    assert bpy.context.active_object == objects[7]


def check_groups_become_assets_in_catalogs():
    data = cube()
    objects = [*(add(f"Chair.{index:03d}", data) for index in range(3)), *add_scene(Rock=2, Vase=1)]
    ours = grouping_of(objects, ((0.5, ("Chair", "Rock", "Vase")),), similar=60)
    ours.rows[:2] = 0  # linked copies; the third is of another size, and so of a row of its own
    show_grouping(bpy.context.scene, ours)
    assert not bpy.ops.shapekin.mark_assets.poll()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "blender_assets.cats.txt")
        theirs = "11111111-2222-3333-4444-555555555555:Shapekin/Rock:Shapekin-Rock"
        file.write_text(f"# mine\nVERSION 1\n\n{theirs}\n")
        bpy.ops.wm.save_as_mainfile(filepath=str(Path(folder, "file.blend")))
        assert bpy.ops.shapekin.mark_assets() == {"FINISHED"}
        lines = file.read_text().splitlines()
        assert lines[:4] == ["# mine", "VERSION 1", "", theirs] and len(lines) == 5
        own, path, simple = lines[4].split(":")
        assert (len(own), path, simple) == (36, "Shapekin/Chair", "Shapekin-Chair")
        marked = {each.name: each.asset_data.catalog_id for each in objects if each.asset_data}
        assert marked == {"Chair.000": own, "Rock.000": theirs[:36], "Rock.001": theirs[:36]}, marked
        before = file.read_text()
        bpy.ops.shapekin.mark_assets()
        assert file.read_text() == before
    catalogs = addon("asset_catalogs")
    assert catalogs.catalog_path("a/b: c") == "Shapekin/a-b- c"
    inside = catalogs.find_library_folder("/assets/chairs/file.blend", ["/assets", "", "/other"])
    assert inside == Path("/assets").resolve()


def check_members_are_listed_the_odd_one_first():
    objects = add_scene(Chair=4, Stool=1, Rock=2)
    show(objects, ((0.3, ("Chair", "Stool")), (0.9, ("Chair", "Rock"))), similar=50)
    assert settings().members[0].name == "Stool.000"
    assert [round(item.likeness) for item in settings().members] == [70, 90, 90, 90, 100]
    settings().active = 1
    assert {item.name for item in settings().members} == {"Rock.000", "Rock.001"}
    bpy.context.view_layer.update()
    settings().active = 0
    settings().members_active = 0
    assert [each.name for each in bpy.context.view_layer.objects.selected] == ["Stool.000"]
    assert bpy.context.view_layer.objects.active.name == "Stool.000"


def check_a_group_shows_the_picture_of_its_most_typical_object():
    objects = add_scene(Chair=4, Stool=1, Rock=2)
    pictures = tuple(f"{row:064x}" for row in range(len(objects)))
    levels = ((0.3, ("Chair", "Stool")), (0.9, ("Chair", "Rock")))
    show_grouping(bpy.context.scene, dataclasses.replace(grouping_of(objects, levels, similar=50), pictures=pictures))
    tree = addon("kept_grouping").kept_grouping(bpy.context.scene).tree
    for similar in (50, 95, 5):
        settings().similar = similar
        groups = addon("shown_groups").find_groups(bpy.context.scene)
        assert [item.picture for item in settings().items] == [each.picture for each in groups]
        for group in groups:
            assert group.picture == pictures[tree.typical_row(group.rows)], group
    row_of = {each.name: row for row, each in enumerate(objects)}
    assert [item.picture for item in settings().members] == [pictures[row_of[each.name]] for each in settings().members]


def check_pictures_are_fetched_once_and_kept():
    """From a server that has one of two; then without any."""
    asked = []

    class Answers(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked.append((self.path, self.headers["Authorization"]))
            content = b"a picture" if self.path.endswith("aa") else b""
            self.send_response(200 if content else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        fetcher = addon("picture_fetcher").PictureFetcher(Path(folder) / "pictures", pause=0.2)
        fetcher.fetch(["bb", "aa"], address, "secret")
        assert next_of(fetcher) == ("bb", None)
        key, path = next_of(fetcher)
        assert (key, path.read_bytes(), fetcher.find("aa"), fetcher.find("bb")) == ("aa", b"a picture", path, None)
        assert asked == [("/api/thumbnails/bb", "Bearer secret"), ("/api/thumbnails/aa", "Bearer secret")]
        assert [each.name for each in path.parent.iterdir()] == ["aa.webp"]
        server.shutdown()
        server.server_close()
        # A server that does not answer has not said that it has no picture.
        fetcher.fetch(["cc", "aa"], address, "secret")
        began = time.monotonic()
        while fetcher.is_busy:
            addon("event_loop").wait(0.01)
        assert not fetcher.arrived and time.monotonic() - began >= 0.2
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        fetcher.fetch(["cc"], f"http://127.0.0.1:{server.server_port}", "secret")
        assert next_of(fetcher) == ("cc", None)
        server.shutdown()
        server.server_close()


def check_a_picture_that_fails_again_and_again_is_given_up_and_keeps_no_other_waiting():
    asked = []

    class Halves(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path[-2:])
            self.send_response(200)
            self.send_header("Content-Length", str(9 if self.path.endswith("aa") else 10))
            self.end_headers()
            self.wfile.write(b"a picture")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Halves)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        fetcher = addon("picture_fetcher").PictureFetcher(Path(folder) / "pictures", pause=0.01)
        wanted = ["bb", "aa"]
        for _ in range(5):
            fetcher.fetch(wanted, f"http://127.0.0.1:{server.server_port}", "secret")
            while fetcher.is_busy:
                addon("event_loop").wait(0.01)
            while fetcher.arrived:
                key, path = fetcher.arrived.popleft()
                assert (key, path is None) in (("bb", True), ("aa", False))
                wanted.remove(key)
    assert asked == ["bb", "bb", "bb", "aa"] and not wanted
    server.shutdown()
    server.server_close()


def next_of(fetcher):
    while not fetcher.arrived:
        addon("event_loop").wait(0.01)
    return fetcher.arrived.popleft()


end_with(lambda: run_checks(globals()))
