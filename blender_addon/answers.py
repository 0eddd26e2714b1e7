"""What Blender answers to a server that asks for objects, meshes or files: messages and frames, made but not sent."""

from .generated import messages
from .generated.errors import ShapekinError
from .generated.protocol import OBJECTS_A_PAGE, pack_file, pack_mesh


def answer_mesh(run, index, mesh_of, max_bytes):
    """The frame of a mesh, or the message that it is refused, so that one bad shape does not stop the run.

    mesh_of: function from an index to what `pack_mesh` packs; max_bytes: largest frame that the server takes, None =
    not known.
    """
    try:
        frame = pack_mesh(run.id, index, *mesh_of(index))
        if max_bytes is not None and len(frame) > max_bytes:
            raise ShapekinError("wire.tooLarge", bytes=len(frame), limit=max_bytes)
        return frame
    except Exception as error:
        return messages.shape_refused(run_id=run.id, index=index, reason=reason_of(error))


def answer_list(run, request):
    """Lists the objects of the run's scene in steps. Yields messages with one page each, and None for a step without a
    page.
    """
    yield from run.scene.list_objects(request)
    listing = run.scene.listing
    objects, left_out = ([vars(each) for each in some] for some in (listing.objects, listing.left_out))
    for first in range(0, max(len(objects), len(left_out), 1), OBJECTS_A_PAGE):
        last = first + OBJECTS_A_PAGE
        yield messages.scene_objects(
            run_id=run.id,
            objects=objects[first:last],
            left_out=left_out[first:last],
            shapes=len(listing.shapes),
            is_last=last >= max(len(objects), len(left_out)),
        )


def answer_files(run, names):
    """Yields the requested frames of the saved and the rendered scene."""
    for name, content in run.scene.make_files(names):
        yield pack_file(run.id, name, content)


def answer_failure(run_id, error):
    """The message that gives the run up, with the code and sentence of its error."""
    known = error if isinstance(error, ShapekinError) else _known(error)
    return messages.give_up(run_id=run_id, code=known.code, sentence=str(known)[:2048])


def reason_of(error):
    """An exception in words, for use in a sentence."""
    return (str(error).strip() or type(error).__name__)[:1024]


def _known(error):
    if isinstance(error, OSError):
        return ShapekinError("run.scene", reason=reason_of(error))
    return ShapekinError("session.blenderFailed", reason=reason_of(error))
