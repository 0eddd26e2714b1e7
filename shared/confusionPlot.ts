import * as Plot from '@observablehq/plot'
import { channels } from './channels.js'
import { confusionShade } from './confusionShade.js'
import type { Confusion } from './schema/evaluation.js'

/** Colors `#rrggbb` and style of the picture. */
interface ConfusionLook {
  readonly ground: string
  readonly ink: string
  readonly accent: string
  /** Of counts on dark cells. */
  readonly onAccent: string
  readonly frame: string
  readonly style: Readonly<Record<string, string>>
}

/** Side of a cell, px; a count of two digits fits in. */
const CELL = 18
/** Width of a letter in the names of classes, px. */
const LETTER = 6.5
const LONGEST_NAME = 40
/** Width of a letter of the title, px. */
const TITLE_LETTER = 7.5

/** A picture of how many rows of each class (down) were assigned to which class (across); darker = a larger share of the row. */
export function confusionPlot({ classes, counts }: Confusion, title: string, look: ConfusionLook): Plot.PlotOptions {
  const cells = classes.flatMap((actual, i) => {
    const total = counts[i].reduce((sum, count) => sum + count, 0)
    return classes.flatMap((found, j) =>
      counts[i][j] > 0 ? [{ actual, found, count: counts[i][j], ...confusionShade(counts[i][j] / total) }] : [],
    )
  })
  const longest = Math.min(LONGEST_NAME, Math.max(...classes.map((name) => name.length), 4))
  const margin = 20 + longest * LETTER
  const side = classes.length * CELL
  const marginRight = Math.max(20, title.length * TITLE_LETTER - side)
  return {
    width: side + margin + marginRight,
    height: side + margin + 40,
    marginTop: 40,
    marginLeft: margin,
    marginBottom: margin,
    marginRight,
    style: { ...look.style, fontSize: '11px' },
    x: { domain: classes, label: null, tickRotate: -90, tickSize: 0 },
    y: { domain: classes, label: null, tickSize: 0 },
    marks: [
      Plot.frame({ stroke: look.frame }),
      Plot.cell(cells, {
        x: 'found',
        y: 'actual',
        fill: ({ percent }: { percent: number }) => mixed(look.accent, look.ground, percent / 100),
      }),
      Plot.text(cells, {
        x: 'found',
        y: 'actual',
        text: 'count',
        fill: ({ isDark }: { isDark: boolean }) => (isDark ? look.onAccent : look.ink),
        fontSize: 9,
      }),
      Plot.text([title], { frameAnchor: 'top-left', dy: -24, fontWeight: 'bold', fontSize: 13 }),
    ],
  }
}

/** As `color-mix(in srgb, ...)` of a style sheet. */
function mixed(color: string, ground: string, share: number): string {
  const other = channels(ground)
  const mix = channels(color).map((channel, i) => Math.round(share * channel + (1 - share) * other[i]))
  return `#${mix.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
