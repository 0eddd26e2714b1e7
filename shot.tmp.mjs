import { chromium } from 'playwright-core'
const [,, base, token, name, path, ...acts] = process.argv
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] })
for (const [w,h] of [[1280,900],[390,844]]) for (const scheme of ['light','dark']) {
  if (process.env.ONLY && !process.env.ONLY.split(',').includes(`${w}${scheme}`)) continue
  const page = await browser.newPage({ viewport: { width: w, height: h }, colorScheme: scheme })
  page.on('console', m => m.type()==='error' && console.log('console', m.text()))
  page.on('pageerror', e => console.log('pageerror', e.message))
  await page.goto(`${base}/runs#${token}`)
  await page.getByText('Connected').waitFor()
  await page.evaluate((p) => { history.pushState(null,'',p); dispatchEvent(new PopStateEvent('popstate')) }, path)
  await page.waitForTimeout(Number(process.env.WAIT ?? 1500))
  for (const act of acts) { await eval(`(async()=>{${act}})()`); await page.waitForTimeout(700) }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (over > 0) console.log('overflow', w, over)
  await page.screenshot({ path: `.cache/shots/${name}-${w}-${scheme}.png`, fullPage: !process.env.VIEWPORT })
  await page.close()
}
await browser.close()
