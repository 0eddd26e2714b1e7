import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadImage } from '@napi-rs/canvas'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '#scripts/lib/chromium.js'
import type { LibraryView } from '../../shared/schema/library.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { cutOffTexts } from '../support/cutOffTexts.js'
import { add, putBallsAndBoards, putFile, putMesh, testCatalog } from '../support/keptLibrary.js'
import { cube } from '../support/meshes.js'
import { openPage } from '../support/openPage.js'
import { seriousFaults } from '../support/seriousFaults.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Nowhere in it a browser breaks a line of its own accord. */
const LONG_NAME = 'a_very_long_name_of_a_file_in_which_there_is_no_place_to_break_a_line_at'
const LONG_WORDS = 'Boards that somebody gave a very long name'

/** A page on a library of balls, boards and two files with long names, one of which holds no mesh; cut into two groups. */
async function openLibrary() {
  const home = temporaryFolder()
  const kit = join(home, 'kit')
  putBallsAndBoards(kit, 3)
  putMesh(join(kit, 'board', `${LONG_NAME}.obj`), cube())
  putFile(join(kit, `${LONG_NAME}_broken.stl`), 'no mesh')
  await add(testCatalog(home), [kit])
  const server = await startServer({ home })
  const { page, errors } = await openPage()
  page.setDefaultTimeout(120_000) // the first look of all makes the groups
  await page.goto(`${server.address}/#${server.home.token}`)
  await page.getByText('Connected').waitFor()
  const go = async (view: string) => {
    await page.goto(`${server.address}/library${view}?groups=2`)
    await page.getByText('Connected').waitFor()
  }
  const name = (group: number, text: string) =>
    callApi(server, `/api/library/grouped/groups/${group}?groups=2`, { method: 'PUT', body: { name: text } })
  return { server, page, errors, go, name }
}

