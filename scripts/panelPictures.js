// `node scripts/panelPictures.js` after `npm run build`: takes the README's pictures of the panel, in a real window of
// Blender on a virtual screen, for a person to look at. Needs Xvfb, ImageMagick and a Blender that opens windows.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startShapekin } from '../dist/server/main.js'
import { PROJECT_ROOT } from './lib/projectRoot.js'

const [WIDTH, HEIGHT] = ['1280', '800']

const home = mkdtempSync(join(tmpdir(), 'shapekin-pictures-'))
const shapekin = await startShapekin({ home, port: 0, host: '127.0.0.1', allowedHosts: [], logLevel: 'silent' })
const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${WIDTH}x${HEIGHT}x24`, '-nolisten', 'tcp'], {
  stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
})
try {
  const [display] = await once(xvfb.stdio[3], 'data')
  const options = {
    root: PROJECT_ROOT,
    address: shapekin.address,
    token: shapekin.home.token,
    folder: join(PROJECT_ROOT, 'docs/pictures'),
  }
  const blender = spawn(
    process.env.SHAPEKIN_BLENDER ?? 'blender',
    [
      ...['--factory-startup', '--window-geometry', '0', '0', WIDTH, HEIGHT],
      ...['--python', join(PROJECT_ROOT, 'scripts/lib/panel_pictures.py'), '--', JSON.stringify(options)],
    ],
    {
      env: {
        ...process.env,
        DISPLAY: `:${display.toString().trim()}`,
        LIBGL_ALWAYS_SOFTWARE: '1',
        BLENDER_USER_CONFIG: join(home, 'config'),
        BLENDER_USER_SCRIPTS: join(home, 'scripts'),
      },
      stdio: 'inherit',
    },
  )
  const [code] = await once(blender, 'close')
  process.exitCode = code ?? 1
} finally {
  xvfb.kill()
  await shapekin.close()
  rmSync(home, { recursive: true, force: true })
}
