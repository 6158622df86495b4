// The organizer's list of a date with many people, opened on a phone that is four times slower than this machine. The page shows the
// first lines and draws the others behind them, so there are two figures: from the tap to the frame in which the lines fill the screen,
// and to the frame from which on all of them are there. And one more: how long the page heard nothing meanwhile, at most.
import { launch, open, phone, signIn, sleep } from '../support.mjs'
import { crowded } from './crowd.mjs'
import { count, goal, heading, median, ms, row } from './figures.mjs'
import { LIST_RUNS } from './scale.mjs'

/** So many times slower the phone's processor is. */
const SLOWER = 4
/** Nothing else begins at that hour from now. */
const HOURS = 80

/** Watches the page for the next tap, and after it for the frames. */
const watch = (page, rows) => page.evaluate((wanted) => {
  globalThis.painted = new Promise((resolve) => {
    const lines = () => document.querySelectorAll('main .is-long tbody tr')
    const below = (line) => line !== undefined && line.getBoundingClientRect().bottom >= innerHeight
    const full = (all) => all.length === wanted || below(all[all.length - 1])
    const found = { deaf: 0 }
    // The last long task is told of after it.
    const busy = new PerformanceObserver((tasks) => {
      for (const { duration } of tasks.getEntries()) found.deaf = Math.max(found.deaf, duration)
    })
    const seen = (tapped) => {
      busy.observe({ type: 'longtask' })
      const look = () => requestAnimationFrame(() => {
        // What is asked of this frame is answered once it is on its way to the screen: with what was there then.
        const all = lines()
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          const took = performance.now() - tapped.timeStamp
          if (found.first === undefined && full(all)) found.first = took
          if (all.length < wanted) return look()
          found.all = took
          setTimeout(() => {
            busy.disconnect()
            resolve(found)
          }, 1_000)
        }
        port2.postMessage(null)
      })
      look()
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
  const found = await page.evaluate(() => globalThis.painted)
  await page.locator('a.back').tap()
  return found
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
    const found = []
    for (let run = 0; run < LIST_RUNS; run += 1) found.push(await look(page, date, people.length))
    heading(`The organizer's list of ${count(people.length)} sign-ups, on a phone ${SLOWER} times slower than this machine`)
    row(`from the tap, ${LIST_RUNS} times`, 'median', 'first time', 'slowest')
    const figures = (name, part) => {
      const times = found.map((one) => one[part])
      row(name, ms(median(times)), ms(times[0]), ms(Math.max(...times)))
    }
    figures('until the screen is full of lines', 'first')
    goal('200 ms')
    figures('until all lines are there', 'all')
    figures('  and deaf meanwhile, at the longest', 'deaf')
  } finally {
    await browser.close()
    await server.stop()
  }
}
