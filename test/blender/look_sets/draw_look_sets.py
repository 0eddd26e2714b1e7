"""Draws the sets by which docs/learning.md judges what views are worth, inside Blender: flat outlines, parts as a CAD
program makes them, and height fields. The same files on every run of one Blender.

    blender --background --python test/blender/look_sets/draw_look_sets.py -- FOLDER
    shapekin evaluate FOLDER/flat --label folder --up y

Writes FOLDER/SET/CLASS/CLASS_NUMBER.obj, y up, for the sets flat, cad and terrain.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent))
from filled_curve import fill, write_letter
from height_fields import FIELDS, GRID_FACES, field_points
from machine_parts import EXTRUDED, LIES_FLAT, TURNED
from outlines import LETTERS, OUTLINES, squash

SEED = 4321
MEMBERS = 8
# Of every two flat shapes one is a sheet; the other is this thick, in lengths of the outline's half.
THICKNESS = (0.01, 0.06)


def main(folder):
    for number, (kind, draw) in enumerate(OUTLINES.items()):
        for member in range(MEMBERS):
            random = np.random.default_rng([SEED, 0, number, member])
            mesh = fill(squash(draw(random), random), thickness_of(member, random))
            write(folder / "flat", kind, member, lay(mesh, member % 3 > 0))
    for number, letter in enumerate(LETTERS):
        for member in range(MEMBERS):
            random = np.random.default_rng([SEED, 1, number, member])
            mesh = write_letter(letter, thickness_of(member, random), random)
            write(folder / "flat", f"letter_{letter}", member, lay(mesh, member % 3 > 0))
    for number, (kind, draw) in enumerate(EXTRUDED.items()):
        for member in range(MEMBERS):
            random = np.random.default_rng([SEED, 2, number, member])
            loops, depth = draw(random)
            bevel = random.uniform(0.01, 0.03) if member % 2 == 0 else 0
            rest = 0 if kind in LIES_FLAT and member % 3 != 1 else member
            write(folder / "cad", kind, member, turn(fill(loops, depth, bevel), rest))
    for number, (kind, draw) in enumerate(TURNED.items()):
        for member in range(MEMBERS):
            random = np.random.default_rng([SEED, 3, number, member])
            write(folder / "cad", kind, member, turn(draw(random), 0 if member % 2 else 2))
    for number, (kind, draw) in enumerate(FIELDS.items()):
        for member in range(MEMBERS):
            random = np.random.default_rng([SEED, 4, number, member])
            write(folder / "terrain", kind, member, (field_points(draw(random)), GRID_FACES))


def thickness_of(member, random):
    return 0 if member % 2 else random.uniform(*THICKNESS)


def lay(mesh, is_lying):
    """Lies on the ground, or stands as it is drawn."""
    return turn(mesh, 0 if is_lying else 1)


def turn(mesh, rest):
    """One of the three ways in which a part may rest."""
    points, faces = mesh
    x, y, z = np.asarray(points, float).T
    return np.stack([(x, z, -y), (x, y, z), (z, x, y)][rest % 3], axis=1), faces


def write(folder, kind, member, mesh):
    points, faces = mesh
    path = folder / kind / f"{kind}_{member}.obj"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in points]
    lines += ["f " + " ".join(str(corner + 1) for corner in face) for face in faces]
    path.write_text("\n".join(lines) + "\n")


main(Path(sys.argv[-1]))
