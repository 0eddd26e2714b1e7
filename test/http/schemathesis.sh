#!/usr/bin/env bash
# Holds a real server against its own description with schemathesis: no 5xx, no answer that is not described, nothing refused
# that the description allows and nothing taken that it does not. Wants the network (PyPI), a Blender and a build; not part of
# `npm test`. What it finds becomes a test in test/http/.
#
#   test/http/schemathesis.sh                      every phase, one after another, 20 examples a route: some minutes
#   test/http/schemathesis.sh --phases fuzzing --seed 2 --max-examples 500     as `schemathesis run` takes it
set -euo pipefail
cd "$(dirname "$0")/../.."
PORT=8793
ADDRESS=http://127.0.0.1:$PORT
WORK=$(mktemp -d)
export SHAPEKIN_HOME=$WORK/home
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$WORK"' EXIT

VERSION=4.32.5
PYTHON=$PWD/.cache/schemathesis-$VERSION
[ -x "$PYTHON/bin/schemathesis" ] || { python3 -m venv "$PYTHON" && "$PYTHON/bin/pip" install --quiet "schemathesis==$VERSION"; }

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
KEY=$(ask $ADDRESS/api/runs/"$RUN"/shapes | field "['pictures'][0].split('/')[-1]")
SHAPE=$(ask $ADDRESS/api/runs/"$RUN"/shapes | field "['ids'][0]")

# From now on without a Blender, as hundreds of runs are going to be asked for; and with one folder, lest `/` becomes a library.
kill %1
wait
export SHAPEKIN_BLENDER=$WORK/none
export SHAPEKIN_ALLOWED_FOLDERS=$WORK/models
mkdir "$WORK/models"
serve

# What follows from two fields together, or from what is there, no schema can say: 400, 404, 409, 415, 422 are right there.
# Of several `include-` lines of an entry one is enough, so that method and path stand in one.
cat >"$WORK/schemathesis.toml" <<TOML
# The first is told at once; where nothing happens, a second never comes.
max-stream-events = 1
continue-on-failure = true
# Twenty wrong tokens in a minute are answered with 429, which it takes for an open door; test/http/security.test.ts holds that.
checks.ignored_auth.enabled = false
# It also sends texts of several megabytes.
checks.negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "409", "413", "415", "422", "429"]

[[operations]]
include-name-regex = "^GET /api/(library/)?shapes/.number"
parameters = { number = "$NUMBER" }

[[operations]]
include-name-regex = "^(GET|PUT|POST) /api/runs/.id.(/(live|shapes|tree|wishes|apply|compare/.*|export/.*)|)$"
parameters = { id = "$RUN", other = "$RUN" }
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "409"]

[[operations]]
include-name-regex = "^(GET|PUT) /api/runs/.id./(shapes|groups)/"
parameters = { id = "$RUN", name = "$SHAPE", group = "0" }
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404"]

[[operations]]
include-name-regex = "^GET /api/runs/.id./files/"
parameters = { id = "$RUN", name = "report.json" }

[[operations]]
include-name-regex = "^[A-Z]+ /api/(scenes/.id.|library/grouped)/"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "422"]

[[operations]]
include-name-regex = "^GET /api/checkpoints/.name.$"
parameters = { name = "pretrained" }

[[operations]]
include-name-regex = "^GET /api/checkpoints/.id./files/"
parameters = { id = "pretrained", name = "model.json" }

[[operations]]
include-name-regex = "^GET /api/(meshes|thumbnails)/"
parameters = { key = "$KEY" }

[[operations]]
include-name-regex = "^GET /api/library/(families|sorted)$"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "422"]

[[operations]]
include-name-regex = "^(POST|DELETE) /api/(library|shapes|library/shapes|scenes|runs)$"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "403", "404", "415"]
TOML
cd "$WORK"
hold() {
  "$PYTHON/bin/schemathesis" --config-file "$WORK/schemathesis.toml" run $ADDRESS/api/openapi.json \
    --header "Authorization: Bearer $(cat "$SHAPEKIN_HOME/token")" --workers 2 --request-timeout 60 "$@"
}
if [ $# -gt 0 ]; then
  hold "$@"
else
  STATUS=0
  for PHASE in examples coverage fuzzing stateful; do hold --phases $PHASE --max-examples 20 || STATUS=1; done
  exit $STATUS
fi
