"""Talks to a test's servers with the add-on's WebSocket client and Python alone. Lines on stdin: address, token.

Each is a connection of its own. Every message comes back as it was; `give N` asks for N bytes of a known pattern.
Prints `ended`, the address and how.
"""

import asyncio
import importlib
import os
import sys
import types
from pathlib import Path

# Without its __init__, which needs bpy.
package = types.ModuleType("shapekin")
package.__path__ = [str(Path(__file__).resolve().parents[2] / "blender_addon")]
sys.modules["shapekin"] = package
websocket = importlib.import_module("shapekin.websocket")


async def echo(address, token):
    try:
        link = await websocket.open_websocket(address, token, silence=1.0, limit=8 << 20)
        while True:
            message = await link.receive()
            if isinstance(message, str) and message.startswith("give "):
                link.send(bytes(i % 251 for i in range(int(message.split()[1]))))
            else:
                link.send(message)
    except (websocket.ConnectionClosed, websocket.HandshakeRefused, OSError) as end:
        code = getattr(end, "code", getattr(end, "status", ""))
        print(f"ended {address} {type(end).__name__} {code} {end}\n", end="", flush=True)


async def main():
    clients = []
    while line := await asyncio.to_thread(sys.stdin.readline):
        clients.append(asyncio.create_task(echo(*line.split())))


asyncio.run(main())
os._exit(0)
