#!/usr/bin/env bash
# hyparquet-writer 0.17.0: a column of Float32Array rows, given without a schema, is written as JSON objects with a key for
# each index, not as lists of numbers; plain arrays of numbers become JSON arrays. Descriptors and embeddings are rows of that kind.
# Read back with hyparquet 1.26.1. Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 hyparquet@1.26.1
cat > run.mjs <<'END'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { parquetReadObjects } from 'hyparquet'
const written = (rows) => parquetWriteBuffer({ columnData: [{ name: 'vector', data: rows }] })
for (const [name, rows] of [
  ['Float32Array', [Float32Array.of(0.5, 0.25), Float32Array.of(1, 2)]],
  ['Array', [[0.5, 0.25], [1, 2]]],
]) {
  const [{ vector }] = await parquetReadObjects({ file: written(rows) })
  console.log(`${name}: ${JSON.stringify(vector)}`)
}
END
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
Float32Array: {"0":0.5,"1":0.25}
Array: [0.5,0.25]
TXT
