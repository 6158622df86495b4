// How soon the page answers a finger, on a phone four times slower than this machine: while a thousand rows are scrolled and searched,
// and from one place of the bottom bar to another.
import { readFile } from 'node:fs/promises'
import { demoFile, launch, open, sleep, startServer } from '../support.mjs'
import { count, goal, heading, median, ms, row } from './figures.mjs'
import { handset, SLOWER, upperQuarter, yardstick } from './hand.mjs'

export const ROWS = 1000
const ROUNDS = 4
const CHANGES = 24
const PLACES = ['/activities', '/canteen', '/needs', '/']
const LETTERS = 'xqd'
const CHARACTERS = [...'春风晚霞松柏梅兰竹菊石桥流水青山老街新苑']

/** The demonstration's organizations and as many more as make a thousand, each with a name of its own. */
export async function crowdOfTeams(rows = ROWS) {
  const text = (await readFile(demoFile('organizations.csv'), 'utf8')).trimEnd()
  const classes = ['文体活动', '邻里互助', '为老服务', '儿童青少年', '平安调解', '公益慈善']
  const there = text.split('\n').length - 1
  const pick = (at) => CHARACTERS[at % CHARACTERS.length]
  const more = Array.from({ length: rows - there }, (_, at) => {
    const name = `${pick(at)}${pick(Math.floor(at / CHARACTERS.length))}${pick(Math.floor(at / CHARACTERS.length ** 2))}队`
    return `many-${at},${name},${classes[at % classes.length]},邻里凑在一起，每周见一回面。,,,,,2020,,是`
  })
  return `${text}\n${more.join('\n')}\n`
}

/** Runs before the page's own scripts: the longest event of each interaction, and frames that came late. */
function watchFingers() {
  globalThis.taken = new Map()
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) globalThis.taken.set(interactionId, Math.max(duration, globalThis.taken.get(interactionId) ?? 0))
    }
  }).observe({ type: 'event', durationThreshold: 16 })
  globalThis.late = []
  let last = performance.now()
  const frame = (now) => {
    globalThis.late.push(now - last)
    last = now
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  /** From the next tap until another page's heading is on the screen. */
  globalThis.change = () => new Promise((resolve) => {
    addEventListener('click', (tap) => {
      const before = document.querySelector('main h1')
      const look = () => requestAnimationFrame(() => {
        const heading = document.querySelector('main h1')
        if (!heading || heading === before || document.querySelector('.skeleton')) return look()
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - tap.timeStamp)
        port2.postMessage(null)
      })
      look()
    }, { capture: true, once: true })
  })
}

/** A finger drawn over the screen, down and up again. */
async function scroll(devtools, distance) {
  for (const yDistance of [-distance, distance]) {
    const how = { x: 195, y: 500, yDistance, speed: 2400, gestureSourceType: 'touch', preventFling: true }
    await devtools.send('Input.synthesizeScrollGesture', how)
  }
}

/** Scrolls the list, which grows, until all of its rows are in the page, and back up. */
async function growAll(page) {
  const deadline = Date.now() + 120_000
  for (let rows = 0; rows < ROWS;) {
    if (Date.now() > deadline) throw new Error(`${rows} rows of ${ROWS}`)
    rows = await page.evaluate(() => {
      scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
      return document.querySelectorAll('main .item').length
    })
    await sleep(50)
  }
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
}

/** So many interactions; what no event tells of was shorter than 16 ms. */
async function interactions({ page, devtools }) {
  const field = page.getByRole('searchbox').first()
  let made = 0
  await page.evaluate(() => { globalThis.taken.clear(); globalThis.late.length = 0 })
  for (let round = 0; round < ROUNDS; round += 1) {
    // The keys of the round before left the first part of it.
    await growAll(page)
    await scroll(devtools, 3000)
    await field.tap()
    made += 1
    for (const key of [...LETTERS, ...Array.from(LETTERS, () => 'Backspace')]) {
      await page.keyboard.press(key)
      await sleep(150)
      made += 1
    }
  }
  await sleep(500)
  const { taken, late } = await page.evaluate(() => ({ taken: [...globalThis.taken.values()], late: globalThis.late }))
  return { times: [...taken, ...Array(Math.max(0, made - taken.length)).fill(8)], late, made }
}

async function changes(page) {
  const times = []
  for (let at = 0; at < CHANGES; at += 1) {
    await page.evaluate(() => { globalThis.changed = globalThis.change() })
    await page.locator(`.tab-bar a[href="${PLACES[at % PLACES.length]}"]`).tap()
    times.push(await page.evaluate(() => globalThis.changed))
    await sleep(150)
  }
  return times
}

export async function fingers() {
  const server = await startServer('sqlite', { 'organizations.csv': await crowdOfTeams() })
  const browser = await launch()
  try {
    const one = await handset(browser, server, 'R0001')
    const { context, page } = one
    await context.addInitScript(watchFingers)
    await open(page, `${server.origin}/organizations`)
    await page.locator('main .item').first().waitFor()
    await growAll(page)
    await one.slow()
    const measure = await yardstick(page)
    const { times, late, made } = await interactions(one)
    await one.fast()
    await open(page, `${server.origin}/`)
    await one.slow()
    const changed = await changes(page)
    heading(`A finger on a phone ${SLOWER} times slower than this machine`)
    row('', '75 of 100', 'median', 'slowest', 'x sorting')
    const line = (what, all) => {
      const upper = upperQuarter(all)
      row(what, ms(upper), ms(median(all)), ms(Math.max(...all)), (upper / measure).toFixed(2))
    }
    line(`INP over ${count(ROWS)} rows, ${made} touches and keys`, times)
    goal('100 ms for 75 of 100')
    line(`from one page to another, ${changed.length} times`, changed)
    goal('100 ms for 75 of 100')
    row('frames later than 50 ms while scrolling and typing', late.filter((gap) => gap > 50).length, `of ${late.length}`)
    row('  (150,000 numbers sorted on that phone)', ms(measure))
  } finally {
    await browser.close()
    await server.stop()
  }
}
