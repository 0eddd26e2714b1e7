import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { colorBlobs, type ColorBlob } from './colorBlobs.js'
import type { WindowDriver } from './windowDriver.js'

const run = promisify(execFile)

/** Pixels of the virtual screen, which the window fills. */
export const [SCREEN_WIDTH, SCREEN_HEIGHT] = [1280, 800]
/** Between the steps of a drag: a hand takes no less. Milliseconds. */
const DRAG_STEP_MS = 150
/** A button that a message calls for is on the screen by then, however busy the machine. Milliseconds. */
const SHOWN_MS = 20_000

/** What moves by itself in a window, a slider that was let go say, is at rest by then. Milliseconds. */
const REST_MS = 600
/** Turns of Blender's loop after which an event and what follows from it is over. */
const TURNS = 4

const GREEN = [0, 255, 0]
const MAGENTA = [255, 0, 255]
const CYAN = [0, 255, 255]

/** Mouse and eyes. The driver's theme paints tabs green, buttons magenta, sliders cyan: Blender tells nobody where they are. */
export class WindowScreen {
  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly driver: WindowDriver,
  ) {}

  /** The screen when all is drawn. */
  async shoot(path: string): Promise<void> {
    await this.drawn()
    await run('import', ['-window', 'root', path], { env: this.env })
  }

  /** Opens the sidebar and the add-on's tab, which is the last one. */
  async openTab(): Promise<void> {
    await this.driver.evaluate('sidebar()')
    await this.drawn()
    const tab = (await this.find(GREEN)).at(-1)
    if (tab === undefined) throw new Error('The sidebar has no tab for the add-on.')
    await this.press(tab)
  }

  /** Hash of the sidebar as it is seen when all is drawn, the mouse elsewhere. */
  async hashSidebar(): Promise<string> {
    await this.xdotool('mousemove', '0', '0')
    await sleep(REST_MS)
    await this.drawn()
    return createHash('sha256')
      .update((await this.readSidebar()).pixels)
      .digest('hex')
  }

  /** Clicks the button of this operator as soon as it is there. @throws when it stays away or grey */
  async click(operator: string): Promise<void> {
    const deadline = Date.now() + SHOWN_MS
    do {
      const button = await this.findButton(operator)
      if (button) return this.press(button)
    } while (Date.now() < deadline)
    throw new Error(`No button for ${operator} can be clicked.`)
  }

  /** Clicks the lower line of the card in a list whose swatch has this color, right of its picture. */
  async clickCard(color: string): Promise<void> {
    const [swatch] = await this.find([1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)))
    if (!swatch) throw new Error(`There is no card of the color ${color}.`)
    await this.press({ x: swatch.x + 3.5 * swatch.height, y: swatch.y + 0.75 * swatch.height, width: 0, height: 0 })
  }

  /** Presses a key with the mouse over the 3D view. */
  async key(name: string): Promise<void> {
    await this.point({ x: SCREEN_WIDTH / 3, y: SCREEN_HEIGHT / 2, width: 0, height: 0 })
    await this.xdotool('key', name)
    await this.handled()
  }

  /** Drags the only slider of the tab by a share of its width, in steps as a hand does. */
  async dragSlider(share: number): Promise<void> {
    const [slider] = await this.find(CYAN)
    if (!slider) throw new Error('There is no slider in the tab.')
    const y = Math.round(slider.y + slider.height / 2)
    const xs = Array.from({ length: 11 }, (_, step) =>
      Math.round(slider.x + slider.width * (0.5 + (share * step) / 10)),
    )
    await this.xdotool('mousemove', `${xs[0]}`, `${y}`)
    await this.handled()
    await this.xdotool('mousedown', '1')
    for (const x of xs) {
      await this.xdotool('mousemove', `${x}`, `${y}`)
      await sleep(DRAG_STEP_MS)
      await this.handled()
    }
    await this.xdotool('mouseup', '1')
    await sleep(REST_MS)
    await this.handled()
  }

  private async findButton(operator: string): Promise<ColorBlob | undefined> {
    for (const button of await this.find(MAGENTA)) {
      await this.point(button)
      await this.driver.evaluate('bpy.context.window_manager.clipboard = ""')
      await this.xdotool('key', 'ctrl+c') // over a button it copies the call
      await this.handled()
      const call = await this.driver.evaluate<string>('bpy.context.window_manager.clipboard')
      if (call.startsWith(`bpy.ops.${operator}(`)) return button
    }
    await this.xdotool('mousemove', '0', '0') // what is under the mouse is painted otherwise
    await this.drawn()
    return undefined
  }

  private async press(blob: ColorBlob): Promise<void> {
    await this.point(blob)
    await this.xdotool('click', '1')
    await this.handled()
  }

  private async point({ x, y, width, height }: ColorBlob): Promise<void> {
    // Blender needs a movement to know what is under the mouse.
    const [centerX, centerY] = [Math.round(x + width / 2), Math.round(y + height / 2)]
    await this.xdotool('mousemove', `${centerX - 2}`, `${centerY}`)
    await this.xdotool('mousemove', `${centerX}`, `${centerY}`)
    await this.handled()
  }

  /**
   * What was done with mouse and keys has been answered by Blender. It answers us before the events of a turn of its loop, and
   * an event may bring forth others.
   */
  private async handled(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) await this.driver.evaluate('None')
  }

  /** What there is to be seen is on the screen. */
  private async drawn(): Promise<void> {
    await this.handled()
    const before = await this.driver.evaluate<number>('redraw()')
    await this.driver.waitFor(`draws() > ${before}`, SHOWN_MS)
    await this.handled()
  }

  private async xdotool(...args: string[]): Promise<void> {
    await run('xdotool', args, { env: this.env })
  }

  /** Blobs of a color in the sidebar, top to bottom. */
  private async find(color: readonly number[]): Promise<ColorBlob[]> {
    const { pixels, left, top, width } = await this.readSidebar()
    return colorBlobs(pixels, width, color).map((blob) => ({ ...blob, x: blob.x + left, y: blob.y + top }))
  }

  /** The sidebar as it is seen, rgb, row by row, and its place on the screen. */
  private async readSidebar() {
    const [left, top, width, height] = await this.driver.evaluate<[number, number, number, number]>('list(sidebar())')
    const crop = `${width}x${height}+${left}+${top}`
    const { stdout } = await run('import', ['-window', 'root', '-crop', crop, '+repage', '-depth', '8', 'rgb:-'], {
      env: this.env,
      encoding: 'buffer',
      maxBuffer: 3 * SCREEN_WIDTH * SCREEN_HEIGHT + 1,
    })
    return { pixels: stdout, left, top, width }
  }
}
