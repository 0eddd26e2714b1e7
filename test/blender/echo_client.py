"""Talks to a test's servers with the add-on's WebSocket client and Python alone. Lines on stdin: address, token.

Each is a connection of its own. Every message comes back as it was; `give N` asks for N bytes of a known pattern.
Prints `ended`, the address and how.
"""

import importlib.util
import os
import sys
import threading
from pathlib import Path

path = Path(__file__).resolve().parents[2] / "blender_addon" / "websocket.py"
spec = importlib.util.spec_from_file_location("shapekin_websocket", path)
websocket = importlib.util.module_from_spec(spec)
spec.loader.exec_module(websocket)


def echo(address, token):
    try:
        link = websocket.WebSocket(address, token, silence=1.0, limit=8 << 20)
        while True:
            message = link.receive()
            if isinstance(message, str) and message.startswith("give "):
                link.send(bytes(i % 251 for i in range(int(message.split()[1]))))
            else:
                link.send(message)
    except (websocket.ConnectionClosed, websocket.HandshakeRefused, OSError) as end:
        code = getattr(end, "code", getattr(end, "status", ""))
        print(f"ended {address} {type(end).__name__} {code} {end}\n", end="", flush=True)


for line in sys.stdin:
    threading.Thread(target=echo, args=line.split(), daemon=True).start()
os._exit(0)
