import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Runs in the page: titles of pictures whose marks lie on each other. */
const OVERLAPPING = `[...document.querySelectorAll('.thumbnail')].flatMap((tile) => {
  const boxes = [...tile.querySelectorAll('.tag')].map((tag) => tag.getBoundingClientRect())
  const isOver = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  return boxes.some((box, i) => boxes.slice(i + 1).some((other) => isOver(box, other))) ? [tile.title] : []
})`

/**
 * What axe-core finds wrong and calls serious or worse, what is wider than the screen, and marks that lie on each other: wide
 * and narrow, light and dark.
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [390, 'light'],
    [1280, 'dark'],
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
      if (impact === 'serious' || impact === 'critical')
        faults.push(`${width} ${colorScheme} ${id}: ${targets.join(', ')}`)
    const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    const overlapping = await page.evaluate<string[]>(OVERLAPPING)
    faults.push(...overlapping.map((title) => `${width}: marks on each other: ${title}`))
    if (wider > 0) faults.push(`${width}: ${wider} px wider than the screen`)
  }
  return faults
}
