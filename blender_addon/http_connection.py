"""Opens the connection that a URL asks for. No bpy."""

import asyncio


async def connect(parts):
    """Opens a StreamReader and a StreamWriter. parts: the URL, from urlsplit.

    Raises OSError, ImportError where this Python has no ssl.
    """
    context = None
    if parts.scheme in ("https", "wss"):
        # Imported only here: in the library of another Python it can not be loaded, and most servers do not need it.
        import ssl

        context = ssl.create_default_context()
    port = parts.port or (443 if context else 80)
    return await asyncio.open_connection(parts.hostname, port, ssl=context)
