import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { openChromium } from '#scripts/lib/chromium.js'

/** Without a graphics card, the page's thread would wait for each picture: 100 ms for the map of a large library. */
const WATCH_WEBGL = `
const { getContext } = HTMLCanvasElement.prototype
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  if (kind.startsWith('webgl')) console.error('WebGL is for threads, not for the page itself')
  return getContext.call(this, kind, ...rest)
}`

/** A new page in a real, headless Chromium; errors of the page are collected, foreign addresses cut off. */
export async function openPage(): Promise<{ page: Page; errors: string[] }> {
  const browser = await openChromium()
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.addInitScript(WATCH_WEBGL)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { page, errors }
}
