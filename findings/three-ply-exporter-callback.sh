#!/usr/bin/env bash
# three 0.187.0, PLYExporter in Node: its types (@types/three 0.187.0) demand `onDone`, but a call with one fails outside a browser, because it is
# handed over by requestAnimationFrame; without one the same bytes are simply returned. STLExporter and OBJExporter take no callback.
# So code that satisfies the types runs in no Node, and code that runs does not satisfy them. Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund three@0.187.0 @types/three@0.187.0 typescript@6.0.3
cat > run.mjs <<'JS'
import { BoxGeometry, Mesh } from 'three'
import { PLYExporter } from 'three/addons/exporters/PLYExporter.js'
const box = new Mesh(new BoxGeometry())
const attempt = (onDone) => {
  try {
    return `${new PLYExporter().parse(box, onDone, { binary: true }).byteLength} bytes`
  } catch (error) {
    return `${error.name}: ${error.message}`
  }
}
console.log('without a callback:', attempt(undefined))
console.log('with a callback:', attempt(() => undefined))
JS
cat > typed.mts <<'TS'
import { BoxGeometry, Mesh } from 'three'
import { PLYExporter } from 'three/addons/exporters/PLYExporter.js'
new PLYExporter().parse(new Mesh(new BoxGeometry()), undefined, { binary: true })
TS
{
  node run.mjs
  { npx tsc --noEmit --strict --skipLibCheck --module nodenext --target es2022 typed.mts || true; } | grep -o 'error TS[0-9]*' | head -1
} | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
without a callback: 1178 bytes
with a callback: ReferenceError: requestAnimationFrame is not defined
error TS2769
TXT
