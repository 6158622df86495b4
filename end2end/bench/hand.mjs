// A phone that is four times slower than this machine, and eyes for when something is on its screen.
import { cached, kept, phone, signIn } from '../support.mjs'

/** So many times slower its processor is. */
export const SLOWER = 4

/** Somebody's phone: signed in, with the app kept on it. `slow()` makes it slow, `fast()` fast again. */
export async function handset(browser, server, code) {
  const one = await phone(browser, { isMobile: true, hasTouch: true, reducedMotion: 'reduce' })
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await kept(one.page)
  const devtools = await one.context.newCDPSession(one.page)
  const rate = (rate) => devtools.send('Emulation.setCPUThrottlingRate', { rate })
  return { ...one, devtools, slow: () => rate(SLOWER), fast: () => rate(1) }
}

/** Runs before a page's own scripts: `content` is when a heading and something of its rows were first on the screen. */
export function watchContent() {
  globalThis.shifts = 0
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) globalThis.shifts += shift.value
  }).observe({ type: 'layout-shift', buffered: true })
  globalThis.content = new Promise((resolve) => {
    const there = () => document.querySelector('main h1') && !document.querySelector('.skeleton')
      && document.querySelector('main :is(.item, .dish)')
    const look = () => requestAnimationFrame(() => {
      if (!there()) return look()
      // What was there when this frame was drawn is on its way to the screen now.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now())
      port2.postMessage(null)
    })
    look()
  })
}

/** The same work in every run, to compare a phone with: so many milliseconds of sorting in the page. */
export const yardstick = (page) => page.evaluate(() => {
  const begun = performance.now()
  let seed = 7
  const numbers = Array.from({ length: 150_000 }, () => { seed = (seed * 48_271) % 2_147_483_647; return seed })
  numbers.sort((a, b) => a - b)
  return performance.now() - begun
})

/** The value below which three quarters lie. */
export const upperQuarter = (numbers) => numbers.toSorted((a, b) => a - b)[Math.ceil(0.75 * numbers.length) - 1]
