"""Talks to a test's server with the add-on's WebSocket client and Python alone. Arguments: address, token.

Every message comes back as it was; the text `give N` asks for N bytes of a known pattern. Prints how it ended.
"""

import importlib.util
import os
import sys
from pathlib import Path

path = Path(__file__).resolve().parents[2] / "blender_addon" / "websocket.py"
spec = importlib.util.spec_from_file_location("shapekin_websocket", path)
websocket = importlib.util.module_from_spec(spec)
spec.loader.exec_module(websocket)

address, token = sys.argv[-2:]
try:
    link = websocket.WebSocket(address, token, silence=1.0, limit=8 << 20)
    while True:
        message = link.receive()
        if isinstance(message, str) and message.startswith("give "):
            link.send(bytes(i % 251 for i in range(int(message.split()[1]))))
        else:
            link.send(message)
except (websocket.ConnectionClosed, websocket.HandshakeRefused, OSError) as end:
    print("ended", type(end).__name__, getattr(end, "code", getattr(end, "status", "")), end, flush=True)
os._exit(0)
