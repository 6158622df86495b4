// One walk over the pages, in the ways of `variants.mjs`: each page is opened once per view and language, and looked at in its widths and
// themes with all eyes. What is wrong is answered as lines; the number before each is the requirement's. Nothing here knows of what is
// wrong today and lets it pass.
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { look } from '../keys.mjs'
import { root } from '../prove/stage.mjs'
import { drawn, see, setLook } from './cast.mjs'
import { addressOf, pages, PLAIN } from './pages.mjs'
import { some } from './variants.mjs'

const EYES = path.join(root, 'end2end/access/eyes')
const AXE = path.join(root, 'end2end/node_modules/axe-core/axe.min.js')
/** What is looked for everywhere, and what only where the app draws the page. */
const ALWAYS = ['letters', 'lines', 'sizes', 'edges', 'frame']
const IN_APP = ['gaps', 'floats', 'states', 'still', 'elders', 'plainWords', 'help']
/** What only some hands can do, or hands that do not tremble. A touch alone is none of it. */
const GESTURES = ['touchmove', 'gesturestart', 'gesturechange', 'devicemotion', 'deviceorientation', 'dragstart', 'pointermove']

/** The text of all eyes, `basics.js` first. */
export async function eyes() {
  const names = (await readdir(EYES)).filter((name) => name.endsWith('.js') && name !== 'basics.js').sort()
  return (await Promise.all(['basics.js', ...names].map((name) => readFile(path.join(EYES, name), 'utf8')))).join('\n')
}

/** Runs before the page's own scripts: which gestures somebody listens for. */
function ears(gestures) {
  globalThis.heard = new Set()
  const listen = EventTarget.prototype.addEventListener
  EventTarget.prototype.addEventListener = function add(name, ...more) {
    // Pulling a page down has a button that does the same (hand.test.mjs).
    if (gestures.includes(name) && !new Error().stack.includes('/hand.js')) globalThis.heard.add(name)
    return listen.call(this, name, ...more)
  }
}

/** Gives a phone its eyes. `asked` collects whom its pages asked besides the server. */
export async function prepare(one, origin) {
  if (one.prepared) return one
  const strangers = new Set()
  await one.context.addInitScript({ content: await eyes() })
  await one.context.addInitScript(ears, GESTURES)
  one.page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^http|^ws/.test(url.protocol) && url.origin !== origin) strangers.add(url.origin)
  })
  return Object.assign(one, { prepared: true, strangers, session: await one.context.newCDPSession(one.page) })
}

/** One look, in one width and theme. */
export async function glance(page, how) {
  const { width, theme, plain } = how
  await page.setViewportSize({ width, height: width > 800 ? 900 : 800 })
  await page.emulateMedia({ contrast: theme === 'contrast' ? 'more' : 'no-preference' })
  await page.evaluate((name) => { document.documentElement.dataset.theme = name }, theme === 'dark' ? 'dark' : 'light')
  await drawn(page)
  const open = [...ALWAYS, ...plain ? [] : IN_APP]
  return page.evaluate(({ open, how }) => open.flatMap((eye) => globalThis.eyes[eye](how)), { open, how })
}

/** What the eye for whatever floats says of a page that nobody prepared for it, because something has come up there. */
export async function floating(page) {
  await page.evaluate(`${await eyes()}\n0`)
  return page.evaluate(() => globalThis.eyes.floats())
}

/** What axe-core says, by all its rules or some of them. */
export async function axe(page, rules = null) {
  if (!await page.evaluate(() => Boolean(globalThis.axe))) await page.evaluate(await readFile(AXE, 'utf8'))
  const options = rules ? { runOnly: { type: 'rule', values: rules } } : {}
  const found = await page.evaluate(async (how) => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], ...how })
    const told = ({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(told) }))
  }, options)
  return found.map(({ id, nodes }) => `${id.startsWith('color-contrast') ? 'X5' : 'X15'} axe ${id}: ${nodes.join(' | ')}`)
}

const contrasts = ({ view }) => ['color-contrast', ...view === 'elder' ? ['color-contrast-enhanced'] : []]

/** Everything that can have the focus shows a ring when it has it. */
export async function rings({ page }) {
  // Somebody uses the keyboard: from now on the browser shows where the focus is, whoever moves it.
  await page.keyboard.press('Tab')
  const wrong = await page.evaluate(`(() => {
    const look = ${look}
    const found = []
    const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
    for (const one of document.querySelectorAll(all)) {
      if (one.disabled || !eyes.shown(one)) continue
      one.focus()
      if (document.activeElement !== one) continue
      found.push(...look().wrong.map((what) => 'X6 ' + what.replace(/from .*/, '') + ': ' + eyes.called(one)))
    }
    document.activeElement.blur()
    scrollTo(0, 0)
    return eyes.few(found)
  })()`)
  return wrong
}

const ROLES = ['button', 'link', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'switch', 'tab', 'spinbutton', 'slider']

