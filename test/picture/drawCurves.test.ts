import { describe, expect, it } from 'vitest'
import { drawCurves } from '../../server/picture/drawCurves.js'
import { svgDocument } from '../../server/picture/svgDocument.js'

const EPOCHS = Array.from({ length: 50 }, (_, i) => ({
  epoch: i + 1,
  learningRate: 0.001,
  loss: 1 / (i + 1),
  ...(i % 10 === 9 ? { validLoss: 2 / (i + 1), validAccuracy: i / 50 } : {}),
}))
const OPTIONS = { epochs: EPOCHS, rawAccuracy: 0.7, title: 'a <b> & c', subtitle: 'seed 1' }

/** Corners of each line: as many as there are values. */
const linesOf = (svg: string) =>
  [...svgDocument(svg).querySelectorAll('g[aria-label="line"] path')].map((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [+x, +y] as const),
  )

describe('drawCurves', () => {
  it('draws training and validation loss, raw and learned accuracy, a corner for each epoch that was looked at', () => {
    const [training, validation, raw, learned] = linesOf(drawCurves(OPTIONS))
    expect([training, validation, raw, learned].map((line) => line.length)).toEqual([50, 5, 50, 5])
    expect(new Set(raw.map(([, y]) => y)).size).toBe(1)
    // Falling loss goes down the picture, rising accuracy up; both charts count the epochs alike.
    expect(training.map(([, y]) => y)).toEqual(training.map(([, y]) => y).toSorted((a, b) => a - b))
    expect(learned.map(([, y]) => y)).toEqual(learned.map(([, y]) => y).toSorted((a, b) => b - a))
    expect(validation.map(([x]) => x)).toEqual(learned.map(([x]) => x))
    expect(validation.at(-1)?.[0]).toBe(training.at(-1)?.[0])
  })

  it('names each curve with its last value, and leaves out what was never looked at', () => {
    const svg = drawCurves(OPTIONS)
    for (const text of ['training 0.0200', 'validation 0.0400', 'raw 0.700', 'learned 0.980', 'a &lt;b&gt; &amp; c'])
      expect(svg).toContain(text)
    const unseen = EPOCHS.map(({ epoch, learningRate, loss }) => ({ epoch, learningRate, loss }))
    expect(linesOf(drawCurves({ ...OPTIONS, epochs: unseen }))).toHaveLength(2)
  })
})
