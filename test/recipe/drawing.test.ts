import { describe, expect, it } from 'vitest'
import { Drawing } from '../../server/recipe/drawing.js'
import { drawRecipe, drawRecipes } from '../../server/recipe/drawRecipes.js'

const OPEN = { positions: new Float32Array(9), triangles: new Uint32Array([0, 1, 2]) }
const CLOSED = { positions: new Float32Array(12), triangles: new Uint32Array([0, 1, 2, 0, 3, 1, 0, 2, 3, 1, 3, 2]) }
const NOTHING = { positions: new Float32Array(0), triangles: new Uint32Array(0) }

describe('Drawing', () => {
  it('draws what is no good again, and nothing else', () => {
    const drawing = Drawing.ofSeed('families', 40, 5)
    expect(drawing.drawAgain(3, CLOSED)).toBe(false)
    for (const [index, shape] of [
      [7, OPEN],
      [4, NOTHING],
      [9, { reason: 'Blender said no' }],
      [7, OPEN],
    ] as const)
      expect(drawing.drawAgain(index, shape)).toBe(true)
    const expected = drawRecipes('families', 40, 5)
    for (const [index, attempt] of [
      [4, 1],
      [7, 2],
      [9, 1],
    ])
      expected[index] = drawRecipe('families', 5, index, attempt)
    expect(drawing.recipes).toEqual(expected)
    expect(drawing.redrawn).toEqual([
      { id: expected[4].id, times: 1, reason: 'nothing was left of it' },
      { id: expected[7].id, times: 2, reason: 'not closed at 3 edges' },
      { id: expected[9].id, times: 1, reason: 'Blender said no' },
    ])
  })

  it('takes a shape as it is after the fourth attempt', () => {
    const drawing = Drawing.ofSeed('families', 20, 0)
    expect([0, 1, 2, 3, 4].map(() => drawing.drawAgain(0, OPEN))).toEqual([true, true, true, false, false])
    expect(drawing.redrawn[0].times).toBe(3)
  })

  it.each(['modifiers', 'seed'] as const)('takes every shape of the preset %s as it is', (preset) => {
    const drawing = Drawing.ofSeed(preset, 20, 0)
    for (const shape of [OPEN, NOTHING, { reason: 'no' }]) expect(drawing.drawAgain(1, shape)).toBe(false)
    expect([drawing.recipes, drawing.redrawn]).toEqual([drawRecipes(preset, 20, 0), []])
  })
})
