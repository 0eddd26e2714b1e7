// `node scripts/pagePictures.js KAYKIT` after `npm run build`: takes the README's pictures of the page, for a person to
// look at. KAYKIT is a folder of KayKit's meshes, which stand upright with y up.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startShapekin } from '../dist/server/main.js'
import { openChromium } from './lib/chromium.js'
import { PROJECT_ROOT } from './lib/projectRoot.js'

/** Pixels of the screen for one of the page: the README shows three pictures side by side, and each opens alone. */
const RATIO = 1.5
const SIZE = { width: 1120, height: 820 }
/** So many families have room in the picture of the tree, each with several ends. */
const TREE_GROUPS = 16
/** The shape that is shown: its family is small, and what comes next is alike, too. */
const SHAPE = 'barrel/D_barrel_large'
/** On a busy machine, the meshes are described for minutes. Milliseconds. */
const PATIENCE_MS = 600_000
/** After this rest, all that a picture fetches, such as thumbnails, is there. Milliseconds. */
const REST_MS = 3000

const [folder = ''] = process.argv.slice(2)
const home = mkdtempSync(join(tmpdir(), 'shapekin-pictures-'))
const shapekin = await startShapekin({ home, port: 0, host: '127.0.0.1', allowedHosts: [], logLevel: 'silent' })
const browser = await openChromium()
try {
  const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: RATIO })
  page.setDefaultTimeout(PATIENCE_MS)
  const take = async (name) => {
    await page.mouse.move(0, 0)
    await page.waitForTimeout(REST_MS)
    await page.screenshot({ path: join(PROJECT_ROOT, `docs/pictures/page-${name}.png`) })
  }
  await page.goto(`${shapekin.address}/library#${shapekin.home.token}`)
  await page.getByRole('textbox', { name: 'Folder' }).fill(resolve(folder))
  await page.getByLabel('Up', { exact: true }).selectOption('y')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByText(/^[\d,]+ shapes of/).waitFor()
  await page.getByRole('progressbar').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Families' }).click()
  await page.locator('.wall img').first().waitFor()
  await take('families')
  await page.getByRole('searchbox', { name: 'Filter by name' }).fill(SHAPE)
  await page.locator('.wall a').first().click()
  await page.getByText(/triangles$/).waitFor()
  await take('shapes')
  await page.goto(`${shapekin.address}/library/tree?groups=${TREE_GROUPS}`)
  await page.getByRole('img', { name: /^Tree of / }).waitFor()
  await take('tree')
} finally {
  await browser.close()
  await shapekin.close()
  rmSync(home, { recursive: true, force: true })
}
