#!/usr/bin/env bash
# ml-hclust 4.0.0: where rows are equal, Cluster.group(k) gives fewer than k groups, and rows are missing from them.
# Five equal rows and one other have a tree with merges at height 0, a plain case for agglomerative clustering.
# Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund ml-hclust@4.0.0
cat > run.mjs <<'END'
import { agnes } from 'ml-hclust'
const rows = [[0], [0], [0], [0], [0], [9]]
const tree = agnes(rows, { method: 'average' })
for (const k of [1, 2, 3, 4, 5, 6]) {
  const groups = tree.group(k).children.map((group) => group.indices().length)
  console.log(`group(${k}): ${groups.length} groups of ${groups.join(' + ')} rows, ${groups.reduce((a, b) => a + b, 0)} of 6`)
}
END
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
group(1): 1 groups of 6 rows, 6 of 6
group(2): 2 groups of 1 + 5 rows, 6 of 6
group(3): 1 groups of 5 rows, 5 of 6
group(4): 1 groups of 5 rows, 5 of 6
group(5): 1 groups of 5 rows, 5 of 6
group(6): 1 groups of 5 rows, 5 of 6
TXT
