import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { BlenderPeer, RUN_ID } from '../support/blenderPeer.js'
import { startBlenderWindow, whyNoWindow } from '../support/blenderWindow.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const reason = await whyNoWindow()
if (reason) console.log(`Skipped, no window can be opened here: ${reason}`)

const SHOTS = join(PROJECT_ROOT, '.cache', 'screenshots')
const REQUEST = { ...RunRequest.parse({ count: 20, seed: 3, groups: 2 }), preset: 'seed' } as const

/** A port at which nobody listens now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

const lockOf = (home: string) => join(home, 'server.json')

/** Ends the server that a Blender has started in a home, at the end of the test. */
function endServerOf(home: string): void {
  onTestFinished(async () => {
    const { owner } = JSON.parse(readFileSync(lockOf(home), 'utf8')) as { owner: { pid: number } }
    process.kill(owner.pid, 'SIGTERM')
    while (existsSync(lockOf(home))) await sleep(50)
  })
}

/** Numbers of what the add-on has put into Blender and into the process; it says so without the add-on's help. */
const LEFT = `
import sys, threading
lists = [each for each in (getattr(bpy.app.handlers, name) for name in dir(bpy.app.handlers)) if isinstance(each, list)]
handlers = [each for some in lists for each in some]
keys = [item.idname for keymap in bpy.context.window_manager.keyconfigs.addon.keymaps for item in keymap.keymap_items]
[
    sum(each.name.startswith("shapekin") for each in threading.enumerate()),
    sum(getattr(each, "__module__", "").startswith("blender_addon") for each in handlers),
    int(bpy.app.timers.is_registered(sys.modules["blender_addon.window"]._tick)),
    sum(each.startswith("SHAPEKIN") for each in dir(bpy.types)),
    sum(each.startswith("shapekin") for each in keys),
]`
/** Everything of the user's that an add-on could change. */
const USERS = `
[
    [[each.name, str(each.matrix_world), list(each.color), sorted(each.keys())] for each in bpy.data.objects],
    [each.name for each in bpy.data.scenes],
    [each.name for each in bpy.data.collections],
    bpy.context.window_manager.windows[0].screen.areas[0].type,
]`

/** Leaves the panel Make Shapes alone in the tab, and nothing of the scene behind it. */
const LEAVE_MAKE_SHAPES = `
bpy.context.preferences.system.use_region_overlap = False
names = [each for each in dir(bpy.types) if each.startswith("SHAPEKIN_PT_") and each != "SHAPEKIN_PT_run"]
for each in sorted(names, key=lambda name: not hasattr(getattr(bpy.types, name), "bl_parent_id")):
    bpy.utils.unregister_class(getattr(bpy.types, each))`

