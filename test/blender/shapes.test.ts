import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Base, Recipe } from '../../shared/schema/recipe.js'
import { BASES, PRIMITIVES, type Primitive } from '../../shared/schema/recipe.js'
import { findEveryBlender } from '../support/findBlender.js'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { startHeadlessBlender, type HeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { countOpenEdges } from '../../server/mesh/countOpenEdges.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { Drawing } from '../../server/recipe/drawing.js'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { BlenderPeer, type PeerSocket } from '../support/blenderPeer.js'
import { oncePerFile, type AtEnd } from '../support/oncePerFile.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const blenders = await findEveryBlender()

/** A Blender that waits for work, and its socket. */
async function startWorker(install: BlenderInstall, atEnd: AtEnd) {
  const peer = await BlenderPeer.start({ atEnd })
  const worker = startHeadlessBlender(install, {
    args: ['--worker', '--server', peer.address, '--client-id', 'test-worker'],
    env: { SHAPEKIN_TOKEN: peer.token },
  })
  atEnd(() => worker.stop())
  const early = worker.ended.then(() => {
    throw new Error('The worker ended early.')
  })
  return { peer, blender: await Promise.race([peer.accept(), early]) }
}

/** One worker of each Blender for all tests. */
const workers = new Map(
  blenders.map(({ version, ...rest }) => [version, oncePerFile((atEnd) => startWorker({ version, ...rest }, atEnd))]),
)

let runs = 0

/** Work of a run of its own, which leaves nothing behind in the worker. */
async function withRun<T>(
  { version }: BlenderInstall,
  work: (blender: PeerSocket, runId: string) => Promise<T>,
): Promise<T> {
  const { blender } = await (workers.get(version) as () => ReturnType<typeof startWorker>)()
  const runId = (++runs).toString(16).padStart(16, '0')
  try {
    return await work(blender, runId)
  } finally {
    blender.send({ type: 'run_failed', run_id: runId, code: 'cancelled', message: 'It is over.' })
  }
}

const buildIn = (install: BlenderInstall, recipes: readonly Recipe[]): Promise<Mesh[]> =>
  withRun(install, (blender, runId) => blender.build(recipes, undefined, runId))

const plain = (base: Base, changes: Partial<Recipe> = {}): Recipe => ({
  ...{ id: `${base}-0000`, base, detail: 0, modifiers: [], location: [0, 0, 0], rotation: [0, 0, 0], scale: [1, 1, 1] },
  ...changes,
})

const hashOf = (meshes: readonly Mesh[]): string => {
  const hash = createHash('sha256')
  for (const { positions, triangles } of meshes) hash.update(positions).update(triangles)
  return hash.digest('hex')
}

/** Closed and oriented: each directed edge once, and its opposite once. Gives the Euler characteristic V - E + F. */
function eulerOfClosed({ positions, triangles }: Mesh): number {
  const edges = new Set<string>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const edge = `${triangles[t + k]} ${triangles[t + ((k + 1) % 3)]}`
      expect(edges.has(edge)).toBe(false)
      edges.add(edge)
    }
  for (const edge of edges) expect(edges.has(edge.split(' ').reverse().join(' '))).toBe(true)
  return positions.length / 3 - edges.size / 2 + triangles.length / 3
}

/** Signed: positive when the triangles look outward. */
function volumeOf({ positions, triangles }: Mesh): number {
  let sum = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(3 * triangles[t + k], 3 * triangles[t + k] + 3))
    sum += a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
  }
  return sum / 6
}

