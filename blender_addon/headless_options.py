"""The command line of headless.py. No bpy."""

import argparse
from pathlib import Path

from .generated.fields import (
    RUN_REQUEST,
    SCENE_DUPLICATES_REQUEST,
    SCENE_REQUEST,
    SCENE_SIMILAR_REQUEST,
    SCENE_SORT_REQUEST,
)


def parse(argv, doc):
    """Options with `command` ('run', 'worker', 'import', a task on a scene) and `open`, a file to open first or None.

    Ends the process on --help and wrong use. doc: for --help.
    """
    parse_of = TASKS.get(argv[0]) if argv else None
    if parse_of:
        return parse_of(argv[1:])
    return parse_run(argv, doc)


def parse_run(argv, doc):
    parser = argparse.ArgumentParser(
        prog="headless.py", description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_fields(parser, RUN_REQUEST)
    parser.add_argument("--out", type=Path, help="folder for the run's files; new, empty, or of an earlier run")
    add_server(parser)
    parser.add_argument("--worker", action="store_true", help="work for a server's runs until it closes")
    parser.add_argument("--open", type=Path, help="file that the worker works on; without it an empty one")
    parser.add_argument("--client-id", help="name of this worker, given by the server that starts it")
    options = parser.parse_args(argv, argparse.Namespace(command="run"))
    if options.worker:
        options.command = "worker"
    elif options.open:
        parser.error("--open is for --worker, and tasks on a scene")
    elif options.out is None:
        parser.error("--out DIR is needed")
    return options


def parse_group(argv):
    parser = task_parser(
        "group", "Groups the objects of the open file by how alike they are. The file itself is not written."
    )
    add_fields(parser, {name: field for name, field in SCENE_REQUEST.items() if name not in ("groups", "similar")})
    # Without defaults, because argparse treats a given value that equals the default as missing.
    add_fields(
        parser.add_mutually_exclusive_group(),
        {name: {**SCENE_REQUEST[name], "default": None} for name in ("groups", "similar")},
    )
    add_path(parser, "--out", Path, "DIR", "folder for groups.tsv, report.json, tree, embedding and map", required=True)
    add_path(parser, "--save-as", path_ending(".blend"), "FILE.blend", "save the colored file there")
    add_path(parser, "--render", path_ending(".png"), "FILE.png", "draw the colored objects")
    return parse_task(parser, argv)


def parse_sort(argv):
    parser = task_parser(
        "sort",
        "Finds out where the objects of the open file belong that are not sorted, by those that are. "
        "The file itself is not written.",
    )
    add_fields(parser, SCENE_SORT_REQUEST)
    add_path(parser, "--out", Path, "DIR", "folder for sorted.tsv, report.json and shapes.tsv", required=True)
    add_path(parser, "--save-as", path_ending(".blend"), "FILE.blend", "save the file there with the objects moved")
    return parse_task(parser, argv)


def parse_duplicates(argv):
    parser = task_parser(
        "duplicates",
        "Finds the objects of the open file whose meshes are the same: moved, turned, scaled, mirrored, in "
        "other triangles. The file itself is not written.",
    )
    add_fields(parser, SCENE_DUPLICATES_REQUEST)
    add_path(parser, "--out", Path, "DIR", "folder for duplicates.tsv and report.json", required=True)
    words = "save the file there with the meshes linked that nobody can tell apart"
    add_path(parser, "--save-as", path_ending(".blend"), "FILE.blend", words)
    return parse_task(parser, argv)


def parse_similar(argv):
    parser = task_parser("similar", "Finds what is most like one object of the open file, there and in a library.")
    add_fields(parser, SCENE_SIMILAR_REQUEST)
    add_path(parser, "--out", Path, "DIR", "folder for similar.tsv and report.json", required=True)
    options = parse_task(parser, argv)
    options.save_as = None
    if options.library:
        options.library = str(Path(options.library).absolute())
    return options


def task_parser(command, words):
    """The parser of a task on a scene; its own options come before those that parse_task adds."""
    parser = argparse.ArgumentParser(prog=f"headless.py {command}", description=words)
    parser.set_defaults(command=command)
    return parser


def parse_task(parser, argv):
    add_path(parser, "--open", Path, "FILE.blend", "open this file first (the bpy package opens none by itself)")
    add_server(parser)
    return parser.parse_args(argv)


def parse_import(argv):
    parser = argparse.ArgumentParser(
        prog="headless.py import",
        description="Reads files for the server that started this Blender, which names them on standard input.",
    )
    add_path(parser, "--out", Path, "DIR", "folder for what they hold; it is there", required=True)
    parser.add_argument("--max-triangles", type=int, required=True, metavar="N", help="of a shape")
    return parser.parse_args(argv, argparse.Namespace(command="import", open=None))


def parse_assets(argv):
    parser = argparse.ArgumentParser(
        prog="headless.py assets",
        description="Writes the assets that the server which started this Blender has laid out.",
    )
    words = "folder with families.json and what it names"
    parser.add_argument("--from", dest="source", type=Path, metavar="DIR", help=words, required=True)
    add_path(parser, "--out", Path, "DIR", "folder for the asset library", required=True)
    return parser.parse_args(argv, argparse.Namespace(command="assets", open=None))


TASKS = {
    "group": parse_group,
    "sort": parse_sort,
    "duplicates": parse_duplicates,
    "similar": parse_similar,
    "import": parse_import,
    "assets": parse_assets,
}


def add_fields(parser, fields):
    for name, field in fields.items():
        if "choices" in field:
            limits = {"choices": field["choices"]}
        elif "several" in field:
            limits = {"type": names_of(field["several"]), "metavar": "NAMES"}
        elif "longest" in field:
            limits = {"type": line_of(field["longest"])}
        else:
            limits = {"type": whole_number(field["minimum"], field["maximum"])}
            limits["metavar"] = "N"
        names = f" (with commas between, of {', '.join(field['several'])})" if "several" in field else ""
        words = f"{field['help']}{names}".replace("%", "%%")
        parser.add_argument(f"--{name}", default=field["default"], help=words, **limits)


def add_path(parser, name, kind, metavar, words, required=False):
    parser.add_argument(name, type=kind, metavar=metavar, help=words, required=required)


def add_server(parser):
    parser.add_argument("--server", help="address of a running server; without it one is started where none answers")


def whole_number(minimum, maximum):
    def read(text):
        if not text.lstrip("-").isdigit() or not minimum <= int(text) <= maximum:
            raise argparse.ArgumentTypeError(f"{text} is not a whole number from {minimum} to {maximum}")
        return int(text)

    return read


def names_of(known):
    def read(text):
        stray = next((name for name in text.split(",") if text and name not in known), None)
        if stray is not None:
            raise argparse.ArgumentTypeError(f"{stray} is none of {', '.join(known)}")
        return text

    return read


def line_of(longest):
    def read(text):
        if len(text) > longest:
            raise argparse.ArgumentTypeError(f"at most {longest} letters")
        return text

    return read


def path_ending(ending):
    def read(text):
        if not text.lower().endswith(ending):
            raise argparse.ArgumentTypeError(f"{text} does not end in {ending}")
        return Path(text)

    return read
