import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needsConsent } from '../../server/health/finding.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { chromiumPath, openPage } from '../support/openPage.js'
import { SHOTS } from '../support/screenshots.js'
import { startServer } from '../support/startServer.js'

describe.skipIf(chromiumPath === undefined)('the page', { timeout: 300_000 }, () => {
  it('starts a run, shows its progress, its figures, what to doubt, and its pictures', async () => {
    const { address, home, runs } = await startServer()
    const { page, errors } = await openPage()
    await page.goto(`${address}/#${home.token}`)
    await page.getByText('Connected').waitFor()
    expect(page.url()).not.toContain(home.token)

    await page.getByRole('spinbutton', { name: 'Count' }).fill('25')
    await page.getByRole('spinbutton', { name: 'Seed' }).fill('3')
    await page.getByRole('spinbutton', { name: 'Groups' }).fill('20')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.locator('article progress').waitFor()
    await page.getByText(/^done in/).waitFor({ timeout: 240_000 })
    expect(runs.list().map(({ request }) => request)).toEqual([RunRequest.parse({ count: 25, seed: 3, groups: 20 })])

    await expect.poll(() => page.locator('article img').count()).toBe(2)
    for (const image of await page.locator('article img').all())
      await expect
        .poll(() => image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth))
        .toBeGreaterThan(600)
    expect(await page.locator('tbody tr').count()).toBe(2)
    const [{ state }] = runs.list()
    if (state.status !== 'done') throw new Error(`the run is ${state.status}`)
    const { health, colored } = state.report
    expect(health.map(({ code }) => code)).toContain('unstableGroups') // nobody can part 25 shapes in 20 groups
    const told = await page.getByRole('list', { name: 'Checks' }).getByRole('listitem').allTextContents()
    expect(told.slice(0, health.length)).toEqual(health.map(({ text }) => text))
    expect(told.length - health.length).toBe(needsConsent(health) && colored === 0 ? 1 : 0)
    mkdirSync(SHOTS, { recursive: true })
    await page.screenshot({ path: join(SHOTS, 'page.png'), fullPage: true })
    expect(errors).toEqual([])
  })

  it('says so when the token is missing', async () => {
    const { address } = await startServer()
    const { page } = await openPage()
    await page.goto(address)
    await page.getByText(/The token is missing or wrong/).waitFor()
  })
})