describe.skipIf(blenders.length === 0)('shapes built by real Blender', { timeout: 180_000 }, () => {
  const RECIPES = [
    ...drawRecipes('modifiers', 60, 11),
    ...drawRecipes('seed', 20, 11),
    ...drawRecipes('families', 60, 11),
  ]
  const built = new Map<string, Mesh[]>()
  const buildOn = async (install: BlenderInstall): Promise<Mesh[]> => {
    const meshes = built.get(install.version) ?? (await buildIn(install, RECIPES))
    built.set(install.version, meshes)
    return meshes
  }

  it('are the same bytes in another process', async () => {
    const [install] = blenders
    const { blender } = await startWorker(install, onTestFinished)
    const again = await blender.build(RECIPES)
    expect(hashOf(again)).toBe(hashOf(await buildOn(install)))
  })

  it('are the same bytes on every Blender', async () => {
    const first = hashOf(await buildOn(blenders[0]))
    for (const install of blenders) expect(hashOf(await buildOn(install)), install.version).toBe(first)
  })

  it('are closed, look outward and have the volume of their form', async () => {
    const details = [0, 1, 3, 24]
    const recipes = PRIMITIVES.flatMap((base) => details.map((detail) => plain(base, { detail })))
    const meshes = await buildIn(blenders[0], recipes)
    const volumes: Record<Primitive, number> = {
      cube: 8,
      uv_sphere: (4 / 3) * Math.PI,
      cylinder: 2 * Math.PI,
      cone: (2 / 3) * Math.PI,
      torus: 2 * Math.PI ** 2 * 0.25 ** 2,
    }
    meshes.forEach((mesh, i) => {
      const { base, detail } = recipes[i] as { base: Primitive; detail: number }
      expect(eulerOfClosed(mesh), `${base} ${detail}`).toBe(base === 'torus' ? 0 : 2)
      const volume = volumeOf(mesh)
      expect(volume, `${base} ${detail}`).toBeGreaterThan(0)
      // An inscribed polyhedron is smaller, by less than 10 % from 24 segments on.
      expect(volume).toBeLessThan(volumes[base] * 1.000001)
      if (detail === 0 || detail >= 24) expect(volume).toBeGreaterThan(volumes[base] * 0.9)
    })
  })

  it('are closed and look outward whatever family they are of, and about 2 across', async () => {
    const details = [0, 1, 6, 12, 24]
    const recipes = BASES.flatMap((base) => details.map((detail) => plain(base, { detail })))
    const meshes = await buildIn(blenders[0], recipes)
    meshes.forEach((mesh, i) => {
      const { base, detail } = recipes[i]
      expect(eulerOfClosed(mesh), `${base} ${detail}`).toBe(['torus', 'tube', 'knot'].includes(base) ? 0 : 2)
      expect(volumeOf(mesh), `${base} ${detail}`).toBeGreaterThan(0.2)
      const farthest = mesh.positions.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      expect(farthest, `${base} ${detail}`).toBeGreaterThan(0.85)
      expect(farthest, `${base} ${detail}`).toBeLessThan(1.26)
    })
  })

  it('are closed in the preset of families, whose open ones are drawn again: the same on every Blender', async () => {
    const results = new Set<string>()
    for (const install of blenders) {
      const drawing = Drawing.ofSeed('families', 80, 0)
      const meshes = await withRun(install, async (blender, runId) => {
        const built = await blender.build(drawing.recipes, undefined, runId)
        for (let again = 0; again < 3; again++) {
          const open = built.flatMap((mesh, i) => (drawing.drawAgain(i, mesh) ? [i] : []))
          const redone = await blender.build(drawing.recipes, open, runId)
          open.forEach((index, i) => (built[index] = redone[i]))
        }
        return built
      })
      expect(drawing.redrawn.length).toBeGreaterThan(0)
      for (const [i, mesh] of meshes.entries()) expect(countOpenEdges(mesh), drawing.recipes[i].id).toBe(0)
      results.add(hashOf(meshes) + JSON.stringify(drawing.redrawn))
    }
    expect([...results]).toHaveLength(1)
  })

  it('stand where the recipe says, outward also when mirrored', async () => {
    const turned = { location: [5, -3, 2], rotation: [0, 0, Math.PI / 2] } satisfies Partial<Recipe>
    const recipes = [
      plain('cube', { ...turned, scale: [1, 2, 3] }),
      plain('cube', { ...turned, scale: [-1, 2, 3] }),
      plain('cube', { modifiers: [{ kind: 'mirror', axis: 'X', offset: 3 }] }),
      plain('cube', { modifiers: [{ kind: 'array', count: 2, relative_offset: [1, 0, 0] }] }),
      plain('cube', {
        modifiers: [{ kind: 'lattice', corners: Array.from({ length: 8 }, () => [0, 0.5, 0] as const) }],
      }),
    ].map((recipe, i) => ({ ...recipe, id: `cube-000${i}` })) as Recipe[]
    const meshes = await buildIn(blenders[0], recipes)
    const box = ({ positions }: Mesh) =>
      [0, 1, 2].map((axis) => {
        const values = positions.filter((_, i) => i % 3 === axis)
        return [Math.min(...values), Math.max(...values)].map((value) => Math.round(value * 1e5) / 1e5)
      })
    const moved = [
      [3, 7],
      [-4, -2],
      [-1, 5],
    ]
    expect(box(meshes[0])).toEqual(moved)
    expect(box(meshes[1])).toEqual(moved)
    expect(volumeOf(meshes[0])).toBeCloseTo(48, 4)
    expect(volumeOf(meshes[1])).toBeCloseTo(48, 4)
    expect(box(meshes[2])[0]).toEqual([-1, 7])
    expect(box(meshes[3])[0]).toEqual([-1, 3])
    expect(box(meshes[4])[1]).toEqual([-0.5, 1.5])
  })

  it('are built once, read again when asked for again, and survive a dropped socket', async () => {
    const { peer, blender: first } = await startWorker(blenders[0], onTestFinished)
    const meshes = await first.build(RECIPES.slice(0, 10))
    first.askToBuild(RECIPES, [10, 11, 12, 13])
    first.socket.terminate()
    const second = await peer.accept()
    expect(second.hello?.client_id).toBe('test-worker')
    expect(hashOf(await second.build(RECIPES.slice(0, 10)))).toBe(hashOf(meshes))
    // Of those asked for when the socket dropped, some may have been built: they have no group.
    const groups = RECIPES.map((_, i) => (i === 3 || i >= 10 ? -1 : i % 2))
    const palette: [number, number, number][] = [
      [1, 0, 0],
      [0, 0, 1],
    ]
    expect(await second.color(groups, palette)).toBe(9)
  })

  it('refuses a shape by itself and goes on', async () => {
    const odd = { ...plain('cube'), modifiers: [{ kind: 'screw' }] } as unknown as Recipe
    await withRun(blenders[0], async (blender, runId) => {
      blender.askToBuild([odd, plain('cone')], [0, 1], runId)
      const refused = await blender.next('shape_refused')
      expect([refused.index, refused.reason]).toEqual([0, "'screw'"])
      expect((await blender.next('mesh')).index).toBe(1)
    })
  })

  it.each(blenders)('lie colored in scene.blend, to be seen in scene.png ($version)', async (install) => {
    const palette: [number, number, number][] = [
      [1, 0, 0],
      [0, 0, 1],
    ]
    const { files, runId } = await withRun(install, async (blender, runId) => {
      await blender.build(RECIPES.slice(0, 6), undefined, runId)
      await blender.color([0, 1, 0, 1, 0, 1], palette, { runId })
      return { files: await blender.fetchFiles(['scene.blend', 'scene.png'], runId), runId }
    })
    const png = Buffer.from(files.get('scene.png') ?? [])
    expect(png.toString('latin1', 1, 4)).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 960])
    const path = join(temporaryFolder(), 'scene.blend')
    writeFileSync(path, files.get('scene.blend') ?? '')
    expect(await readScene(install, path)).toEqual({
      colors: ['100', '001', '100', '001', '100', '001'],
      recipes: RECIPES.slice(0, 6),
      runs: [runId],
      views: ['OBJECT'],
    })
  })
})

