import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import { PROJECT_ROOT } from '../../server/projectRoot.js'

const run = promisify(execFile)
const [WIDTH, HEIGHT] = [1280, 800]
/** A software-rendered redraw takes up to 0.2 s; a click is seen after one or two. Milliseconds. */
const REDRAW_MS = 600
/** A button that a message calls for is on the screen by then, however busy the machine. Milliseconds. */
const SHOWN_MS = 20_000

/** A real Blender in a real window on a virtual screen, with the add-on enabled and its sidebar tab open. */
export interface BlenderWindow {
  /** Moves the mouse to the add-on's button with this operator and clicks it as soon as it is there. @throws when it stays away or grey */
  click(operator: string): Promise<void>
  /** Value of Python statements that end in an expression; `bpy` and `session()` are at hand. */
  evaluate<T = unknown>(python: string): Promise<T>
  /** Resolves with the value as soon as it is truthy. */
  waitFor<T = unknown>(python: string, timeoutMs: number): Promise<T>
  screenshot(path: string): Promise<void>
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
  const env = {
    ...process.env,
    DISPLAY: display,
    LIBGL_ALWAYS_SOFTWARE: '1',
    BLENDER_USER_CONFIG: join(home, 'config'),
    BLENDER_USER_SCRIPTS: join(home, 'scripts'),
    TMPDIR: home,
  }
  const { serverAddress: address, token, request = {} } = options
  const blender = spawn(
    options.blender ?? 'blender',
    [
      ...['--factory-startup', '--window-geometry', '0', '0', `${WIDTH}`, `${HEIGHT}`, '--python-exit-code', '3'],
      ...['--python', join(PROJECT_ROOT, 'test/blender/window_driver.py')],
      ...['--', JSON.stringify({ root: PROJECT_ROOT, address, token, request })],
    ],
    { env, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const driver = new Driver(blender)
  const screen = new Screen(env, driver)
  const close = async () => {
    for (const child of [blender, xvfb]) await kill(child)
    rmSync(home, { recursive: true, force: true })
  }
  onTestFinished(close)
  await driver.waitFor('bpy.context.window_manager.windows[0].width', 60_000)
  await screen.openTab()
  return {
    click: (operator) => screen.click(operator),
    evaluate: (python) => driver.evaluate(python),
    waitFor: (python, timeoutMs) => driver.waitFor(python, timeoutMs),
    screenshot: async (path) => void (await run('import', ['-window', 'root', path], { env })),
    log: driver.log,
    close,
  }
}

async function startXvfb(): Promise<{ xvfb: ChildProcess; display: string }> {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${WIDTH}x${HEIGHT}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(xvfb.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { xvfb, display: `:${number.toString().trim()}` }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'close')
}

/** The conversation with test/blender/window_driver.py. */
class Driver {
  readonly log: string[] = []
  private next = 0
  private readonly waiting = new Map<number, (reply: { value?: unknown; error?: string }) => void>()

  constructor(private readonly blender: ChildProcess) {
    for (const stream of [blender.stdout, blender.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.read(line))
    blender.once('close', (code, signal) => {
      const error = `Blender ended with ${code ?? signal}:\n${this.log.slice(-20).join('\n')}`
      for (const settle of this.waiting.values()) settle({ error })
    })
  }

  evaluate<T>(python: string): Promise<T> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ value, error }) => {
        this.waiting.delete(id)
        if (error === undefined) resolve(value as T)
        else reject(new Error(error))
      })
      this.blender.stdin?.write(`${JSON.stringify({ id, python })}\n`)
    })
  }

  async waitFor<T>(python: string, timeoutMs: number): Promise<T> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const late = new AbortController()
      const value = await Promise.race([
        this.evaluate<T>(python),
        sleep(deadline - Date.now(), undefined, { signal: late.signal }).catch(() => undefined),
      ])
      late.abort()
      if (value) return value
      if (Date.now() > deadline)
        throw new Error(`Not within ${timeoutMs / 1000} s: ${python}\n${this.log.slice(-20).join('\n')}`)
      await sleep(100)
    }
  }

  private read(line: string): void {
    if (!line.startsWith('@driver ')) return void this.log.push(line)
    const reply = JSON.parse(line.slice(8)) as { id: number; value?: unknown; error?: string }
    this.waiting.get(reply.id)?.(reply)
  }
}

