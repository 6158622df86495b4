// The organizer's list of a date with many people, opened on a phone that is four times slower than this machine: from the tap to the
// frame with the rows.
import { launch, open, phone, signIn, sleep } from '../support.mjs'
import { crowded } from './crowd.mjs'
import { count, goal, heading, median, ms, row } from './figures.mjs'
import { LIST_RUNS } from './scale.mjs'

/** So many times slower the phone's processor is. */
const SLOWER = 4
/** Nothing else begins at that hour from now. */
const HOURS = 80

/** Watches the page for the next tap, and for the frame with so many rows after it. */
const watch = (page, rows) => page.evaluate((wanted) => {
  globalThis.painted = new Promise((resolve) => {
    const seen = (tapped) => {
      const look = new MutationObserver(() => {
        if (document.querySelectorAll('main tbody tr').length < wanted) return
        look.disconnect()
        // What is asked of the next frame is answered once it is on its way to the screen.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now() - tapped.timeStamp)
          port2.postMessage(null)
        })
      })
      look.observe(document.body, { childList: true, subtree: true })
    }
    addEventListener('click', seen, { capture: true, once: true })
  })
}, rows)

async function look(page, date, rows) {
  const way = page.locator(`a[href="/desk/dates/${date}"]`)
  await way.waitFor()
  // Until the page before it is at rest.
  await sleep(500)
  await watch(page, rows)
  await way.tap()
  const took = await page.evaluate(() => globalThis.painted)
  await page.locator('a.back').tap()
  return took
}

export async function list(town) {
  // The phone draws it from its own store: which database the server has makes no difference.
  if (town.kind !== 'sqlite') return
  const server = await town.serve()
  const browser = await launch()
  try {
    const { dates: [date], people } = await crowded(town, server, 1, HOURS)
    const { context, page } = await phone(browser, { isMobile: true, hasTouch: true })
    await signIn(page, await server.card('R0005'))
    // Until the phone holds them all.
    await open(page, `${server.origin}/desk/dates/${date}`)
    await page.locator('main tbody tr').nth(people.length - 1).waitFor()
    await open(page, `${server.origin}/desk/dates`)
    await page.locator(`a[href="/desk/dates/${date}"]`).waitFor()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    const times = []
    for (let run = 0; run < LIST_RUNS; run += 1) times.push(await look(page, date, people.length))
    heading(`The organizer's list of ${count(people.length)} sign-ups, on a phone ${SLOWER} times slower than this machine`)
    row(`from the tap to the rows, median of ${LIST_RUNS}`, ms(median(times)))
    row('  the first time, and the slowest', ms(times[0]), ms(Math.max(...times)))
    goal('200 ms')
  } finally {
    await browser.close()
    await server.stop()
  }
}
