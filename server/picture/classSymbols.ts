import type { LegendLine } from './drawLegend.js'

/** Symbols that can be told apart at 9 px; all rarer classes share the last one. */
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye']

/** Assigns a symbol to each class, the most frequent class first. */
export function symbolsOfClasses(classes: readonly string[]) {
  const counts = new Map<string, number>()
  for (const name of classes) counts.set(name, (counts.get(name) ?? 0) + 1)
  const names = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
  const last = SYMBOLS.length - 1
  const isShared = names.length > SYMBOLS.length
  const symbols = new Map(names.map((name, rank) => [name, SYMBOLS[Math.min(rank, last)]]))
  const shown = isShared ? names.slice(0, last) : names
  const lines: LegendLine[] = shown.map((name) => ({
    color: '#555555',
    symbol: symbols.get(name) ?? 'circle',
    text: `${name || 'not labelled'} (${counts.get(name)})`,
  }))
  if (isShared) lines.push({ color: '#555555', symbol: SYMBOLS[last], text: `${names.length - last} more classes` })
  return { symbolOf: (name: string) => symbols.get(name) ?? 'circle', lines: names.length > 1 ? lines : [] }
}