/** A rectangle of one color on the screen, in pixels. */
interface Blob {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const GREEN = [0, 255, 0]
const MAGENTA = [255, 0, 255]

/** Mouse and eyes. The driver's theme paints tabs green and buttons magenta: Blender tells nobody where they are. */
class Screen {
  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly driver: Driver,
  ) {}

  /** Opens the sidebar and the add-on's tab, which is the last one. */
  async openTab(): Promise<void> {
    await this.driver.evaluate('sidebar()')
    await sleep(REDRAW_MS)
    const tab = (await this.find(GREEN)).at(-1)
    if (tab === undefined) throw new Error('The sidebar has no tab for the add-on.')
    await this.press(tab)
    await sleep(REDRAW_MS)
  }

  async click(operator: string): Promise<void> {
    const deadline = Date.now() + SHOWN_MS
    do {
      const button = await this.findButton(operator)
      if (button) return this.press(button)
    } while (Date.now() < deadline)
    throw new Error(`No button for ${operator} can be clicked.`)
  }

  private async findButton(operator: string): Promise<Blob | undefined> {
    for (const button of await this.find(MAGENTA)) {
      await this.point(button)
      await this.driver.evaluate('bpy.context.window_manager.clipboard = ""')
      await this.xdotool('key', 'ctrl+c') // over a button it copies the call
      await sleep(REDRAW_MS / 2)
      const call = await this.driver.evaluate<string>('bpy.context.window_manager.clipboard')
      if (call.startsWith(`bpy.ops.${operator}(`)) return button
    }
    await this.xdotool('mousemove', '0', '0') // what is under the mouse is painted otherwise
    await sleep(REDRAW_MS)
    return undefined
  }

  private async press(blob: Blob): Promise<void> {
    await this.point(blob)
    await this.xdotool('click', '1')
    await sleep(REDRAW_MS / 2)
  }

  private async point({ x, y, width, height }: Blob): Promise<void> {
    // Blender needs a movement to know what is under the mouse.
    const [centerX, centerY] = [Math.round(x + width / 2), Math.round(y + height / 2)]
    await this.xdotool('mousemove', `${centerX - 2}`, `${centerY}`)
    await this.xdotool('mousemove', `${centerX}`, `${centerY}`)
    await sleep(REDRAW_MS / 2)
  }

  private async xdotool(...args: string[]): Promise<void> {
    await run('xdotool', args, { env: this.env })
  }

  /** Blobs of a color in the sidebar, top to bottom. */
  private async find(color: readonly number[]): Promise<Blob[]> {
    const [left, top, width, height] = await this.driver.evaluate<[number, number, number, number]>('list(sidebar())')
    const crop = `${width}x${height}+${left}+${top}`
    const { stdout } = await run('import', ['-window', 'root', '-crop', crop, '+repage', '-depth', '8', 'rgb:-'], {
      env: this.env,
      encoding: 'buffer',
      maxBuffer: 3 * WIDTH * HEIGHT + 1,
    })
    return blobsOf(stdout, width, color).map((blob) => ({ ...blob, x: blob.x + left, y: blob.y + top }))
  }
}

/** Least pixels of a button or tab: an icon's edge in the same color is smaller. */
const LEAST_PIXELS = 200
const TOLERANCE = 16

/** Connected areas (4-neighbours) of a color in packed RGB. */
function blobsOf(rgb: Buffer, width: number, color: readonly number[]): Blob[] {
  const count = rgb.length / 3
  const isColor = (pixel: number) => color.every((value, i) => Math.abs(rgb[3 * pixel + i] - value) <= TOLERANCE)
  const seen = new Uint8Array(count)
  const blobs: Blob[] = []
  for (let start = 0; start < count; start++) {
    if (seen[start] || !isColor(start)) continue
    const stack = [start]
    seen[start] = 1
    let [pixels, minX, maxX, minY, maxY] = [0, width, 0, Infinity, 0]
    for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
      pixels++
      const [x, y] = [pixel % width, Math.floor(pixel / width)]
      ;[minX, maxX, minY, maxY] = [Math.min(minX, x), Math.max(maxX, x), Math.min(minY, y), Math.max(maxY, y)]
      const neighbours = [x > 0 && pixel - 1, x < width - 1 && pixel + 1, pixel - width, pixel + width]
      for (const next of neighbours) {
        if (next === false || next < 0 || next >= count || seen[next] || !isColor(next)) continue
        seen[next] = 1
        stack.push(next)
      }
    }
    if (pixels >= LEAST_PIXELS) blobs.push({ x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1 })
  }
  return blobs.sort((a, b) => a.y - b.y)
}
