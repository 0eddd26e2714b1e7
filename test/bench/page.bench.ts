import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { openChromium } from '#scripts/lib/chromium.js'
import { startShapekin } from '../../server/main.js'
import { MOST_PLACED } from '../../server/picture/neighborPlane.js'
import { putLargeLibrary } from './largeLibrary.js'
import type { BenchOptions } from './benchOptions.js'

const COUNTS = [10_000, 32_000, 100_000]
/** A page that is left alone so long has done what was asked of it. Milliseconds. */
const REST_MS = 700
/** Of a hand that moves the map. */
const PAN_STEPS = 150

/** How long a step kept the page from answering. Milliseconds. */
interface StepFigures {
  readonly what: string
  /** Longest task of 50 ms and more by the clock, as the browser tells pages of it (`longtask`); 0 = none was so long. */
  readonly longest: number
  readonly longTasks: number
  /** Longest task of the page's thread by its processor time, which what else the machine does leaves alone. */
  readonly busiest: number
  /** Until what was asked for is there. */
  readonly ready: number
  readonly framesPerSecond?: number
}

/** Runs in the page from its first line on. `drawn` counts the pictures of the map: its overlay follows each. */
const WATCH = `
globalThis.longTasks = []
globalThis.frames = 0
globalThis.drawn = 0
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: 'longtask', buffered: true })
const count = () => { frames++; requestAnimationFrame(count) }
requestAnimationFrame(count)
const { clearRect } = CanvasRenderingContext2D.prototype
CanvasRenderingContext2D.prototype.clearRect = function (...rest) { drawn++; clearRect.apply(this, rest) }
`

/**
 * The page on large libraries, in a real Chromium: of every view the longest task, how long until it is there, and frames a
 * second while the map is moved. What is named after the suite are counts of shapes; default COUNTS.
 */
export async function run({ json, folders }: BenchOptions): Promise<void> {
  const counts = folders.length > 0 ? folders.map(Number) : COUNTS
  const figures: Record<string, StepFigures[]> = {}
  for (const count of counts) {
    if (!json)
      console.log(
        `${count.toLocaleString('en')} shapes: busiest task by processor, longest by clock (how many of 50 ms), ready, frames a second`,
      )
    figures[count] = await measure(count, json)
  }
  if (json) console.log(JSON.stringify(figures))
}

function lineOf({ what, busiest, longest, longTasks, ready, framesPerSecond }: StepFigures): string {
  const [own, task, time] = [busiest, longest, ready].map((value) => value.toFixed(0).padStart(6))
  return `${what.padEnd(32)}${own} ms${task} ms (${longTasks})${time} ms  ${framesPerSecond?.toFixed(0) ?? ''}`
}

async function measure(count: number, json: boolean): Promise<StepFigures[]> {
  const home = mkdtempSync(join(tmpdir(), 'shapekin-page-'))
  await putLargeLibrary(home, count)
  const shapekin = await startShapekin({ home, port: 0, host: '127.0.0.1', allowedHosts: [], logLevel: 'silent' })
  const browser = await openChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.setDefaultTimeout(300_000)
    await page.addInitScript(WATCH)
    const steps: StepFigures[] = []
    const step = async (what: string, work: () => Promise<unknown>) => {
      const figures = await watch(browser, page, what, work)
      steps.push(figures)
      if (!json) console.log(lineOf(figures))
    }
    await step('first view', async () => {
      await page.goto(`${shapekin.address}/#${shapekin.home.token}`)
      await page.getByRole('button', { name: 'Run', exact: true }).waitFor()
    })
    await step('library', () => click(page.getByRole('link', { name: 'Library' }), page.getByText('shapes of')))
    await lookAtMap(page, step)
    if (count <= MOST_PLACED)
      await step('map: by neighbors', async () => {
        await page.getByLabel('Places by').selectOption('neighbors')
        await page.getByText('What lies side by side is alike').waitFor()
      })
    await lookAtFamilies(page, step)
    await lookAtTree(page, step)
    return steps
  } finally {
    await browser.close()
    await shapekin.close()
    rmSync(home, { recursive: true, force: true })
  }
}

type Step = (what: string, work: () => Promise<unknown>) => Promise<unknown>

async function watch(browser: Browser, page: Page, what: string, work: () => Promise<unknown>): Promise<StepFigures> {
  await page.evaluate('globalThis.longTasks?.splice(0); globalThis.frames = globalThis.drawn = 0')
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] })
  const began = performance.now()
  const counter = await work()
  const ready = performance.now() - began
  const counts = await page.evaluate<Record<Counter, number>>('({ frames, drawn })')
  await page.waitForTimeout(REST_MS)
  await page.evaluate(`performance.mark('${OWN_THREAD}')`)
  const busiest = busiestTask(JSON.parse((await browser.stopTracing()).toString()) as Trace)
  const tasks = await page.evaluate<number[]>('longTasks')
  return {
    what,
    longest: Math.max(0, ...tasks),
    longTasks: tasks.length,
    busiest,
    ready,
    ...(isCounter(counter) ? { framesPerSecond: (1000 * counts[counter]) / ready } : {}),
  }
}

/** What Chromium wrote down of its tasks; times in microseconds. */
interface Trace {
  readonly traceEvents: readonly {
    readonly name: string
    readonly pid: number
    readonly tid: number
    readonly tdur?: number
  }[]
}

/** A mark that tells the page's thread from that of the browser's own new tab, which has tasks of 100 ms. */
const OWN_THREAD = 'own thread'

