"""Fetches a run's files over REST into a folder that is complete or does not exist. No bpy."""

import contextlib
import errno
import os
import shutil
import tempfile
import urllib.error
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from .generated.errors import ShapekinError
from .server_process import open_url

# Files by which the folder of a run is recognized; a training leaves a report, too.
RUN_MARKS = ("report.json", "labels.tsv")
GROUPING_MARKS = ("report.json", "groups.tsv")
SORTING_MARKS = ("report.json", "sorted.tsv")
DUPLICATES_MARKS = ("report.json", "duplicates.tsv")
SIMILAR_MARKS = ("report.json", "similar.tsv")


@contextlib.contextmanager
def staged_folder(out, marks=RUN_MARKS):
    """A temporary folder beside `out` that replaces it at the end, or is removed after any failure.

    marks: files by which an earlier folder of the same kind is recognized, which is then replaced; any other folder
    must be empty.
    """
    out = Path(out).absolute()
    _check_replaceable(out, marks)
    with _named_failures(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield staging
        with _named_failures(out):
            staging.chmod(0o777 & ~_umask())
            _replace(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def download(address, token, kind, run_id, names, folder):
    """Every named file of one of the server's 'runs' or 'scenes'; names may lie in sub-folders."""
    for name in names:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or PurePosixPath(name).is_absolute():
            raise ShapekinError("run.noFile", id=run_id, name=name)
        path = folder.joinpath(*parts)
        with _named_failures(path), _open(address, token, kind, run_id, name) as answer:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(answer, file, 1 << 20)


@contextlib.contextmanager
def _open(address, token, kind, run_id, name):
    try:
        answer = open_url(f"{address}/api/{kind}/{run_id}/files/{quote(name)}", token)
    except urllib.error.HTTPError as error:
        raise ShapekinError("run.noFile", id=run_id, name=name) from error
    except OSError as error:
        raise ShapekinError("session.serverLost", address=address) from error
    with answer:
        yield answer


def _check_replaceable(out, marks):
    is_ours = all((out / name).is_file() for name in marks)
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not is_ours):
        raise ShapekinError("run.outNotEmpty", path=out)


def _replace(staging, out):
    if not out.exists():
        return os.rename(staging, out)
    old = tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent)
    os.rename(out, os.path.join(old, out.name))
    os.rename(staging, out)
    shutil.rmtree(old, ignore_errors=True)


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _named_failures(path):
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ShapekinError("output.diskFull", path=path) from error
        raise ShapekinError("output.notWritable", path=path, reason=error.strerror or error) from error
