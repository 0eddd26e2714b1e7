"""The heads of an HTTP request and of its answer. No bpy."""

import asyncio


def request_head(parts, version, fields):
    """Bytes of a GET. parts: the URL, from urlsplit; version: '1.0' or '1.1'; fields: values by name."""
    fields = {"Host": parts.netloc.rpartition("@")[2], **fields}
    lines = [f"GET {parts.path or '/'} HTTP/{version}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode()


async def read_head(reader):
    """Reads status and headers, with names in lower case, from a StreamReader. Raises OSError where this is not
    HTTP.
    """
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise OSError("no HTTP answer") from error
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    words = first.split(" ", 2)
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():
        raise OSError("no HTTP answer")
    fields = (line.partition(":") for line in lines)
    return int(words[1]), {name.strip().lower(): value.strip() for name, _, value in fields}
