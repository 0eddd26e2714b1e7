import type { Page } from 'playwright-core'

/** Runs in the page: texts that stand beyond the screen, or beyond a box that hides what does; not those that can be scrolled to. */
const FIND = `(() => {
  const cut = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode
    if (text.data.trim() === '' || text.parentElement.closest('.hidden-text, option')) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const { left, right, width } = range.getBoundingClientRect()
    if (width === 0) continue
    let isCut = left < -1 || right > innerWidth + 1
    for (let box = text.parentElement; box !== null; box = box.parentElement) {
      const overflow = getComputedStyle(box).overflowX
      if (overflow === 'auto' || overflow === 'scroll') {
        isCut = false
        break
      }
      const own = box.getBoundingClientRect()
      if (overflow !== 'visible' && (left < own.left - 1 || right > own.right + 1)) isCut = true
    }
    if (isCut) cut.push(text.data)
  }
  return cut
})()`

/** Texts of the page that nobody can read to their end. */
export const cutOffTexts = (page: Page): Promise<string[]> => page.evaluate<string[]>(FIND)
