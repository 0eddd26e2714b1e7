import { describe, expect, it } from 'vitest'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { BlenderPeer, RUN_ID } from '../support/blenderPeer.js'
import { startBlenderWindow, whyNoWindow } from '../support/blenderWindow.js'

const reason = await whyNoWindow()
if (reason) console.log(`Skipped, no window can be opened here: ${reason}`)

/** Colors of the run's objects in order, each channel rounded: `100` is red. */
const COLORS = `
shapes = sorted((o for o in bpy.data.objects if "shapekin_id" in o), key=lambda o: o["shapekin_index"])
["".join(str(round(c)) for c in o.color[:3]) for o in shapes]`
const WHITE = Array.from({ length: 6 }, () => '111')
const COLORED = ['100', '001', '100', '001', '100', '001']

describe.skipIf(reason)('the panel in a real Blender window', { timeout: 240_000 }, () => {
  it('runs, colors in one undo step, restores, and tells why a server refuses', async () => {
    const peer = await BlenderPeer.start()
    const request = { ...RunRequest.parse({ count: 20, seed: 3, groups: 2 }), preset: 'seed' } as const
    const window = await startBlenderWindow({ serverAddress: peer.address, token: peer.token, request })
    const blender = await peer.accept()
    expect(blender.hello).toMatchObject({ role: 'window' })
    await window.waitFor('link() == "Connected"', 10_000)

    await window.click('shapekin.run')
    expect((await blender.next('start_run')).request).toEqual(request)
    blender.send({ type: 'run_accepted', run_id: RUN_ID, request })
    await blender.build(drawRecipes('seed', 6, 3))
    const palette: [number, number, number][] = [
      [1, 0, 0],
      [0, 0, 1],
    ]
    expect(await blender.color([0, 1, 0, 1, 0, 1], palette, { apply: false })).toBe(0)
    expect(await window.evaluate(COLORS)).toEqual(WHITE)
    expect(await blender.color([0, 1, 0, 1, 0, 1], palette)).toBe(6)
    blender.send({ type: 'run_done', run_id: RUN_ID, summary: '6 shapes in 2 groups', files: [], notes: [] })
    await window.waitFor('outcome() is not None', 10_000)
    expect(await window.evaluate(COLORS)).toEqual(COLORED)

    await window.undo()
    expect(await window.evaluate(COLORS)).toEqual(WHITE)
    await window.redo()
    expect(await window.evaluate(COLORS)).toEqual(COLORED)
    await window.click('shapekin.restore_colors')
    expect(await window.evaluate(COLORS)).toEqual(WHITE)
    await window.click('shapekin.apply_colors')
    expect(await window.evaluate(COLORS)).toEqual(COLORED)
    await window.click('shapekin.restore_colors')

    await window.click('shapekin.run')
    await blender.next('start_run')
    const second = 'ff'.repeat(8)
    blender.send({ type: 'run_accepted', run_id: second, request })
    await blender.build(drawRecipes('seed', 6, 4), undefined, second)
    await window.waitFor('type(session().own).__name__ == "Accepted"', 10_000)
    await window.click('shapekin.cancel')
    expect((await blender.next('cancel_run')).run_id).toBe(second)
    await window.waitFor('outcome() is not None', 10_000) // whatever the server is doing
    blender.send({ type: 'run_failed', run_id: second, code: 'cancelled', message: 'Cancelled. Nothing was kept.' })
    await window.waitFor('not session().is_ending', 10_000)
    expect(await window.evaluate('[outcome().code, outcome().was_cancelled_here]')).toEqual(['cancelled', true])
    expect(await window.evaluate(COLORS)).toEqual(WHITE)

    await window.evaluate('bpy.context.preferences.addons["blender_addon"].preferences.token = "other"')
    await window.waitFor('link() == "RefusedLink"', 10_000)
    expect(await window.evaluate('session().link.sentence')).toBe('The token is missing or wrong.')
  })
})
