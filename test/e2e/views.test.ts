import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '#scripts/lib/chromium.js'
import { findBlender } from '../support/findBlender.js'
import type { Shapekin } from '../../server/main.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { mapMesh, scaling, turning } from '../support/changeMesh.js'
import { putBallsAndBoards, putMesh } from '../support/keptLibrary.js'
import { cube } from '../support/meshes.js'
import { FAMILIES, LEFT_OUT, saveMixedScene } from '../support/mixedScene.js'
import { inkOf } from '../support/inkOf.js'
import { openPage } from '../support/openPage.js'
import { SHOTS } from '../support/screenshots.js'
import { seriousFaults } from '../support/seriousFaults.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const install = await findBlender()
const BOARD = mapMesh(cube(), scaling(3, 0.5, 2))

/** Nothing that keeps people out; and a picture for a person to look at. */
async function look(page: Page, name: string): Promise<void> {
  expect(await seriousFaults(page)).toEqual([])
  await page.screenshot({ path: join(SHOTS, `view-${name}.png`), fullPage: true })
}

/** A folder is added by the form; its families, a shape, and a duplicate laid on the file that it equals. */
async function lookAtLibrary(page: Page, folder: string): Promise<void> {
  putBallsAndBoards(folder, 3)
  putMesh(join(folder, 'box', 'a.obj'), BOARD)
  putMesh(join(folder, 'box', 'b turned.obj'), mapMesh(BOARD, turning([0, 0, 1], 0.7)))
  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('heading', { name: 'The library is empty' }).waitFor()
  await look(page, 'library-empty')
  await page.getByRole('textbox', { name: 'Folder' }).fill(folder)
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByText('8 shapes of 8 files in 1 folder').waitFor()
  await look(page, 'library')

  await page.getByRole('link', { name: 'Families' }).click()
  await expect.poll(() => page.locator('.wall img').count()).toBe(8)
  await look(page, 'library-families')
  await page.getByRole('link', { name: 'Duplicates', exact: true }).click()
  await page.getByRole('heading', { name: /^\d+ duplicates?$/ }).waitFor()
  await page.getByText('turned 40.1°').waitFor()
  await look(page, 'library-duplicates')

  await page.getByTitle(/b turned\.obj$/).click()
  const laid = page.getByRole('img', { name: /b turned\.obj laid on .*a\.obj in three dimensions/ })
  await page.getByText('12 and 12 triangles', { exact: true }).waitFor()
  await expect.poll(() => inkOf(laid)).toBeGreaterThan(500)
  const before = await laid.screenshot()
  await laid.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await expect.poll(async () => before.equals(await laid.screenshot())).toBe(false)
  await page.getByRole('heading', { name: 'Most like it' }).waitFor()
  await look(page, 'library-shape')
}

/** A file is grouped by the form; what was left out is told, its objects are on the map, by components and by neighbors. */
async function lookAtScenes(page: Page, file: string): Promise<void> {
  await page.getByRole('link', { name: 'Scenes' }).click()
  await page.getByRole('heading', { name: 'No scenes yet' }).waitFor()
  await page.getByRole('textbox', { name: 'File' }).fill(file)
  await page.getByLabel('Objects').selectOption('all')
  await page.getByLabel('Looks').selectOption('off')
  await page.getByRole('button', { name: 'Group', exact: true }).click()
  await page.getByRole('link', { name: 'Overview' }).waitFor()
  await page.getByText('Left out', { exact: true }).last().click()
  const reasons = page.locator('details li')
  expect(await reasons.count()).toBe(Object.keys(LEFT_OUT).length)
  await look(page, 'scene')

  await page.getByRole('link', { name: 'Map' }).click()
  await page.getByRole('img', { name: /^Map of \d+ objects in \d+ groups/ }).waitFor()
  await page.getByLabel('Places by').selectOption('neighbors')
  await page.getByText('What lies side by side is alike').waitFor()
  await page.getByRole('searchbox', { name: 'Search by name' }).fill('vase')
  await page.getByRole('heading', { name: `Found ${FAMILIES.vase}` }).waitFor()
  await look(page, 'scene-map')
  await page.getByRole('link', { name: 'Families' }).click()
  await page.locator('.wall img').first().waitFor()
  await look(page, 'scene-families')
  await page.getByRole('link', { name: 'Scenes' }).click()
  await page.getByRole('row', { name: /done mixed\.blend Groups/ }).waitFor()
  await look(page, 'scenes')
}

/** Two runs side by side: what differs, figures, curves, every test shape in one cell of each confusion, maps. */
async function lookAtComparison(page: Page, { runs }: Shapekin): Promise<void> {
  await page.getByRole('link', { name: 'Experiments' }).click()
  await expect.poll(() => page.getByRole('row', { name: /^Compare the run of .* done/ }).count()).toBe(2)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await look(page, 'runs')
  await page.getByRole('button', { name: 'Compare 2 runs' }).click()
  await page.getByText('They differ in seed.').waitFor()
  await page.getByRole('img', { name: /^Validation loss by epoch/ }).waitFor()
  const tables = await page.getByRole('region', { name: /^Confusion of the run / }).all()
  const counted = await Promise.all(
    tables.map(async (table) => {
      const cells = await table.getByRole('cell').allTextContents()
      return cells.reduce((sum, text) => sum + Number(text), 0)
    }),
  )
  const tested = runs.list().map(({ state }) => {
    if (state.status !== 'done') throw new Error(`the run is ${state.status}`)
    return state.report.test.confusion.counts.flat().reduce((sum, count) => sum + count, 0)
  })
  expect(counted.sort()).toEqual(tested.sort())
  await expect.poll(() => page.getByRole('img', { name: /^Map of the run / }).count()).toBe(2)
  await look(page, 'compare')
}

describe.skipIf(chromiumPath === undefined || install === undefined)(
  'the views of the page',
  { timeout: 1_200_000 },
  () => {
    it('walk a library, a scene and two runs', async () => {
      if (install === undefined) throw new Error('no Blender')
      const folder = temporaryFolder()
      mkdirSync(SHOTS, { recursive: true })
      const shapekin = await startServer()
      for (const seed of [1, 2]) shapekin.runs.start(RunRequest.parse({ count: 20, seed, groups: 2 }))
      const { page, errors } = await openPage()
      page.setDefaultTimeout(500_000)
      await page.goto(`${shapekin.address}/#${shapekin.home.token}`)
      await page.getByText('Connected').waitFor()
      await page.goto(`${shapekin.address}/runs/nothing`)
      await page.getByRole('heading', { name: 'There is no run nothing' }).waitFor()
      await look(page, 'no-run')
      await page.goto(`${shapekin.address}/nonsense`)
      await page.getByRole('heading', { name: 'There is no page /nonsense' }).waitFor()
      await look(page, 'no-page')
      expect(errors.splice(0)).toEqual([
        'Failed to load resource: the server responded with a status of 404 (Not Found)',
      ])
      await page.goto(`${shapekin.address}/runs/100%`)
      await page.getByRole('heading', { name: 'There is no run 100%' }).waitFor()

      await lookAtLibrary(page, join(folder, 'kit'))
      await lookAtScenes(page, await saveMixedScene(install, folder))
      await lookAtComparison(page, shapekin)
      expect(errors).toEqual([])
    })
  },
)
