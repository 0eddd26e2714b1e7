import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** Those the table is of; the first is what the others are compared with. */
const VERSIONS = ['3.4.1', '4.2.23', '4.5.15', '5.0.1', '5.2.3']
/** Shapes whose modifiers are measured: each of the twenty bases twenty times. */
const RECIPES = drawRecipes('families', 400, 0)
const CLOSE = 1e-5
const DRAWN = new Set(RECIPES.flatMap(({ modifiers }) => modifiers.map(({ kind }): string => kind)))

/** Ascending: what may be said of a modifier is the worst of its meshes. */
const WORDS = ['same bytes', 'to 1e-5', 'moved', 'other order', 'other mesh'] as const

interface Row {
  readonly modifier: string
  readonly name: string
  readonly vertices: number
  readonly triangles: number
  readonly open: number
}
interface Measured {
  readonly folder: string
  readonly index: readonly Row[]
}

const every = await findEveryBlender()
const blenders = VERSIONS.map((version) => every.find((install) => install.version === version))
const missing = VERSIONS.filter((_, i) => blenders[i] === undefined)
if (missing.length > 0) console.log(`The table of modifiers needs Blender ${missing.join(', ')} too: not compared.`)

async function measure(install: BlenderInstall, recipes: string, parent: string): Promise<Measured> {
  const folder = join(parent, install.version)
  mkdirSync(folder)
  const script = join(PROJECT_ROOT, 'test/blender/measure_modifiers.py')
  const lines: string[] = []
  const onLog = (line: string) => lines.push(line)
  const blender = startHeadlessBlender(install, { args: [recipes, folder], script, seconds: 300, onLog })
  await blender.ended.catch(() => expect.fail(lines.join('\n')))
  return { folder, index: JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Row[] }
}

/** How a mesh differs from the same of another version, as an index into WORDS. */
function differenceOf(row: Row, folder: string, other: Row, otherFolder: string): number {
  const bytes = (from: string, { name }: Row, end: string) => readFileSync(join(from, `${name}.${end}`))
  const [positions, otherPositions] = [bytes(folder, row, 'f32'), bytes(otherFolder, other, 'f32')]
  const isSameOrder = bytes(folder, row, 'u32').equals(bytes(otherFolder, other, 'u32'))
  if (row.vertices !== other.vertices || row.triangles !== other.triangles) return WORDS.indexOf('other mesh')
  if (isSameOrder && positions.equals(otherPositions)) return WORDS.indexOf('same bytes')
  const [a, b] = [positions, otherPositions].map((each) => new Float32Array(new Uint8Array(each).buffer))
  let farthest = 0
  for (let i = 0; i < a.length; i++) farthest = Math.max(farthest, Math.abs(a[i] - b[i]))
  if (isSameOrder && farthest <= CLOSE) return WORDS.indexOf('to 1e-5')
  if (isSameOrder) return WORDS.indexOf('moved')
  return WORDS.indexOf(isSamePoints(a, b) ? 'other order' : 'other mesh')
}

/** Whether both hold the same points, whatever their order, to 1e-5. */
function isSamePoints(a: Float32Array, b: Float32Array): boolean {
  const sorted = (values: Float32Array, axis: number) => values.filter((_, i) => i % 3 === axis).sort()
  return [0, 1, 2].every((axis) => {
    const [left, right] = [sorted(a, axis), sorted(b, axis)]
    return left.every((value, i) => Math.abs(value - right[i]) <= CLOSE)
  })
}

function tableOf(measured: readonly Measured[]): { name: string; cells: string[]; worst: number }[] {
  const names = [...new Set(measured[0].index.map(({ modifier }) => modifier))].sort((a, b) => (a < b ? -1 : 1))
  return names.map((name) => {
    const rows = measured[0].index.flatMap((row, i) => (row.modifier === name ? [i] : []))
    const worst = measured
      .slice(1)
      .map(({ folder, index }) =>
        Math.max(...rows.map((i) => differenceOf(measured[0].index[i], measured[0].folder, index[i], folder))),
      )
    const open = rows.filter((i) => measured[0].index[i].open > 0).length
    const isDrawn = DRAWN.has(name) || name === 'stacks of two and three'
    const cells = [name, isDrawn ? 'yes' : '', `${rows.length}`, ...worst.map((each) => WORDS[each]), `${open}`]
    return { name, cells, worst: Math.max(...worst) }
  })
}

describe.skipIf(missing.length > 0)('modifiers on every Blender', { timeout: 900_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-modifiers-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let table: ReturnType<typeof tableOf> = []

  beforeAll(async () => {
    const recipes = join(folder, 'recipes.json')
    writeFileSync(recipes, JSON.stringify({ recipes: RECIPES }))
    const measured: Measured[] = []
    for (const install of blenders) if (install) measured.push(await measure(install, recipes, folder))
    table = tableOf(measured)
  }, 900_000)

  it('give the same bytes where a preset draws them', () => {
    expect(DRAWN.size).toBeGreaterThanOrEqual(14)
    const drawn = table.filter(({ name }) => DRAWN.has(name))
    expect(drawn).toHaveLength(DRAWN.size)
    expect(drawn.filter(({ worst }) => worst > WORDS.indexOf('to 1e-5')).map(({ cells }) => cells)).toEqual([])
  })

  it('are as docs/modifiers-by-version.md says; `npx vitest -u` writes it anew', async () => {
    const head = ['modifier', 'drawn', 'meshes', ...VERSIONS.slice(1), 'open']
    const lines = [head, head.map(() => '---'), ...table.map(({ cells }) => cells)]
    const text = `# Modifiers by version of Blender

Written by \`npx vitest run test/blender/modifierTable.test.ts -u\`, which measures it; not by hand.

Each modifier was put on the ${new Set(RECIPES.map(({ base }) => base)).size} bases: the drawn ones with the settings of 400 shapes of the preset \`families\`, seed 0, the others with one setting each.
Every mesh was compared with that of Blender ${VERSIONS[0]}; a column tells the worst. \`same bytes\`: positions and triangles are equal. \`to 1e-5\`: same vertices and triangles in the same
order, coordinates at most 1e-5 apart. \`moved\`: the same order, further apart. \`other order\`: the same points in another order. \`other mesh\`: another surface. \`open\`: meshes that are not closed, of \`meshes\`.

${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`
    await expect(text).toMatchFileSnapshot('../../docs/modifiers-by-version.md')
  })
})