function busiestTask({ traceEvents }: Trace): number {
  const own = traceEvents.find(({ name }) => name === OWN_THREAD)
  if (own === undefined) throw new Error('the trace does not tell which thread is that of the page')
  const times = traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === own.pid && tid === own.tid)
    .map(({ tdur = 0 }) => tdur / 1000)
  return times.reduce((most, time) => Math.max(most, time), 0)
}

/** What counts as a frame in a step that tells frames: those of the page, or pictures of the map. */
type Counter = 'frames' | 'drawn'
const isCounter = (given: unknown): given is Counter => given === 'frames' || given === 'drawn'

async function click(what: Locator, until: Locator): Promise<void> {
  await what.click()
  await until.first().waitFor()
}

async function lookAtMap(page: Page, step: Step): Promise<void> {
  const map = page.getByRole('img', { name: /^Map of / })
  await step('map: first time', () => click(page.getByRole('link', { name: 'Map' }), map))
  await step('map: opened anew', async () => {
    await page.reload()
    await map.waitFor()
  })
  const placesOn = async () => {
    const box = await map.boundingBox()
    if (box === null) throw new Error('no map')
    return (across: number, down: number) => [box.x + across * box.width, box.y + down * box.height] as const
  }
  let at = await placesOn()
  await step('map: pointed at', async () => {
    for (let i = 0; i < PAN_STEPS; i++) await page.mouse.move(...at(0.2 + (0.6 * i) / PAN_STEPS, 0.3 + 0.3 * (i % 2)))
    return 'frames'
  })
  await step('map: moved', async () => {
    await page.mouse.move(...at(0.3, 0.3))
    await page.mouse.down()
    for (let i = 0; i < PAN_STEPS; i++)
      await page.mouse.move(...at(0.3 + (0.4 * i) / PAN_STEPS, 0.3 + 0.2 * Math.sin(i / 9)))
    await page.mouse.up()
    return 'drawn'
  })
  await step('map: zoomed', async () => {
    for (let i = 0; i < 30; i++) await page.mouse.wheel(0, -60)
    return 'drawn'
  })
  await click(page.getByRole('button', { name: 'All', exact: true }), map)
  for (const by of ['class', 'likeness', 'group'])
    await step(`map: colored by ${by}`, () => page.getByLabel('Color by').selectOption(by))
  await step('map: one group', () => page.locator('.map-legend .lines button').first().click())
  await step('map: that disagree', () => page.getByRole('button', { name: /disagree/ }).click())
  await step('map: all again', () => page.getByRole('button', { name: /disagree/ }).click())
  await step('map: searched', async () => {
    await page.getByRole('searchbox').pressSequentially('table_0001', { delay: 30 })
    await page.getByRole('heading', { name: /^Found/ }).waitFor()
  })
  await step('map: search ended', () => page.getByRole('button', { name: 'Clear' }).click())
  await step('map: all encircled', async () => {
    await page.getByRole('button', { name: 'Lasso' }).click()
    at = await placesOn() // the clicks have scrolled the page
    await page.mouse.move(...at(0.01, 0.01))
    await page.mouse.down()
    for (const [across, down] of [
      [0.99, 0.01],
      [0.99, 0.99],
      [0.01, 0.99],
    ] as const)
      await page.mouse.move(...at(across, down), { steps: 30 })
    await page.mouse.up()
    await page.getByRole('heading', { name: /^Encircled/ }).waitFor()
  })
  await step('map: none encircled', () => page.getByRole('button', { name: 'Clear' }).click())
}

async function lookAtFamilies(page: Page, step: Step): Promise<void> {
  const pictures = page.locator('.wall img')
  await step('families', () => click(page.getByRole('link', { name: 'Families' }), pictures))
  await step('families: scrolled', async () => {
    for (let i = 0; i < 40; i++) await page.mouse.wheel(0, 400)
    return 'frames'
  })
  // Asked by style: to find a button by its name among thousands takes the page's thread 80 ms.
  await step('families: all of the largest', () => page.locator('.family .actions button').first().click())
  await step('families: by name', () => page.getByLabel('Order').selectOption('name'))
  await step('families: filtered', () => page.getByRole('searchbox').pressSequentially('table_0001', { delay: 30 }))
  await step('families: all again', () => page.getByRole('searchbox').fill(''))
  await step('families: what stands out', () => page.getByRole('checkbox').click())
  await step('families: all again', () => page.getByRole('checkbox').click())
  await step('a shape', () =>
    click(page.locator('.wall a').first(), page.getByRole('heading', { name: 'Most like it' })),
  )
}

async function lookAtTree(page: Page, step: Step): Promise<void> {
  const tree = page.getByRole('img', { name: /^Tree of / })
  await step('tree', () => click(page.getByRole('link', { name: 'Tree' }), tree))
  const box = await tree.boundingBox()
  if (box === null) throw new Error('no tree')
  await step('tree: line dragged', async () => {
    await page.mouse.move(box.x + box.width / 2, box.y + 0.5 * box.height)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + 0.06 * box.height, { steps: 60 })
    return 'frames'
  })
  await step('tree: cut', async () => {
    await page.mouse.up()
    await page.getByText('Cut anew into').waitFor()
    await page.locator('.card').first().waitFor()
  })
  await step('map: of the cut', () =>
    click(page.getByRole('link', { name: 'Map', exact: true }), page.getByRole('img', { name: /^Map of / })),
  )
  await step('families: of the cut', () =>
    click(page.getByRole('link', { name: 'Families' }), page.locator('.wall img')),
  )
}
