import { describe, expect, it } from 'vitest'
import { drawMap } from '../../server/picture/drawMap.js'
import { hexOfColor, palette } from '../../server/picture/palette.js'
import { renderPng } from '../../server/picture/renderPng.js'
import { svgDocument } from '../../server/picture/svgDocument.js'

const count = 30
const coordinates = Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i * i))
const groups = Int32Array.from({ length: count }, (_, i) => i % 4)
const classes = Array.from(groups, (group) => `class ${group % 3}`)
const ids = Array.from(groups, (_, i) => `shape-${i}`)

/** Paths in the marks of the plot, legend left out. */
function dotsOf(svg: string) {
  return [...svgDocument(svg).querySelectorAll('svg > g[aria-label="dot"] > *')]
}

describe('drawMap', () => {
  it('is a stand-alone SVG', () => {
    expect(drawMap({ coordinates, groups })).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  })

  it('draws each shape once: its group as color, its class as symbol, its name to read', () => {
    const dots = dotsOf(drawMap({ coordinates, groups, classes, ids }))
    expect(dots).toHaveLength(count)
    const colors = palette(4).map(hexOfColor)
    const outlines = new Map<string, Set<string | null>>()
    dots.forEach((dot, i) => {
      expect(dot.getAttribute('fill')).toBe(colors[groups[i]])
      expect(dot.outerHTML).toContain(`${ids[i]}\n`)
      outlines.set(classes[i], (outlines.get(classes[i]) ?? new Set()).add(dot.getAttribute('d')))
    })
    expect([...outlines.values()].map((paths) => paths.size)).toEqual([1, 1, 1])
    expect(new Set([...outlines.values()].flatMap((paths) => [...paths])).size).toBe(3)
  })

  it('says how much of the variance each axis holds, and whose the colors and symbols are', () => {
    const svg = drawMap({ coordinates, groups, classes, explained: [0.625, 0.25], title: 'a <b> & c' })
    for (const text of ['1 (62.5 % of the variance)', '2 (25.0 % of the variance)', 'group 3 (7)', 'class 0 ('])
      expect(svg).toContain(text)
    expect(svg).toContain('a &lt;b&gt; &amp; c')
  })

  it('draws shapes without a group in gray', () => {
    const [first] = dotsOf(drawMap({ coordinates, groups: groups.with(0, -1) }))
    expect(first.getAttribute('fill')).toBe('#8a8a8a')
  })

  it('draws many in one place large and says so, and a few of another group small on top', () => {
    const at = Float32Array.from({ length: 202 }, (_, i) => (i < 200 ? 1 : 0))
    const mixed = Int32Array.from({ length: 101 }, (_, i) => (i < 5 ? 1 : 0))
    const svg = drawMap({ coordinates: at, groups: mixed })
    const fills = dotsOf(svg).map((dot) => dot.getAttribute('fill'))
    const [blue, orange] = palette(2).map(hexOfColor)
    expect(fills.slice(-6)).toEqual([...Array<string>(5).fill(orange), blue]) // the last is the one that lies apart
    expect(svg).toContain('larger: more in one spot')
    expect(drawMap({ coordinates, groups })).not.toContain('larger')
  })

  it('draws more than 200,000 by density: squares, the fuller the darker, and says so', () => {
    // Three spots: ten shapes of group 1, two of group 0, the rest of group 0.
    const crowd = Int32Array.from({ length: 200_001 }, (_, i) => (i < 10 ? 1 : 0))
    const spots = Float32Array.from({ length: 400_002 }, (_, i) => (i < 20 ? 0 : i < 24 ? 1 : 2))
    const svg = drawMap({ coordinates: spots, groups: crowd, classes: Array.from(crowd, String) })
    expect(dotsOf(svg)).toHaveLength(0)
    const squares = [...svgDocument(svg).querySelectorAll('svg > g[aria-label="rect"] > rect')]
    const [blue, orange] = palette(2).map(hexOfColor)
    expect(squares.map((square) => square.getAttribute('fill'))).toEqual([orange, blue, blue])
    const ink = squares.map((square) => Number(square.getAttribute('fill-opacity') ?? 1))
    expect(ink[1]).toBeLessThan(ink[0])
    expect(ink[0]).toBeLessThan(ink[2])
    expect(ink[2]).toBe(1)
    expect(svg).toContain('darker: more in one spot')
    expect(drawMap({ coordinates, groups })).not.toContain('darker')
  })

  it('calls groups by their names, the longest cut so that number and size are seen', () => {
    const names = ['chair', 'a name that is far too long for a legend', 'lamp', 'vase']
    const svg = drawMap({ coordinates, groups, ids, names })
    for (const text of ['0 chair (8)', '1 a name that is fa… (8)', '2 lamp (7)', 'shape-0\nchair'])
      expect(svg).toContain(text)
  })

  it('has numbers for as many groups as the legend has room for beside classes, and counts the rest', () => {
    const many = Int32Array.from({ length: count }, (_, i) => i)
    const svg = drawMap({ coordinates, groups: many, classes: ids, size: 520 })
    const numbers = [...svg.matchAll(/y="0.32em">(\d+)</g)].map(([, number]) => Number(number))
    const inLegend = [...svg.matchAll(/group (\d+) \(1\)</g)].map(([, group]) => Number(group))
    expect(inLegend).toEqual([...inLegend.keys()])
    expect(inLegend.length).toBeGreaterThan(3)
    expect(numbers).toContain(0)
    expect(Math.max(...numbers)).toBeLessThan(inLegend.length)
    expect(svg).toContain(`and ${count - inLegend.length} more<`)
    expect(svg).toContain('more classes<')
  })

  it('draws names that XML can not hold, of files with control characters say, in both forms', async () => {
    const names = ['chair\u0001', 'a\u0000b', 'lamp\ufffe', 'a\ud800 vase']
    const odd = ids.map((id) => `${id}\u001b`)
    const svg = drawMap({ coordinates, groups, ids: odd, classes: odd, names })
    for (const text of [
      '0 chair\ufffd (8)',
      '1 a\ufffdb (8)',
      '2 lamp\ufffd (7)',
      '3 a\ufffd vase (7)',
      'shape-0\ufffd\n',
    ])
      expect(svg).toContain(text)
    expect((await renderPng(svg)).length).toBeGreaterThan(0)
  })
})
