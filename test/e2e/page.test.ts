import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadImage } from '@napi-rs/canvas'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '#scripts/lib/chromium.js'
import { needsConsent } from '../../server/health/finding.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { inkOf } from '../support/inkOf.js'
import { openPage } from '../support/openPage.js'
import { seriousFaults } from '../support/seriousFaults.js'
import { SHOTS } from '../support/screenshots.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Of all that the first view loads, compressed: a second on a slow line. */
const MOST_FIRST_BYTES = 500_000

/** Finds shapes by name, by a line drawn around them, by the groups; what is set is in the address. */
async function lookAtMap(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Map' }).click()
  const map = page.getByRole('img', { name: /^Map of 25 shapes in 20 groups/ })
  await map.waitFor()
  await expect.poll(() => inkOf(page.locator('.map-stage canvas').first())).toBeGreaterThan(500)
  await page.getByRole('searchbox', { name: 'Search by name' }).fill('torus')
  await page.getByRole('heading', { name: 'Found 5' }).waitFor()
  await page.getByLabel('Color by').selectOption('Class')
  const settings = Object.fromEntries(new URL(page.url()).searchParams)
  expect(settings).toEqual({ find: 'torus', color: 'class' })
  await page.getByLabel('Color by').selectOption('Modifiers') // a number of the recipes
  await page.getByRole('heading', { name: 'Modifiers' }).waitFor()
  expect(await page.locator('.scale .number').allTextContents()).toEqual(['1', '2', '3'])
  await page.reload()
  await page.getByRole('heading', { name: 'Found 5' }).waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('button', { name: 'Lasso' }).click()
  await page.getByLabel('Places by').selectOption('neighbors') // another map, and the lasso is still asked for
  await page.getByText('What lies side by side is alike.').waitFor()
  const box = await map.boundingBox()
  if (box === null) throw new Error('no map')
  const corners = [0.01, 0.99, 0.99, 0.01].map((share, i) => [share, i < 2 ? 0.01 : 0.99])
  for (const [i, [across, down]] of corners.entries()) {
    await page.mouse.move(box.x + across * box.width, box.y + down * box.height, { steps: 5 })
    if (i === 0) await page.mouse.down()
  }
  await page.mouse.up()
  await page.getByRole('heading', { name: 'Encircled 25' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByLabel('Places by').selectOption('components')
  await map.press('Enter')
  await page.getByRole('heading', { name: 'Encircled 25' }).waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.screenshot({ path: join(SHOTS, 'page-map.png'), fullPage: true })
}

/** Every shape in its group; a group gets a name that a new page knows, too. */
async function lookAtFamilies(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Families' }).click()
  await page.getByRole('button', { name: 'Rename Group 0' }).click()
  await page.getByRole('textbox', { name: 'Name of Group 0' }).fill('My first')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'My first' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'My first' }).waitFor()
  const pictures = page.locator('.wall img')
  /** More families come as their place comes into sight. */
  const countAll = async () => {
    await page.evaluate('scrollTo(0, document.body.scrollHeight)')
    return pictures.count()
  }
  await expect.poll(countAll).toBe(25)
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded()
    await expect.poll(() => picture.getAttribute('src')).toMatch(/^blob:/)
  }
  await page.getByRole('searchbox', { name: 'Filter by name' }).fill('cone')
  await expect.poll(countAll).toBe(5)
  expect(await seriousFaults(page)).toEqual([])
}

