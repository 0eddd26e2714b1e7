import { expect, it, vi } from 'vitest'
import { RECONNECT_MS } from '../../shared/protocol.js'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { ShapeBuilder } from '../../server/session/shapeBuilder.js'
import { handDriven, settle } from '../support/handDriven.js'
import { cube } from '../support/meshes.js'

it('a Blender that was given up, and ends when the next one is at work, takes nothing from it', async () => {
  const { source, processes, connect } = handDriven()
  const ends: (() => void)[] = []
  const start = async (clientId: string) => {
    await source.start(clientId)
    return { ended: new Promise<void>((resolve) => ends.push(resolve)), stop: () => Promise.resolve() }
  }
  let lists = 0
  const builder = new ShapeBuilder({ ...source, start }, () => String(++lists).padStart(16, '0'))
  const [recipe] = drawRecipes('seed', 20, 1)
  const build = async () => {
    const shape = builder.run(recipe, { blender: '3.4.1' })
    shape.catch(() => undefined)
    await settle()
    const socket = connect().hello(processes[processes.length - 1].clientId)
    await settle()
    return { shape, socket }
  }

  const first = await build()
  first.socket.drop()
  vi.advanceTimersByTime(RECONNECT_MS)
  await expect(first.shape).rejects.toMatchObject({ code: 'session.blenderLost' })
  const second = await build()
  ends[0]()
  await settle()
  const [{ run_id: runId }] = second.socket.of('build_shapes')
  second.socket.sendFrame({ type: 'mesh', runId, index: 0, ...cube(), offset: [0, 0, 0] })
  expect((await second.shape).triangles).toEqual(cube().triangles)
  expect(await builder.version()).toBe('3.4.1')
  expect(processes).toHaveLength(2)
})

it('a Blender that went while nothing was built is not waited for: the next shape has another one', async () => {
  const { source, processes, connect } = handDriven()
  const builder = new ShapeBuilder(source, () => '0000000000000001')
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
