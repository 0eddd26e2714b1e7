import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import { ownPythonEnvironment } from '../../server/blender/ownPython.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { WindowDriver } from './windowDriver.js'
import { SCREEN_HEIGHT, SCREEN_WIDTH, WindowScreen } from './windowScreen.js'

const run = promisify(execFile)
/** A real Blender in a real window on a virtual screen, with the add-on enabled and its sidebar tab open. */
export interface BlenderWindow {
  /** Moves the mouse to the add-on's button with this operator and clicks it as soon as it is there. @throws when it stays away or grey */
  click(operator: string): Promise<void>
  /** Clicks the lower line of the card in a list whose swatch has this color, `#RRGGBB`. */
  clickCard(color: string): Promise<void>
  /** Value of Python statements that end in an expression; `bpy` and `session()` are at hand. */
  evaluate<T = unknown>(python: string): Promise<T>
  /** Resolves with the value as soon as it is truthy. */
  waitFor<T = unknown>(python: string, timeoutMs: number): Promise<T>
  /** Presses a key, `Escape` say, with the mouse over the 3D view. */
  key(name: string): Promise<void>
  /** Drags the only slider of the tab by a share of its width. */
  dragSlider(share: number): Promise<void>
  /** One step back, or forth again. */
  undo(): Promise<void>
  redo(): Promise<void>
  screenshot(path: string): Promise<void>
  /** Hash of the sidebar as it is seen when all is drawn. */
  hashSidebar(): Promise<string>
  /** What Blender printed. */
  readonly log: readonly string[]
  /** Ends Blender and its screen; happens by itself when the test is over. */
  close(): Promise<void>
}

export interface WindowOptions {
  readonly serverAddress: string
  readonly token: string
  /** Values of the panel's fields. */
  readonly request?: Partial<RunRequest>
  /** Whether the panel may start a server when none answers. Default: no. */
  readonly startServer?: boolean
  /** Of Blender's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Default: `blender` on PATH. */
  readonly blender?: string
}

/** Why no window can be opened here, for a skipped test's line; undefined when one can. */
export async function whyNoWindow(blender = 'blender'): Promise<string | undefined> {
  for (const program of ['Xvfb', 'xdotool', 'import', blender])
    if (!(await run('which', [program]).catch(() => undefined))) return `${program} is not installed`
  return undefined
}

export async function startBlenderWindow(options: WindowOptions): Promise<BlenderWindow> {
  const home = mkdtempSync(join(tmpdir(), 'shapekin-window-'))
  const { xvfb, display } = await startXvfb()
  const path = options.blender ?? (await run('which', ['blender'])).stdout.trim()
  const env = {
    ...process.env,
    ...ownPythonEnvironment('program', path),
    DISPLAY: display,
    LIBGL_ALWAYS_SOFTWARE: '1',
    BLENDER_USER_CONFIG: join(home, 'config'),
    BLENDER_USER_SCRIPTS: join(home, 'scripts'),
    TMPDIR: home,
    ...options.env,
  }
  const { serverAddress: address, token, request = {}, startServer = false } = options
  const blender = spawn(
    path,
    [
      ...[
        '--factory-startup',
        '--window-geometry',
        '0',
        '0',
        `${SCREEN_WIDTH}`,
        `${SCREEN_HEIGHT}`,
        '--python-exit-code',
        '3',
      ],
      ...['--python', join(PROJECT_ROOT, 'test/blender/window_driver.py')],
      ...['--', JSON.stringify({ root: PROJECT_ROOT, address, token, request, startServer })],
    ],
    { env, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const driver = new WindowDriver(blender)
  const screen = new WindowScreen(env, driver)
  const close = async () => {
    for (const child of [blender, xvfb]) await kill(child)
    rmSync(home, { recursive: true, force: true })
  }
  onTestFinished(close)
  await driver.waitFor('bpy.context.window_manager.windows[0].width', 60_000)
  await screen.openTab()
  return {
    click: (operator) => screen.click(operator),
    clickCard: (color) => screen.clickCard(color),
    evaluate: (python) => driver.evaluate(python),
    waitFor: (python, timeoutMs) => driver.waitFor(python, timeoutMs),
    key: (name) => screen.key(name),
    dragSlider: (share) => screen.dragSlider(share),
    undo: () => screen.key('ctrl+z'),
    redo: () => screen.key('ctrl+shift+z'),
    screenshot: (path) => screen.shoot(path),
    hashSidebar: () => screen.hashSidebar(),
    log: driver.log,
    close,
  }
}

async function startXvfb(): Promise<{ xvfb: ChildProcess; display: string }> {
  const xvfb = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${SCREEN_WIDTH}x${SCREEN_HEIGHT}x24`, '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const [number] = (await once(xvfb.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { xvfb, display: `:${number.toString().trim()}` }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'close')
}
