import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { BlenderPeer, type PeerSocket } from '../support/blenderPeer.js'
import { startBlenderWindow, whyNoWindow, type BlenderWindow } from '../support/blenderWindow.js'

const reason = await whyNoWindow()
if (reason) console.log(`Skipped, no window can be opened here: ${reason}`)

const SHOTS = join(PROJECT_ROOT, '.cache', 'screenshots')
const REQUEST = { ...RunRequest.parse({ count: 20, seed: 3, groups: 2 }), preset: 'seed' } as const
const PALETTE: [number, number, number][] = [
  [1, 0, 0],
  [0, 0, 1],
]
const COUNT = 6

const HELPERS = `
wm = bpy.context.window_manager
area = next(a for a in wm.windows[0].screen.areas if a.type == "VIEW_3D")
space = area.spaces.active
shapes = [o for o in bpy.data.objects if "shapekin_id" in o]
`
const VIEW = `${HELPERS}
[space.region_3d.view_perspective, list(space.region_3d.view_location), space.region_3d.view_distance]`
const SHADING = `${HELPERS}
[space.shading.type, space.shading.color_type]`
const COLORS = `${HELPERS}
sorted({"".join(str(round(c)) for c in o.color[:3]) for o in shapes})`

describe.skipIf(reason)('a window in which a person goes on working', { timeout: 240_000 }, () => {
  beforeAll(() => void mkdirSync(SHOTS, { recursive: true }))

  async function open() {
    const peer = await BlenderPeer.start()
    const window = await startBlenderWindow({ serverAddress: peer.address, token: peer.token, request: REQUEST })
    const blender = await peer.accept()
    await window.waitFor('link() == "Connected"', 20_000)
    const shoot = (name: string) => window.screenshot(join(SHOTS, `${name}.png`))
    return { window, blender, shoot }
  }

  /** Presses Run and builds the shapes. */
  async function begin(window: BlenderWindow, blender: PeerSocket, runId: string) {
    await window.click('shapekin.run')
    await blender.next('start_run')
    blender.send({ type: 'run_accepted', run_id: runId, request: REQUEST })
    await blender.build(drawRecipes('seed', COUNT, 3), undefined, runId)
    blender.send({ type: 'progress', run_id: runId, stage: 'shapes', done: 3, total: COUNT, seconds_left: 210 })
    await window.waitFor(`${HELPERS}len(shapes) >= ${COUNT} and bool(session().runs)`, 10_000)
  }

  const color = (blender: PeerSocket, runId: string) => blender.color([0, 1, 0, 1, 0, 1], PALETTE, { runId })
  const finish = (blender: PeerSocket, runId: string, notes: string[] = []) =>
    blender.send({ type: 'run_done', run_id: runId, summary: '6 shapes; accuracy 1.00.', files: [], notes })

  it('keeps its view, its mode and its undo steps', async () => {
    const { window, blender, shoot } = await open()
    const first = '11'.repeat(8)
    await window.key('KP_0') // the camera's view, or back from it
    await window.key('Tab') // Edit Mode
    const widths = 'from blender_addon.paragraph import text_width\n[text_width(each) for each in ("i" * 30, "m" * 30)]'
    const [thin, wide] = await window.evaluate<number[]>(widths)
    expect(thin).toBeGreaterThan(60)
    expect(wide).toBeGreaterThan(1.6 * thin)
    const [view, shading] = [await window.evaluate(VIEW), await window.evaluate(SHADING)]
    expect(view).toMatchObject(['CAMERA', expect.anything(), expect.anything()])

    await begin(window, blender, first)
    await shoot('panel-running')
    expect(await window.evaluate(VIEW)).toEqual(view)
    expect(await color(blender, first)).toBe(COUNT)
    finish(blender, first, ['Twenty shapes are too few to tell families from chance.'])
    await window.waitFor('outcome() is not None', 10_000)
    expect(await window.evaluate('session().is_waiting_for_object_mode')).toBe(true)
    expect(await window.evaluate(COLORS)).toEqual(['111'])
    await shoot('panel-waits-for-object-mode')

    await window.key('Tab') // Object Mode
    await window.waitFor('not session().is_waiting_for_object_mode', 10_000)
    expect(await window.evaluate(COLORS)).toEqual(['001', '100'])
    expect(await window.evaluate(SHADING)).toEqual(['SOLID', 'OBJECT'])
    expect(await window.evaluate(VIEW)).toEqual(view)
    await shoot('panel-done-with-warning')

    await window.undo()
    expect(await window.evaluate(COLORS)).toEqual(['111'])
    expect(await window.evaluate(SHADING)).toEqual(shading)
    await window.redo()
    expect(await window.evaluate(COLORS)).toEqual(['001', '100'])
    expect(await window.evaluate(SHADING)).toEqual(['SOLID', 'OBJECT'])

    await window.key('KP_0') // the camera's view, or back from it
    const before = await window.evaluate<unknown[]>(VIEW)
    await window.click('shapekin.frame_shapes')
    const after = await window.evaluate<unknown[]>(VIEW)
    expect(after[0]).toBe('PERSP')
    expect(after).not.toEqual(before)
    await shoot('panel-framed')
    await window.click('shapekin.restore_colors')
    expect(await window.evaluate(SHADING)).toEqual(shading)
  })

  it('may go to another scene, and is told when the server was closed', async () => {
    const { window, blender, shoot } = await open()
    const [first, second] = ['22'.repeat(8), '33'.repeat(8)]
    await begin(window, blender, first)
    await window.evaluate(`${HELPERS}wm.windows[0].scene = bpy.data.scenes.new("Other")`)
    expect(await color(blender, first)).toBe(COUNT)
    finish(blender, first)
    await window.waitFor('outcome() is not None', 10_000)
    expect(await window.evaluate('type(outcome()).__name__')).toBe('Done')
    expect(await window.evaluate(COLORS)).toEqual(['001', '100'])
    expect(await window.evaluate(`${HELPERS}[len(bpy.data.scenes["Other"].objects), len(shapes)]`)).toEqual([0, COUNT])
    await shoot('panel-other-scene')
    await window.evaluate(`${HELPERS}wm.windows[0].scene = next(s for s in bpy.data.scenes if s.name != "Other")`)

    await begin(window, blender, second)
    blender.send({ type: 'run_failed', run_id: second, code: 'cancelled', message: 'Cancelled. Run it again.' })
    blender.socket.close(1001)
    await window.waitFor('getattr(outcome(), "code", None) == "session.serverClosed"', 10_000)
    expect(await window.evaluate(`${HELPERS}len(shapes)`)).toBe(COUNT)
    await shoot('panel-server-closed')
  })
})