/** The tree is cut by a slider and by a line; the map follows, and the address tells. */
async function lookAtTree(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Tree' }).click()
  await page.getByRole('img', { name: 'Tree of 25 shapes, cut into 20 groups' }).waitFor()
  await page.getByRole('slider', { name: 'Groups' }).fill('3')
  await page.getByText('Cut anew into 3 groups; the run made 20.').waitFor()
  const tree = page.getByRole('img', { name: 'Tree of 25 shapes, cut into 3 groups' })
  await expect.poll(() => page.locator('.legend li').count()).toBe(3)
  expect(await seriousFaults(page)).toEqual([])
  await page.screenshot({ path: join(SHOTS, 'page-tree.png'), fullPage: true })
  // The line at the very top parts nothing but the last merge.
  const box = await tree.boundingBox()
  if (box === null) throw new Error('no tree')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + 0.04 * box.height, { steps: 4 })
  await page.mouse.up()
  await page.getByText('Cut anew into 2 groups').waitFor()
  await page.getByRole('link', { name: 'Map', exact: true }).click()
  await page.getByRole('img', { name: /^Map of 25 shapes in 2 groups/ }).waitFor()
  await page.getByRole('button', { name: 'Back to its own' }).click()
  await page.getByRole('img', { name: /^Map of 25 shapes in 20 groups/ }).waitFor()
}

/** One shape: its mesh turns, its numbers and its nearest are there; the nearest leads on. */
async function lookAtShape(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search by name' }).fill('cube')
  const link = page.locator('.map-side .wall a').first()
  const name = (await link.getAttribute('title')) ?? ''
  expect(name).toMatch(/^cube-/)
  await link.click()
  const viewer = page.getByRole('img', { name: `${name} in three dimensions` })
  await page.getByText(/^[1-9][\d,]* triangles$/).waitFor()
  await expect.poll(() => inkOf(viewer)).toBeGreaterThan(500)
  const before = await viewer.screenshot()
  await viewer.focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
  await expect.poll(async () => before.equals(await viewer.screenshot())).toBe(false)
  expect(await page.getByRole('img', { name: /mean of the group, this shape/ }).count()).toBe(4)
  await page.getByRole('heading', { name: 'How it was made' }).waitFor()
  const nearest = page.locator('.near-wall a')
  expect(await nearest.count()).toBe(12)
  expect(await seriousFaults(page)).toEqual([])
  await page.screenshot({ path: join(SHOTS, 'page-shape.png'), fullPage: true })
  await nearest.first().click()
  await page.getByRole('heading', { name }).waitFor({ state: 'detached' })
  await page.goBack()
  await page.getByRole('heading', { name }).waitFor()
}

