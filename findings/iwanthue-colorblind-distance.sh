#!/usr/bin/env bash
# iwanthue 2.0.0, colorSpace 'colorblind': its colors lie close together for color-blind people. Of 12, in the best of 20 palettes, the two nearest
# are a CIEDE2000 of 4.1 apart for protanopes and 16.8 for others; taking from a grid of colors the farthest one again and again, by
# the least difference for any kind of eyes (culori 4.0.2), gives 12 that are farther apart for all. Seen with Node 20.20.2 on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund iwanthue@2.0.0 culori@4.0.2
cat > run.mjs <<'JS'
import iwanthue from 'iwanthue'
import { differenceCiede2000, filterDeficiencyProt, filterDeficiencyDeuter, filterDeficiencyTrit } from 'culori'
const eyes = { all: (color) => color, protanopes: filterDeficiencyProt(1), deuteranopes: filterDeficiencyDeuter(1), tritanopes: filterDeficiencyTrit(1) }
const difference = differenceCiede2000()
const least = (colors, see) => {
  const seen = colors.map((color) => see(color))
  return Math.min(...seen.flatMap((a, i) => seen.slice(0, i).map((b) => difference(a, b))))
}
for (const count of [8, 12, 20]) {
  const palettes = Array.from({ length: 20 }, (_, seed) => iwanthue(count, { colorSpace: 'colorblind', seed: `${seed}` }))
  const best = ([who, see]) => `${who} ${Math.max(...palettes.map((colors) => least(colors, see))).toFixed(1)}`
  console.log(`${count} colors, least difference in the best of 20 palettes: ${Object.entries(eyes).map(best).join(', ')}`)
}
const steps = [0, 51, 102, 153, 204, 255]
const grid = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => '#' + [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join(''))))
const seen = (color) => Object.values(eyes).map((see) => see(color))
const apart = (a, b) => Math.min(...a.map((color, i) => difference(color, b[i])))
const chosen = ['#0066cc']
const room = grid.map((color) => apart(seen(color), seen(chosen[0])))
while (chosen.length < 20) {
  const next = room.indexOf(Math.max(...room))
  chosen.push(grid[next])
  room.forEach((least, i) => (room[i] = Math.min(least, apart(seen(grid[i]), seen(grid[next])))))
}
for (const count of [8, 12, 20])
  console.log(`${count} colors, the farthest of a grid: any eyes ${Math.min(...Object.values(eyes).map((see) => least(chosen.slice(0, count), see))).toFixed(1)}`)
JS
node run.mjs | tee seen.txt
diff - seen.txt <<'TXT' && echo 'As described.'
8 colors, least difference in the best of 20 palettes: all 22.0, protanopes 8.6, deuteranopes 9.8, tritanopes 8.6
12 colors, least difference in the best of 20 palettes: all 16.8, protanopes 4.1, deuteranopes 7.1, tritanopes 7.8
20 colors, least difference in the best of 20 palettes: all 12.5, protanopes 3.1, deuteranopes 4.0, tritanopes 5.4
8 colors, the farthest of a grid: any eyes 18.8
12 colors, the farthest of a grid: any eyes 16.2
20 colors, the farthest of a grid: any eyes 10.7
TXT