describe.skipIf(reason)('the bridge in a real Blender window', { timeout: 300_000 }, () => {
  it('starts a server when none answers, shares it with a second Blender, and a third finds no Node', async () => {
    mkdirSync(SHOTS, { recursive: true })
    const home = temporaryFolder()
    const env = { SHAPEKIN_HOME: home, SHAPEKIN_CACHE: temporaryFolder() }
    const address = `http://127.0.0.1:${await freePort()}`
    const open = (more = {}) =>
      startBlenderWindow({ serverAddress: address, token: '', startServer: true, env: { ...env, ...more } })
    const first = await open()
    endServerOf(home)
    await first.waitFor('link() == "Connected"', 120_000)
    expect(await first.evaluate('session().link.connection.address')).toBe(address)
    const second = await open()
    await second.waitFor('link() == "Connected"', 60_000)
    const { address: served } = JSON.parse(readFileSync(lockOf(home), 'utf8')) as { address: string }
    expect(served).toBe(address)
    await first.close()
    expect(await second.evaluate('link()')).toBe('Connected')
    await second.close()

    const third = await startBlenderWindow({
      serverAddress: `http://127.0.0.1:${await freePort()}`,
      token: '',
      env: { SHAPEKIN_HOME: temporaryFolder(), SHAPEKIN_CACHE: temporaryFolder() },
    })
    await third.evaluate(`
import os
from blender_addon import found_here
os.environ["PATH"] = "/nowhere"
found_here.USUAL_NODES = ()
bpy.context.preferences.addons["blender_addon"].preferences.start_server = True`)
    await third.waitFor('link() == "NoServer" and "Node" in session().link.sentence', 60_000)
    await third.screenshot(join(SHOTS, 'bridge-no-node.png'))
  })

  it('is cancelled by Esc over the view, which does nothing else, and Make Shapes tells of runs alone', async () => {
    const peer = await BlenderPeer.start()
    const window = await startBlenderWindow({ serverAddress: peer.address, token: peer.token, request: REQUEST })
    const blender = await peer.accept()
    await window.waitFor('link() == "Connected"', 10_000)
    const users = await window.evaluate(USERS)
    await window.key('Escape')
    expect(await window.evaluate('type(outcome()).__name__')).toBe('NoneType')

    await window.click('shapekin.run')
    await blender.next('start_run')
    await window.key('Escape')
    await window.waitFor('getattr(outcome(), "code", None) == "cancelled"', 10_000)
    blender.send({ type: 'run_accepted', run_id: RUN_ID, request: REQUEST })
    expect((await blender.next('cancel_run')).run_id).toBe(RUN_ID)
    blender.send({ type: 'run_failed', run_id: RUN_ID, code: 'cancelled', message: 'Cancelled.' })
    await window.waitFor('not session().is_ending', 10_000)

    await window.click('shapekin.run')
    await blender.next('start_run')
    const second = 'ab'.repeat(8)
    blender.send({ type: 'run_accepted', run_id: second, request: REQUEST })
    await blender.build(drawRecipes('seed', 6, 3), undefined, second)
    await window.waitFor('len([o for o in bpy.data.objects if "shapekin_id" in o]) == 6', 10_000)
    await window.key('Escape')
    await window.waitFor('getattr(outcome(), "code", None) == "cancelled"', 10_000)
    expect((await blender.next('cancel_run')).run_id).toBe(second)
    expect(await window.evaluate(USERS)).toEqual(users)
    blender.send({ type: 'run_failed', run_id: second, code: 'cancelled', message: 'Cancelled.' })
    await window.waitFor('not session().is_ending', 10_000)

    // Make Shapes, alone in the tab, tells nothing of how a grouping goes and ends.
    await window.evaluate(LEAVE_MAKE_SHAPES)
    await window.evaluate('bpy.ops.shapekin.group() and None')
    const third = 'cd'.repeat(8)
    await blender.next('start_scene')
    const asked = await window.hashSidebar()
    const isAt = (stage: string) => window.waitFor(`session().runs["${third}"].progress.stage == "${stage}"`, 10_000)
    blender.send({ type: 'scene_accepted', run_id: third })
    blender.send({ type: 'progress', run_id: third, stage: 'shapes', done: 1, total: 2, seconds_left: 9 })
    await isAt('shapes')
    expect(await window.hashSidebar()).toBe(asked)
    blender.send({ type: 'progress', run_id: third, stage: 'tree', done: 0, total: 0, seconds_left: null })
    await isAt('tree')
    expect(await window.hashSidebar()).toBe(asked)
    mkdirSync(SHOTS, { recursive: true })
    await window.screenshot(join(SHOTS, 'bridge-make-shapes-meanwhile.png'))
    blender.send({ type: 'run_failed', run_id: third, code: 'scene.nothing', message: 'There is nothing.' })
    await window.waitFor('getattr(outcome(), "code", None) == "scene.nothing"', 10_000)
    const ended = await window.hashSidebar()
    expect(ended).not.toBe(asked) // its fields can be set again
    await window.evaluate('session().forget_outcome()')
    expect(await window.hashSidebar()).toBe(ended)
  })

  it('is enabled and disabled 50 times, in the middle of runs too, and leaves nothing behind', async () => {
    const peer = await BlenderPeer.start()
    const window = await startBlenderWindow({ serverAddress: peer.address, token: peer.token, request: REQUEST })
    const users = await window.evaluate(USERS)
    for (let turn = 0; turn < 50; turn++) {
      const blender = await peer.accept()
      await window.waitFor('link() == "Connected"', 10_000)
      if (turn % 10 === 0) {
        await window.evaluate('bpy.ops.shapekin.run() and None')
        await blender.next('start_run')
        const runId = turn.toString(16).padStart(16, '0')
        blender.send({ type: 'run_accepted', run_id: runId, request: REQUEST })
        await blender.build(drawRecipes('seed', 6, 3), undefined, runId)
      }
      await window.evaluate('bpy.ops.preferences.addon_disable(module="blender_addon") and None')
      expect(await window.evaluate(LEFT)).toEqual([0, 0, 0, 0, 0])
      expect(await window.evaluate(USERS)).toEqual(users)
      await window.evaluate(`
bpy.ops.preferences.addon_enable(module="blender_addon")
chosen = bpy.context.preferences.addons["blender_addon"].preferences
chosen.address, chosen.token, chosen.start_server = "${peer.address}", "${peer.token}", False`)
    }
    await peer.accept()
    await window.waitFor('link() == "Connected"', 10_000)
  })
})
