import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadChordKernel } from '../../server/descriptor/chordKernel.js'
import { chordViews } from '../../server/descriptor/chordViews.js'
import { countChords } from '../../server/descriptor/countChords.js'
import { normalizeMesh } from '../../server/descriptor/normalizeMesh.js'
import { WasmChordCounter } from '../../server/descriptor/wasmChordCounter.js'
import { PROJECT_ROOT } from '../../server/projectRoot.js'
import { Random } from '../../shared/random.js'

/** Triangles anywhere in a cube: open, crossing, of every size, some without area. */
function randomTriangles(random: Random, count: number) {
  const coordinate = () => random.decimal(-1, 1)
  const positions = Float32Array.from({ length: 9 * count }, coordinate)
  for (let k = 0; k < count; k += 7) positions.copyWithin(9 * k + 6, 9 * k + 3, 9 * k + 6)
  return { positions, triangles: Uint32Array.from({ length: 3 * count }, (_, i) => i) }
}

describe('WasmChordCounter', () => {
  const code = loadChordKernel()
  if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')

  it.each([60, 500, 2000])(
    'counts as the TypeScript does, hit by hit and parity by parity, with %i points',
    (points) => {
      const counter = new WasmChordCounter(code, points)
      const views = chordViews(points)
      for (let seed = 0; seed < 8; seed++) {
        const mesh = normalizeMesh(randomTriangles(new Random(seed), 1 + 12 * seed), seed % 2 ? 'box' : 'sphere')
        expect({ seed, ...counter.countChords(mesh) }).toEqual({ seed, ...countChords(mesh, views) })
      }
    },
  )

  it('comes out of its source byte by byte', async () => {
    const build = (await import(`${PROJECT_ROOT}/scripts/buildWasm.js`)) as {
      compileKernel(entry: string, output: string): Promise<void>
    }
    const again = '.cache/test/chords.wasm'
    await build.compileKernel('server/descriptor/assembly/chords.ts', again)
    expect(Buffer.compare(readFileSync(`${PROJECT_ROOT}/${again}`), Buffer.from(code))).toBe(0)
  })
})
