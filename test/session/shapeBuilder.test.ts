import { expect, it, vi } from 'vitest'
import { RECONNECT_MS } from '../../shared/protocol.js'
import { ShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { MAX_BLENDERS } from '../../server/session/replaceLost.js'
import { ShapeBuilder } from '../../server/session/shapeBuilder.js'
import { handDriven, settle, type HandSocket } from '../support/handDriven.js'
import { cube } from '../support/meshes.js'

const DIED = new ShapekinError('blender.died', { how: 'killed by SIGKILL', words: 'nothing' })
const OPTIONS = { blender: '3.4.1' }

/** A builder whose Blenders are in the test's hand. */
function openBuilder() {
  const { source, processes, connect } = handDriven()
  const ends: (() => void)[] = []
  /** A process that goes on after it was stopped, until `ends` says so. */
  const startLasting = async (clientId: string) => {
    const { ended } = await source.start(clientId)
    const outlived = new Promise<void>((resolve) => ends.push(resolve))
    return { ended: Promise.race([ended.then(() => outlived), outlived]), stop: () => Promise.resolve() }
  }
  let lists = 0
  const replaced: string[] = []
  const builder = new ShapeBuilder(
    { ...source, start: startLasting },
    () => String(++lists).padStart(16, '0'),
    ({ code }) => void replaced.push(code),
  )
  const ask = (recipe: Recipe) => {
    const shape = builder.run(recipe, OPTIONS)
    shape.catch(() => undefined)
    return shape
  }
  /** The last process that was started says hello. */
  const arrive = async () => {
    await settle()
    const socket = connect().hello(processes[processes.length - 1].clientId)
    await settle()
    return socket
  }
  return { builder, processes, connect, ends, replaced, ask, arrive }
}

/** A mesh that can be told from others, for what was asked for last. */
function answer(socket: HandSocket, index: number, size = 1): Float32Array {
  const asked = socket.of('build_shapes')
  const positions = cube().positions.map((x) => size * x)
  const mesh = { ...cube(), positions }
  socket.sendFrame({ type: 'mesh', runId: asked[asked.length - 1].run_id, index, ...mesh, offset: [0, 0, 0] })
  return positions
}

it('RUN-7: a Blender that dies is replaced, and the next one builds what it has not', async () => {
  const { processes, replaced, ask, arrive } = openBuilder()
  const recipes = drawRecipes('seed', 20, 1).slice(0, 3)
  const shapes = recipes.map(ask)
  const first = await arrive()
  expect(first.of('build_shapes')[0].recipes).toEqual(recipes)
  const middle = answer(first, 1, 2)
  expect((await shapes[1]).positions).toEqual(middle)
  processes[0].die(DIED)
  const second = await arrive()
  expect(second.of('build_shapes')[0].recipes).toEqual([recipes[0], recipes[2]])
  const [low, high] = [answer(second, 0, 3), answer(second, 1, 4)]
  expect((await Promise.all(shapes)).map(({ positions }) => positions)).toEqual([low, middle, high])
  expect([processes.length, replaced]).toEqual([2, ['blender.died']])
})

it('RUN-7: shapes of which MAX_BLENDERS died fail with the reason; the next shape has a Blender of its own', async () => {
  const { processes, ask, arrive } = openBuilder()
  const [recipe, other] = drawRecipes('seed', 20, 1)
  const shape = ask(recipe)
  for (let nth = 0; nth < MAX_BLENDERS; nth++) {
    if (nth > 0)
      await arrive() // the first dies before it says hello
    else await settle()
    processes[nth].die(DIED)
    await settle()
  }
  await expect(shape).rejects.toMatchObject({ code: 'blender.died' })
  expect(processes).toHaveLength(MAX_BLENDERS)
  const next = ask(other)
  const built = answer(await arrive(), 0)
  expect((await next).positions).toEqual(built)
})

it('a Blender that was given up, and ends when the next one is at work, takes nothing from it', async () => {
  const { builder, processes, ends, replaced, ask, arrive } = openBuilder()
  const shape = ask(drawRecipes('seed', 20, 1)[0])
  const first = await arrive()
  first.drop()
  vi.advanceTimersByTime(RECONNECT_MS)
  const second = await arrive()
  ends[0]()
  await settle()
  const built = answer(second, 0)
  expect((await shape).positions).toEqual(built)
  expect(await builder.version()).toBe('3.4.1')
  expect([processes.length, replaced]).toEqual([2, ['session.blenderLost']])
})

it('a shape that was asked for with another Blender is refused', async () => {
  const { builder, arrive } = openBuilder()
  const shape = builder.run(drawRecipes('seed', 20, 1)[0], { blender: '9.9.9' })
  const refused = expect(shape).rejects.toMatchObject({ code: 'queue.otherVersions' })
  await arrive()
  await refused
})

it('a Blender that went while nothing was built is not waited for: the next shape has another one', async () => {
  const { source, processes, connect } = handDriven()
  const builder = new ShapeBuilder(
    source,
    () => '0000000000000001',
    () => undefined,
  )
  const [recipe] = drawRecipes('seed', 20, 1)
  const free = connect().hello('00000000-0000-4000-8000-000000000001')
  expect(await builder.version()).toBe('3.4.1')
  expect(processes).toHaveLength(0)
  free.drop()
  const shape = builder.run(recipe, { blender: '3.4.1' })
  await settle()
  expect(processes).toHaveLength(1)
  const socket = connect().hello(processes[0].clientId)
  await settle()
  const [{ run_id: runId }] = socket.of('build_shapes')
  socket.sendFrame({ type: 'mesh', runId, index: 0, ...cube(), offset: [0, 0, 0] })
  expect((await shape).triangles).toEqual(cube().triangles)
})

it('once it is closed, takes no Blender any more', async () => {
  const { builder, processes, connect } = openBuilder()
  const free = connect().hello('00000000-0000-4000-8000-000000000001')
  await builder.close()
  await expect(builder.run(drawRecipes('seed', 20, 1)[0], OPTIONS)).rejects.toMatchObject({ code: 'cancelled' })
  expect([free.of('build_shapes'), processes]).toEqual([[], []])
})