/** What a .blend holds, as another process of Blender sees it. */
async function readScene(install: BlenderInstall, path: string): Promise<unknown> {
  const script = join(temporaryFolder(), 'read.py')
  writeFileSync(
    script,
    `import bpy, json, os, sys
bpy.ops.wm.open_mainfile(filepath=sys.argv[-1])
shapes = sorted((o for o in bpy.context.scene.objects if "shapekin_id" in o), key=lambda o: o["shapekin_index"])
spaces = [s for screen in bpy.data.screens for a in screen.areas for s in a.spaces if s.type == "VIEW_3D"]
print("@scene " + json.dumps({
    "colors": ["".join(str(round(c)) for c in o.color[:3]) for o in shapes],
    "recipes": [json.loads(o["shapekin_recipe"]) for o in shapes],
    "runs": sorted({o["shapekin_run"] for o in shapes}),
    "views": sorted({s.shading.color_type for s in spaces}),
}), flush=True)
os._exit(0)
`,
  )
  const lines: string[] = []
  const blender: HeadlessBlender = startHeadlessBlender(install, {
    args: [path],
    script,
    onLog: (line) => lines.push(line),
  })
  await blender.ended
  return JSON.parse(lines.find((line) => line.startsWith('@scene '))?.slice(7) ?? 'null')
}