/** Whether something is drawn at the left or right edge of what lies above the map's points. */
const isInkAtEdge = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const canvas = document.querySelector('canvas.overlay')
    const pen = canvas.getContext('2d')
    return [0, canvas.width - 1].some((left) => pen.getImageData(left, 0, 1, canvas.height).data.some((value) => value > 0))
  })()`)

/** Path of what a button saves. */
async function saved(page: Page, button: string): Promise<string> {
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return (await saving).path()
}

/** The name of a curve, not in the color of the curve, which may be too pale for letters. */
const TEXT_IN_INK =
  /<text(?![^>]*fill=)[^>]*>this shape<|<g aria-label="text"(?![^>]*fill="#)[^>]*><text[^>]*>this shape</

describe.skipIf(chromiumPath === undefined)('the page of a library', { timeout: 300_000 }, () => {
  it('cuts off no name on a narrow screen, however long it is', async () => {
    const { server, page, errors, go, name } = await openLibrary()
    for (const group of [0, 1]) await name(group, `${LONG_WORDS} ${group}`)
    const shapes = (await (await callApi(server, '/api/library/grouped/shapes')).json()) as ShownShapes
    const long = shapes.ids.find((id) => id.includes(LONG_NAME)) ?? ''
    await page.setViewportSize({ width: 390, height: 844 })
    for (const [view, sign] of [
      ['', `${LONG_NAME}_broken.stl`],
      ['/families', LONG_WORDS],
      ['/tree', LONG_WORDS],
      [`/shapes/${encodeURIComponent(long)}`, long],
      ['/export', 'metadata.tsv'],
      ['/map', LONG_WORDS],
    ]) {
      await go(view)
      await page.getByText(sign).first().waitFor()
      expect(await cutOffTexts(page), view).toEqual([])
    }
    await page.getByRole('img', { name: /^Map of 7 shapes in 2 groups/ }).waitFor()
    // Both groups lie at an edge, and their names are longer than half of the map.
    await page.waitForTimeout(500)
    expect(await isInkAtEdge(page)).toBe(false)
    for (const view of [
      '',
      '/families',
      '/export',
      '/map',
      '/tree',
      '/duplicates',
      `/shapes/${encodeURIComponent(long)}`,
    ]) {
      await go(view)
      expect(await seriousFaults(page), view).toEqual([])
    }
    expect(errors).toEqual([])
  })

  it('saves every chart, the map by either places, the tree and the families as SVG and PNG', async () => {
    const { page, go } = await openLibrary()
    for (const [view, what] of [
      [`/shapes/${encodeURIComponent('kit/ball/ball_0.obj')}`, 'All its numbers'],
      ['/map', 'the map'],
      ['/tree', 'the tree'],
      ['/families', 'the families'],
    ]) {
      await go(view)
      const svg = await saved(page, `Save ${what} as SVG`)
      const [small, large] = await Promise.all(
        [svg, await saved(page, `Save ${what} as PNG`)].map((path) => loadImage(path)),
      )
      expect([small.width > 300, large.width >= small.width], what).toEqual([true, true])
      expect(readFileSync(svg, 'utf8'), what).not.toContain('UMAP')
      if (what === 'All its numbers') expect(readFileSync(svg, 'utf8')).toMatch(TEXT_IN_INK)
    }
    await go('/map')
    await page.getByLabel('Places by').selectOption('neighbors')
    await page.getByText('What lies side by side is alike.').waitFor()
    expect(readFileSync(await saved(page, 'Save the map as SVG'), 'utf8')).toContain('UMAP 1')
  })

  it('marks pictures that can not be had, and asks for them again only when the server was away', async () => {
    const { server, page, go } = await openLibrary()
    const asked: string[] = []
    await page.route('**/thumbnail**', (request) => {
      asked.push(request.request().url())
      return request.fulfill({ status: 500, body: '' })
    })
    await go('/families')
    const marked = page.getByAltText(/^No picture of /)
    await expect.poll(() => marked.count()).toBe(7)
    expect((await marked.first().boundingBox())?.height).toBeGreaterThan(10)
    await page.getByRole('searchbox').fill('ball')
    await page.waitForTimeout(1000)
    expect(asked.length).toBe(new Set(asked).size)
    await page.unroute('**/thumbnail**')
    await server.close()
    await page.getByText('No connection').waitFor()
    await startServer({ home: server.home.folder, port: Number(new URL(server.address).port) })
    await expect.poll(() => page.locator('.wall img[src^="blob:"]').count()).toBe(3)
    expect(await marked.count()).toBe(0)
  })

  it('says what is so of a library of one shape, and of a shape that is not there', async () => {
    const home = temporaryFolder()
    putMesh(join(home, 'kit', 'box', 'lone.obj'), cube())
    await add(testCatalog(home), [join(home, 'kit')])
    const server = await startServer({ home })
    const { page } = await openPage()
    page.setDefaultTimeout(120_000)
    await page.goto(`${server.address}/library/tree#${server.home.token}`)
    await page.getByRole('heading', { name: 'No tree' }).waitFor()
    await page.goto(`${server.address}/library/shapes/${encodeURIComponent('kit/box/lone.obj')}`)
    await page.getByText('There is no other shape.').waitFor()
    await page.goto(`${server.address}/library/shapes/gone`)
    await page.getByRole('heading', { name: 'There is no shape gone' }).waitFor()
    await page.getByRole('link', { name: 'All shapes' }).click()
    await page.getByRole('img', { name: /^Map of 1 shape in 1 group\./ }).waitFor()
  })

  it('stops the adding of a folder, goes on with it, and takes it out again; its files stay', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 60)
    const server = await startServer({ home })
    const { page, errors } = await openPage()
    page.setDefaultTimeout(120_000)
    await page.goto(`${server.address}/library#${server.home.token}`)
    await page.getByRole('textbox', { name: 'Folder' }).fill(kit)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText(/Reading and describing.*· [1-9]/).waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('region', { name: 'Progress' }).waitFor({ state: 'detached' })
    const stopped = (await (await callApi(server, '/api/library')).json()) as LibraryView
    expect(stopped).toMatchObject({ adding: null, problem: null })
    expect(stopped.shapes).toBeLessThan(120)
    await page.getByRole('button', { name: `Look again: ${kit}` }).click()
    await page.getByText('120 shapes of 120 files in 1 folder').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: `Remove ${kit}` }).click()
    await page.getByRole('heading', { name: 'The library is empty' }).waitFor()
    expect(readdirSync(join(kit, 'ball'))).toHaveLength(60)
    expect(errors).toEqual([])
  })

  it('saves an export as it is at that moment, however often it was saved before', async () => {
    const { page, go, name } = await openLibrary()
    const save = async () => readFileSync(await saved(page, 'Save metadata.tsv'), 'utf8')
    await go('/export')
    expect(await save()).not.toContain(LONG_WORDS)
    await name(0, LONG_WORDS)
    expect(await save()).toContain(LONG_WORDS)
  })
})
