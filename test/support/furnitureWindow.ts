import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { startBlenderWindow } from './blenderWindow.js'
import { SHOTS } from './screenshots.js'
import { startServer } from './startServer.js'

/** Python that fills the window's scene with furniture. */
const BUILD = `
import sys
sys.path.append(${JSON.stringify(join(PROJECT_ROOT, 'test/blender'))})
import furniture_scene
furniture_scene.build_in(bpy.context.window_manager.windows[0])`

/**
 * A real Blender window on a scene of furniture, connected with a server of its own.
 *
 * @param prepare Python that goes on from there; its last line is an expression
 */
export async function openFurniture(prepare: string) {
  mkdirSync(SHOTS, { recursive: true })
  const server = await startServer()
  const window = await startBlenderWindow({ serverAddress: server.address, token: server.home.token })
  await window.waitFor('link() == "Connected"', 20_000)
  const prepared = await window.evaluate<number>(BUILD + prepare)
  const shoot = (name: string) => window.screenshot(join(SHOTS, name))
  return { server, window, prepared, shoot }
}
