// A phone that was here before is opened without a network, four times slower than this machine: when there is something to read. And how
// much of each page moves after it was drawn, with a network.
import { launch } from '../support.mjs'
import { goal, heading, median, ms, row } from './figures.mjs'
import { handset, SLOWER, watchContent, yardstick } from './hand.mjs'
import { demonstration } from './size.mjs'

const MAIN = ['/', '/organizations', '/activities', '/canteen', '/needs']
const RUNS = 7

/** So many starts of one page: times to the first letters, to the first rows, and what moved. */
async function starts(page, address, runs) {
  const found = { first: [], content: [], shifts: [] }
  for (let run = 0; run < runs; run += 1) {
    await page.goto('about:blank')
    await page.goto(address)
    found.content.push(await page.evaluate(() => globalThis.content))
    // The rest of the start: what moves now is counted, too.
    await page.waitForSelector('html[data-started=yes]', { state: 'attached' })
    await page.waitForTimeout(700)
    const [first, shifts] = await page.evaluate(() => (
      [performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN, globalThis.shifts]))
    found.first.push(first)
    found.shifts.push(shifts)
  }
  return found
}

export async function warm() {
  const { server, stop } = await demonstration()
  const browser = await launch()
  try {
    const one = await handset(browser, server, 'R0001')
    const { context, page } = one
    await context.addInitScript(watchContent)
    for (const address of MAIN) await starts(page, server.origin + address, 1)
    await one.slow()
    await page.goto(server.origin)
    const measure = await yardstick(page)
    const online = []
    for (const address of MAIN) online.push(await starts(page, server.origin + address, 3))
    await context.setOffline(true)
    heading(`Started again without a network, ${SLOWER} times slower, the middle one of ${RUNS}`)
    row('page', 'letters', 'rows', 'slowest', 'x sorting')
    for (const address of MAIN) {
      const { first, content } = await starts(page, server.origin + address, RUNS)
      row(address, ms(median(first)), ms(median(content)), ms(Math.max(...content)), (median(content) / measure).toFixed(1))
    }
    row('  (150,000 numbers sorted on that phone)', ms(measure))
    goal('600 ms until a heading and a card of data are there')
    heading(`What moves while a page starts with a network, ${SLOWER} times slower (CLS)`)
    MAIN.forEach((address, at) => row(address, Math.max(...online[at].shifts).toFixed(3)))
    goal('0.02')
  } finally {
    await browser.close()
    await stop()
  }
}
