import { describe, expect, it, vi } from 'vitest'
import { BUILD_WINDOW, RECONNECT_MS } from '../../shared/protocol.js'
import type { Frame } from '../../shared/wire/frame.js'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { handDriven, settle, type HandSocket } from '../support/handDriven.js'
import { cube } from '../support/meshes.js'

const RECIPES = drawRecipes('seed', 20, 0)

/** A run that has its Blender. */
async function underWay() {
  const hands = handDriven()
  const socket = hands.connect().hello('background-1')
  const runId = hands.ask()
  await settle()
  const [{ blender }] = hands.roads
  const mesh = (index: number, id = runId): Frame => ({ type: 'mesh', runId: id, index, ...cube(), offset: [0, 0, 0] })
  const file = (name: 'scene.blend' | 'scene.png', id = runId): Frame => ({
    type: 'file',
    runId: id,
    name,
    bytes: new TextEncoder().encode(name),
  })
  return { ...hands, socket, runId, blender, mesh, file }
}

const askedFor = (socket: HandSocket): number[][] => socket.of('build_shapes').map(({ indices }) => indices)

describe('BlenderRun', () => {
  it('SESS-8: asks a Blender that came back for the shapes that are missing, and for no others', async () => {
    const { socket, connect, runId, blender, mesh } = await underWay()
    const got: number[] = []
    const reading = (async () => {
      for await (const { index } of blender.buildShapes(RECIPES)) got.push(index)
    })()
    await settle()
    const asked = askedFor(socket).flat()
    expect(asked.slice(0, 5)).toEqual([0, 1, 2, 3, 4])
    for (const index of [0, 3, 1]) socket.sendFrame(mesh(index))
    socket.say({ type: 'shape_refused', run_id: runId, index: 2, reason: 'no volume' })
    await settle()
    socket.drop()
    vi.advanceTimersByTime(RECONNECT_MS - 1)
    const back = connect().hello('background-1')
    vi.advanceTimersByTime(10 * RECONNECT_MS)
    expect(askedFor(back)[0]).toEqual(
      askedFor(socket)
        .flat()
        .filter((index) => ![0, 1, 2, 3].includes(index)),
    )
    for (let index = 4; index < 20; index++) back.sendFrame(mesh(index))
    await reading
    expect(got.sort((a, b) => a - b)).toEqual(RECIPES.map((_, i) => i))
  })

  it('SESS-9: a shape that comes twice counts once', async () => {
    const { socket, blender, mesh } = await underWay()
    const got: number[] = []
    const reading = (async () => {
      for await (const { index } of blender.buildShapes(RECIPES)) got.push(index)
    })()
    await settle()
    for (const index of [0, 1, 0, 1, 1]) socket.sendFrame(mesh(index))
    for (let index = 2; index < 20; index++) socket.sendFrame(mesh(index))
    await reading
    expect(got).toHaveLength(20)
    expect(new Set(got).size).toBe(20)
  })

  it('asks again for a shape that is drawn again, with its new recipe and also after a reconnect', async () => {
    const { socket, connect, runId, blender, mesh } = await underWay()
    const recipes = [...RECIPES]
    const got: number[] = []
    const reading = (async () => {
      const drawAgain = (index: number, shape: object) => {
        if (!('reason' in shape)) return false
        recipes[index] = { ...recipes[index], detail: recipes[index].detail + 1 }
        return true
      }
      for await (const { index, shape } of blender.buildShapes(recipes, drawAgain)) {
        expect('refused' in shape).toBe(false)
        got.push(index)
      }
    })()
    await settle()
    const refuse = (at: HandSocket) => at.say({ type: 'shape_refused', run_id: runId, index: 2, reason: 'no volume' })
    refuse(socket)
    await settle()
    const again = socket.of('build_shapes').at(-1)
    expect([again?.indices, again?.recipes]).toEqual([[2], [{ ...RECIPES[2], detail: 1 }]])
    socket.drop()
    const back = connect().hello('background-1')
    const asked = back.of('build_shapes')[0]
    expect(asked.recipes[asked.indices.indexOf(2)]).toEqual({ ...RECIPES[2], detail: 1 })
    refuse(back)
    await settle()
    expect(back.of('build_shapes').at(-1)?.recipes).toEqual([{ ...RECIPES[2], detail: 2 }])
    for (let index = 0; index < 20; index++) back.sendFrame(mesh(index))
    await reading
    expect(got.sort((a, b) => a - b)).toEqual(RECIPES.map((_, i) => i))
  })

  it('SESS-8: asks for the colors again', async () => {
    const { socket, connect, runId, blender } = await underWay()
    const coloring = blender.colorShapes(Int32Array.of(0, 1, -1), [[1, 0, 0]], false)
    const [question] = socket.of('color_shapes')
    socket.drop()
    const back = connect().hello('background-1')
    expect(back.of('color_shapes')).toEqual([question])
    back
      .say({ type: 'colored', run_id: runId, count: 2, groups: null, names: [] })
      .say({ type: 'colored', run_id: runId, count: 7, groups: null, names: [] })
    expect(await coloring).toBe(2)
    back.drop()
    expect(connect().hello('background-1').of('color_shapes')).toEqual([])
  })

  it('SESS-8: asks for the files again; one that is here already is only replaced', async () => {
    const { socket, connect, blender, file } = await underWay()
    const fetching = blender.fetchSceneFiles()
    socket.sendFrame(file('scene.png'))
    socket.drop()
    const back = connect().hello('background-1')
    expect(back.of('send_files')).toMatchObject([{ names: ['scene.blend', 'scene.png'] }])
    back.sendFrame(file('scene.png')).sendFrame(file('scene.blend'))
    const files = await fetching
    expect([...files.keys()].sort()).toEqual(['scene.blend', 'scene.png'])
  })

  it('SESS-10: a Blender that does not come back ends what is waited for, one millisecond before it does not', async () => {
    const { socket, connect, blender } = await underWay()
    const coloring = blender.colorShapes(new Int32Array(20), [], true)
    const ended = vi.fn()
    coloring.catch(ended)
    socket.drop()
    vi.advanceTimersByTime(RECONNECT_MS - 1)
    await settle()
    expect(ended).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    await settle()
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'session.blenderLost' }))
    connect().hello('background-1')
    await expect(blender.fetchSceneFiles()).rejects.toMatchObject({ code: 'session.blenderLost' })
  })

  it('SESS-7: the end of an older socket of the same Blender means nothing', async () => {
    const { socket, connect, runId, blender } = await underWay()
    const coloring = blender.colorShapes(new Int32Array(20), [], true)
    const newer = connect().hello('background-1')
    socket.drop()
    vi.advanceTimersByTime(2 * RECONNECT_MS)
    newer.say({ type: 'colored', run_id: runId, count: 20, groups: null, names: [] })
    expect(await coloring).toBe(20)
  })

  it('SESS-11: answers of another run and answers to nothing are passed over', async () => {
    const { socket, runId, blender, mesh, file } = await underWay()
    const other = '00112233445566ff'
    socket
      .sendFrame(mesh(0))
      .sendFrame(file('scene.png'))
      .say({ type: 'colored', run_id: runId, count: 1, groups: null, names: [] })
    const coloring = blender.colorShapes(new Int32Array(20), [], true)
    socket.sendFrame(mesh(0)).sendFrame(mesh(0, other))
    socket
      .say({ type: 'colored', run_id: other, count: 1, groups: null, names: [] })
      .say({ type: 'give_up', run_id: other, code: 'x', sentence: 'x' })
    socket.say({ type: 'shape_refused', run_id: runId, index: 999, reason: 'x' })
    socket.say({ type: 'colored', run_id: runId, count: 20, groups: null, names: [] })
    expect(await coloring).toBe(20)

    const got: number[] = []
    const reading = (async () => {
      for await (const { index } of blender.buildShapes(RECIPES)) got.push(index)
    })()
    await settle()
    socket.sendFrame(mesh(999)).sendFrame(mesh(3, other))
    for (let index = 0; index < 20; index++) socket.sendFrame(mesh(index))
    await reading
    expect(got).toEqual(RECIPES.map((_, i) => i))
    expect(socket.closed).toBeUndefined()
  })

  it('never asks for more shapes than the window while nobody reads', async () => {
    const { socket, blender, mesh } = await underWay()
    const recipes = drawRecipes('seed', 200, 0)
    const shapes = blender.buildShapes(recipes)[Symbol.asyncIterator]()
    const first = shapes.next()
    await settle()
    for (let round = 0; round < 5; round++) {
      for (const index of askedFor(socket).flat()) socket.sendFrame(mesh(index))
      await settle()
    }
    await first
    expect(askedFor(socket).flat().length).toBeLessThanOrEqual(2 * BUILD_WINDOW)
  })
})
