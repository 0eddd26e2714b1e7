#!/usr/bin/env bash
# Holds a real server against its own description with schemathesis: no 5xx, no answer that is not described, nothing refused
# that the description allows and nothing taken that it does not. Wants the network (PyPI), a Blender and a build; not part of
# `npm test`. What it finds becomes a test in test/http/.
#
#   test/http/schemathesis.sh [options of `schemathesis run`: --seed 2 --max-examples 500 ...]
set -euo pipefail
cd "$(dirname "$0")/../.."
PORT=8793
ADDRESS=http://127.0.0.1:$PORT
WORK=$(mktemp -d)
export SHAPEKIN_HOME=$WORK/home
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$WORK"' EXIT

python3 -m venv "$WORK/python"
"$WORK/python/bin/pip" install --quiet schemathesis==4.32.5

serve() {
  node dist/server/cli/main.js serve --port $PORT >"$WORK/server.log" &
  until curl -s $ADDRESS/api/health >"$WORK/health"; do sleep 0.2; done
}
ask() { curl -sf -H "Authorization: Bearer $(cat "$SHAPEKIN_HOME/token")" "$@"; }
field() { python3 -c "import json, sys; print(json.load(sys.stdin)$1)"; }

# Something to ask for: a finished run, a library of three shapes.
serve
for height in 1 2 3; do
  printf 'v 0 0 0\nv 1 0 0\nv 0 %s 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 1 4 3\n' $height >"$WORK/corner$height.obj"
  NUMBER=$(ask --data-binary "@$WORK/corner$height.obj" "$ADDRESS/api/shapes?name=corner$height.obj" | field "['shapes'][0]['number']")
done
RUN=$(ask -d '{"preset":"seed","count":20,"groups":2}' $ADDRESS/api/runs | field "['id']")
until [ "$(ask $ADDRESS/api/runs/"$RUN" | field "['status']")" = done ]; do sleep 1; done
KEY=$(ask $ADDRESS/api/runs/"$RUN"/shapes | field "['pictures'][0]")
SHAPE=$(ask $ADDRESS/api/runs/"$RUN"/shapes | field "['ids'][0]")

# From now on without a Blender: hundreds of runs are going to be asked for.
kill %1
wait
export SHAPEKIN_BLENDER=$WORK/none
serve

# What follows from two fields together, or from a file, no schema can say: 400, 404, 415, 422 are right there.
cat >"$WORK/schemathesis.toml" <<TOML
max-stream-events = 2
continue-on-failure = true
# Twenty wrong tokens in a minute are answered with 429, which it takes for an open door; test/http/security.test.ts holds that.
checks.ignored_auth.enabled = false

[[operations]]
include-path-regex = "^/api/(library/)?shapes/.number"
include-method = "GET"
parameters = { number = "$NUMBER" }

[[operations]]
include-path-regex = "^/api/runs/.id"
include-method = ["GET", "PUT"]
parameters = { id = "$RUN", other = "$RUN", name = "$SHAPE", group = "0" }

[[operations]]
include-path-regex = "^/api/checkpoints/.(id|name)"
parameters = { id = "pretrained", "path.name" = "pretrained" }

[[operations]]
include-path-regex = "^/api/(meshes|thumbnails)/"
parameters = { key = "$KEY" }

[[operations]]
include-path = "/api/library/families"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "422"]

[[operations]]
include-path = "/api/library/sorted"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "422"]

[[operations]]
include-path = "/api/runs/{id}/apply"
parameters = { id = "$RUN" }
checks.positive_data_acceptance.expected-statuses = ["400", "404", "409"]

[[operations]]
include-path-regex = "^/api/(shapes|library/shapes|scenes)$"
include-method = "POST"
checks.positive_data_acceptance.expected-statuses = ["2xx", "404", "415"]

[[operations]]
include-path = "/api/runs"
include-method = "POST"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400"]
TOML
cd "$WORK"
"$WORK/python/bin/schemathesis" --config-file "$WORK/schemathesis.toml" run $ADDRESS/api/openapi.json \
  --header "Authorization: Bearer $(cat "$SHAPEKIN_HOME/token")" "$@"
