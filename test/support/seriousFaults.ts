import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong and calls serious or worse, and what is wider than the screen: wide and light, narrow and dark. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(AXE) // by the debugger, past the page's policy
    const found = await page.evaluate<{ id: string; impact: string; targets: string[] }[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) =>
        ({ id, impact, targets: nodes.map(({ target }) => target.join(' ')) })))`,
    )
    for (const { id, impact, targets } of found)
      if (impact === 'serious' || impact === 'critical') faults.push(`${width} ${id}: ${targets.join(', ')}`)
    const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    if (wider > 0) faults.push(`${width}: ${wider} px wider than the screen`)
  }
  return faults
}
