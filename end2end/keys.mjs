// A person with a keyboard and nothing else. Every stop of the focus is looked at: what it is called, whether a ring shows where it
// is, and whether the bars at the foot of the screen, or its edges, hide it.

import { started } from './support.mjs'

/** What has the focus: role and name as a screen reader hears them, its box in the page, and what is wrong with it. */
async function focused(page, session) {
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' })
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false })
  const [{ role, name }] = nodes
  const seen = await page.evaluate(look)
  return { role: role?.value ?? '', name: (name?.value ?? '').replace(/\s+/g, ' ').trim(), ...seen }
}

/** Runs in the page. */
export function look() {
  const element = document.activeElement
  if (element === document.body || element.id === 'main') return { nowhere: true, wrong: [] }
  const wrong = []
  // A box to tick is drawn by what stands beside it.
  const drawn = [[element, null], [element, '::before'], [element.nextElementSibling, '::before']].filter(([one]) => one)
  const rings = drawn.map(([one, part]) => ({ one, style: getComputedStyle(one, part) }))
    .filter(({ style }) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3)
  const luminance = (color) => {
    const parts = color.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255)
    const [r, g, b] = parts.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05)
  // A ring is seen against what it is drawn on: the paper, or a card of another colour.
  const ground = (one) => {
    for (let around = one; around; around = around.parentElement) {
      const { backgroundColor } = getComputedStyle(around)
      if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }
  if (rings.length === 0) wrong.push('no ring shows that it has the focus')
  else if (contrast(rings[0].style.outlineColor, ground(rings[0].one.parentElement)) < 3) wrong.push('its ring is too pale')
  const box = (rings[0]?.one ?? element).getBoundingClientRect()
  const own = element.getBoundingClientRect()
  const reach = rings.length === 0 ? 0 : parseFloat(rings[0].style.outlineWidth) + parseFloat(rings[0].style.outlineOffset)
  // What sticks to the foot of the screen covers what lies behind it, and not what it holds or what follows below it.
  const held = element.closest('.tab-bar, .order-bar, .dock, .toast')
  const bars = held ? [] : ['.tab-bar', '.order-bar', '.dock', '.toast-line'].flatMap((bar) => [...document.querySelectorAll(bar)])
  const free = bars.map((bar) => bar.getBoundingClientRect())
    .filter((bar) => box.top < bar.bottom - 0.5 && box.bottom > bar.top + 0.5 && box.left < bar.right && box.right > bar.left)
  const floor = Math.min(innerHeight, ...free.map((bar) => bar.top))
  const tall = box.height > floor
  if (box.width === 0 || box.height === 0) wrong.push('it has no size')
  if (box.top < 0 || (!tall && box.bottom > floor + 0.5)) {
    wrong.push(`it is hidden: from ${Math.round(box.top)} to ${Math.round(box.bottom)}, and the screen is free from 0 to ${Math.round(floor)}`)
  }
  if (box.left < 0 || box.right > innerWidth + 0.5) wrong.push(`it sticks out: from ${Math.round(box.left)} to ${Math.round(box.right)}`)
  // A box that scrolls cuts off what stands over its edge; two thirds of the ring are enough to see.
  let [down, along] = [scrollY, scrollX]
  for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
    down += around.scrollTop
    along += around.scrollLeft
    if (getComputedStyle(around).overflowY === 'visible') continue
    const edge = around.getBoundingClientRect()
    const lost = Math.max(edge.top - (box.top - reach), box.bottom + reach - edge.bottom, 0)
    if (lost > 1) wrong.push(`${lost.toFixed(1)} px of its ring are cut off`)
  }
  const fixed = Boolean(held || element.closest('.skip'))
  return { nowhere: false, wrong, top: own.top + down, bottom: own.bottom + down, left: own.left + along, fixed }
}

const said = (stop) => stop.nowhere ? '(the page)' : `${stop.role} “${stop.name}”`

/** A keyboard on a page. `wrong` collects what was wrong with any stop, once each. */
export class Keys {
  constructor(page, session) {
    Object.assign(this, { page, session, wrong: new Set() })
  }

  static async on(page) {
    return new Keys(page, await page.context().newCDPSession(page))
  }

  async press(key) {
    await this.page.keyboard.press(key)
    try {
      // Two frames: what follows the key has been drawn.
      await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
      return await this.here()
    } catch (fault) {
      if (!/navigat/.test(fault.message)) throw fault
      // The key led to a page of the other program, which is loaded anew.
      await started(this.page)
      return this.here()
    }
  }

  async here() {
    const stop = await focused(this.page, this.session)
    const where = new URL(this.page.url()).pathname.replace(/[0-9a-f-]{36}/, '…')
    for (const what of stop.wrong) this.wrong.add(`${where}: ${said(stop)}: ${what}`)
    return stop
  }

  /** Tabs until the focus is on this, in so many presses at most. The name is a text, or an expression. */
  async to(role, name, { within = 60, key = 'Tab' } = {}) {
    const passed = []
    for (let pressed = 0; pressed < within; pressed += 1) {
      const stop = await this.press(key)
      const fits = typeof name === 'string' ? stop.name === name : name.test(stop.name)
      if (!stop.nowhere && stop.role === role && fits) return { stop, pressed: pressed + 1 }
      passed.push(said(stop))
    }
    throw new Error(`no ${role} ${name} within ${within} presses of ${key} on ${this.page.url()}; passed:\n  ${passed.join('\n  ')}`)
  }

  /** Goes there and presses it. */
  async use(role, name, { then = 'Enter', ...how } = {}) {
    const { pressed } = await this.to(role, name, how)
    await this.press(then)
    return pressed
  }

  type(text) {
    return this.page.keyboard.type(text)
  }

  /** Every stop from the top of the page until the focus leaves it. */
  async round(key = 'Tab', most = 300) {
    const stops = []
    for (let pressed = 0; pressed < most; pressed += 1) {
      const stop = await this.press(key)
      // What is fixed to the screen lies elsewhere in a page that was scrolled.
      const same = stops.length > 0 && said(stop) === said(stops[0]) && (stop.fixed || stop.top === stops[0].top)
      if (stop.nowhere || same) return stops
      stops.push(stop)
    }
    throw new Error(`the focus never left the page: a trap? The last stops:\n  ${stops.slice(-10).map(said).join('\n  ')}`)
  }
}

/** Stops that lie above the one before them: the order to the hand is not the order to the eye. */
export function jumps(stops) {
  const inPage = stops.filter((stop) => !stop.fixed)
  return inPage.slice(1).flatMap((stop, at) => {
    const last = inPage[at]
    const back = stop.bottom <= last.top || (stop.top < last.bottom && last.top < stop.bottom && stop.left < last.left && stop.top <= last.top)
    return back ? [`${said(stop)} comes after ${said(last)}, which stands below or to the right of it`] : []
  })
}

export { said }