describe.skipIf(chromiumPath === undefined)('the page', { timeout: 600_000 }, () => {
  it('starts a run, shows it while it is made, its figures, what to doubt, and its pictures', async () => {
    const { address, home, runs } = await startServer()
    const { page, errors } = await openPage()
    await page.goto(`${address}/#${home.token}`)
    await page.getByText('Connected').waitFor()
    expect(page.url()).not.toContain(home.token)
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('spinbutton', { name: 'Count' }).fill('25')
    await page.getByRole('spinbutton', { name: 'Seed' }).fill('3')
    await page.getByRole('spinbutton', { name: 'Groups' }).fill('20')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('progressbar').first().waitFor()
    expect(new URL(page.url()).pathname).toBe(`/runs/${runs.list()[0].id}`)
    expect(runs.list().map(({ request }) => request)).toEqual([RunRequest.parse({ count: 25, seed: 3, groups: 20 })])
    // Shapes come as pictures, epochs as curves, before the run is over.
    const underWay = page.locator('body:has(#stages)')
    await underWay.getByRole('heading', { name: 'Shapes from Blender' }).waitFor({ timeout: 60_000 })
    const thumbnail = underWay.getByRole('img', { name: /^(cube|cone|cylinder|torus|uv_sphere)-00/ }).first()
    await expect.poll(() => thumbnail.getAttribute('src')).toMatch(/^blob:/)
    await underWay
      .getByRole('img', { name: /^Loss by epoch\. training \d.*, validation \d/ })
      .waitFor({ timeout: 120_000 })
    expect(await seriousFaults(page)).toEqual([])

    // Somebody who comes to the first view sees that it is under way, and gets there by one click.
    await page.getByRole('link', { name: 'Experiments' }).click()
    await page.getByRole('region', { name: 'Progress' }).getByRole('link', { name: '25 shapes, 20 groups' }).click()

    await page.getByRole('link', { name: 'Overview' }).waitFor({ timeout: 240_000 })
    const images = page.locator('figure img')
    await expect.poll(() => images.count()).toBe(2)
    for (const image of await images.all())
      await expect
        .poll(() => image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth))
        .toBeGreaterThan(600)
    const [{ state }] = runs.list()
    if (state.status !== 'done') throw new Error(`the run is ${state.status}`)
    const { health, colored, test, baseline } = state.report
    const accuracies = await page
      .getByRole('row', { name: /^Accuracy/ })
      .getByRole('cell')
      .allTextContents()
    expect(accuracies).toEqual([test, baseline].map(({ accuracy }) => accuracy.toFixed(3)))
    expect(health.map(({ code }) => code)).toContain('unstableGroups') // nobody can part 25 shapes in 20 groups
    const told = await page.getByRole('list', { name: 'Checks' }).getByRole('listitem').allTextContents()
    expect(told.slice(0, health.length)).toEqual(health.map(({ text }) => text))
    expect(told.length - health.length).toBe(needsConsent(health) && colored === 0 ? 1 : 0)
    for (const format of ['SVG', 'PNG']) {
      const saving = page.waitForEvent('download')
      await page.getByRole('button', { name: `Save Confusion, learned as ${format}` }).click()
      const { width, height } = await loadImage(await (await saving).path())
      expect(Math.min(width, height)).toBeGreaterThan(100)
    }
    await page.getByRole('checkbox', { name: 'Logarithmic' }).check()
    expect(new URL(page.url()).search).toBe('?loss=log')
    mkdirSync(SHOTS, { recursive: true })
    await page.screenshot({ path: join(SHOTS, 'page.png'), fullPage: true })
    expect(await seriousFaults(page)).toEqual([])

    await lookAtMap(page)
    await lookAtFamilies(page)
    await lookAtTree(page)
    await lookAtShape(page)
    expect(errors).toEqual([])
  })

  it('asks for the token when it is missing, and takes it', async () => {
    const { address, home } = await startServer()
    const { page } = await openPage()
    await page.goto(address)
    await page.getByText(/The token is missing or wrong/).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByLabel('Token').fill(home.token)
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('No runs yet').waitFor()
  })

  it('is small, and says what is wrong with a request beside the form, with the words of the server', async () => {
    const { address, home, runs } = await startServer()
    const { page } = await openPage()
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (!response.url().endsWith('/api/events')) bodies.push(response.body()) // that one never ends
    })
    await page.goto(`${address}/#${home.token}`)
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor()
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
    expect(sizes.length).toBeGreaterThan(4)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_FIRST_BYTES)
    await page.getByRole('spinbutton', { name: 'Count' }).fill('20')
    await page.getByRole('spinbutton', { name: 'Groups' }).fill('30')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: '30 groups can not be made of 20 shapes' }).waitFor()
    expect(runs.list()).toEqual([])
  })

  it('goes on by itself when the server was started again, and knows what happened meanwhile', async () => {
    const home = temporaryFolder()
    const first = await startServer({ home })
    const { page } = await openPage()
    await page.goto(`${first.address}/#${first.home.token}`)
    await page.getByText('No runs yet').waitFor()
    await first.close()
    await page.getByText('No connection').waitFor()
    await page.getByText('The page goes on by itself when the server is there.').waitFor()
    await page.getByRole('link', { name: 'Scenes' }).click()
    await page.getByRole('alert').filter({ hasText: 'The server does not answer.' }).waitFor()
    const second = await startServer({ home, port: Number(new URL(first.address).port) })
    const { id } = second.runs.start(RunRequest.parse({ count: 20, groups: 2 }))
    second.runs.cancel(id)
    await page.getByText('Connected').waitFor()
    // What was asked for meanwhile is there, without another click.
    await page.getByRole('textbox', { name: 'File' }).waitFor()
    await page.getByRole('heading', { name: 'No scenes yet' }).waitFor()
    await page.getByRole('link', { name: 'Experiments' }).click()
    await page.getByRole('row', { name: /cancelled/ }).waitFor()
  })
})