/** Every control has a name in the tree that a screen reader gets. */
export async function names({ session }) {
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const nameless = nodes.filter(({ ignored, role, name }) => !ignored && ROLES.includes(role?.value) && !name?.value?.trim())
  return [...new Set(nameless.map(({ role }) => `X15 a ${role.value} without a name`))]
}

/** What is looked at once per load: larger letters, wider text, a phone on its side, system colours, the keyboard, the screen reader. */
export async function closely(one, how) {
  const { page } = one
  const wrong = []
  const edges = async (number, what) => {
    await drawn(page)
    const found = await page.evaluate((number) => globalThis.eyes.edges({ number }), number)
    wrong.push(...found.map((line) => `${line} (${what})`))
  }
  await page.evaluate(() => globalThis.eyes.spaced(true))
  await edges('X17', 'text spacing')
  await page.evaluate(() => globalThis.eyes.spaced(false))
  for (const [size, what] of [['23.8px', 'letters of WeChat’s care mode'], ['32px', 'letters twice as large']]) {
    await page.evaluate((size) => { document.documentElement.style.fontSize = size }, size)
    await edges('X18', what)
  }
  await page.evaluate(() => { document.documentElement.style.fontSize = '' })
  const before = page.viewportSize()
  await page.setViewportSize({ width: 740, height: 360 })
  await edges('X19', 'lying on its side')
  await page.setViewportSize(before)
  await page.emulateMedia({ forcedColors: 'active' })
  wrong.push(...await page.evaluate(() => globalThis.eyes.chosen()))
  await page.emulateMedia({ forcedColors: 'none' })
  if (how.plain) return wrong
  return [...wrong, ...await names(one), ...await rings(one)]
}

/** One page in one view and language: all its states, and what is done once. */
async function load(one, origin, address, way, plain) {
  const { page } = one
  const wrong = []
  await setLook(one, origin, { ...way, theme: 'light' })
  await see(page, origin + address, plain)
  const seen = new Set()
  for (const state of way.states) {
    const how = { ...state, lang: way.lang, view: way.view, elder: way.view === 'elder', plain }
    const found = await glance(page, how)
    if (seen.size === 0) found.push(...await axe(page))
    // By day the elder view has its own rule besides; what the whole look has said need not be said again.
    if (!seen.has(state.theme)) found.push(...await axe(page, contrasts(way)))
    seen.add(state.theme)
    wrong.push(...[...new Set(found)].map((what) => ({ what, where: `${state.width} ${state.theme}` })))
  }
  const narrow = Math.min(...way.states.map(({ width }) => width))
  await page.setViewportSize({ width: narrow, height: 800 })
  const found = await closely(one, { plain })
  const heard = await page.evaluate(() => [...globalThis.heard])
  found.push(...heard.map((name) => `X11 somebody listens for ${name}`), ...[...one.strangers].map((who) => `X13 ${who} was asked`))
  wrong.push(...found.map((what) => ({ what, where: String(narrow) })))
  return { wrong, title: await page.title() }
}

/**
 * Walks over the pages for which `pick` is true. Answers what is wrong: [{ what, where }], and how much was looked at.
 * `plan(number)` says in which ways the page of this number is shown.
 */
export async function walk(stage, { pick = () => true, plan = some, over = () => false } = {}) {
  const [wrong, titles] = [[], new Map()]
  const looks = ([number, page]) => pick(page) ? plan(number).reduce((sum, way) => sum + way.states.length, 0) : 0
  const goal = [...pages.entries()].reduce((sum, one) => sum + looks(one), 0)
  const counts = { loads: 0, states: 0, goal }
  for (const [number, page] of pages.entries()) {
    if (!pick(page)) continue
    const one = await prepare(await stage.one(page.who), stage.origin)
    const address = addressOf(page, stage.things)
    for (const way of plan(number)) {
      if (over()) return { wrong, ...counts }
      const shown = `${page.route} ${way.view} ${way.lang}`
      const { wrong: found, title } = await load(one, stage.origin, address, way, PLAIN.has(page.route))
        .catch((error) => ({ wrong: [{ what: `could not be looked at: ${error.message.split('\n')[0]}`, where: '' }], title: shown }))
      wrong.push(...found.map(({ what, where }) => ({ what, where: `${shown} ${where}` })))
      const other = titles.get(`${way.lang} ${title}`)
      if (other && other !== page.route) wrong.push({ what: `X30 “${title}” is the title of ${other}, too`, where: shown })
      titles.set(`${way.lang} ${title}`, page.route)
      counts.loads += 1
      counts.states += way.states.length
    }
  }
  return { wrong, ...counts }
}

/** Each fault once, with where it was seen: the lines of a report, by their numbers. */
export function told(wrong) {
  const places = new Map()
  for (const { what, where } of wrong) places.set(what, [...places.get(what) ?? [], where])
  return [...places].map(([what, where]) => {
    const more = where.length > 3 ? ` and ${where.length - 3} more` : ''
    return `${what} — ${where.slice(0, 3).join('; ')}${more}`
  }).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
