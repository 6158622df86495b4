// What the stories of faults need besides a server and a phone: a browser whose power is cut, a clock that is wrong, and eyes that
// see what a phone's disk holds.
import { chromium } from 'playwright-core'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach } from 'node:test'
import { executablePath } from './chromium.mjs'
import { stand } from './road.mjs'
import { cached, kept, launch, phone, SCREEN, signIn, sleep, started } from './support.mjs'

export { stand }

// ---- a file of stories

/**
 * What a file of stories plays on: a server behind a road of its own, a browser, and phones on which somebody is `settled`: signed
 * in, with the app kept on the phone. Whatever becomes of a story, the next one finds the road good and no phone of the last one.
 */
export async function begin() {
  const place = await stand()
  const browser = await launch()
  afterEach(async () => {
    place.road.rule = null
    await Promise.all(browser.contexts().map((context) => context.close()))
  })
  after(async () => {
    await browser.close()
    await place.stop()
  })
  const settled = async (code, { script = [], ...options } = {}) => {
    const one = await phone(browser, options)
    if (script.length > 0) await one.context.addInitScript(...script)
    await signIn(one.page, await place.card(code))
    await cached(one.page)
    await visit(one.page, `${place.origin}/`)
    await kept(one.page)
    return one
  }
  return { place, browser, settled }
}

// ---- browsers

const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((name) => `--disable-${name}`)

/** A phone with a disk: its profile outlives the browser. `kill` takes the power away. */
export async function diskPhone(profile, options = {}) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ['--no-sandbox', '--no-first-run', ...quiet],
    viewport: SCREEN, locale: 'zh-CN', ...options,
  })
  context.setDefaultTimeout(15_000)
  const page = context.pages()[0] ?? await context.newPage()
  return { context, page, kill: () => endOf(profile), close: () => context.close() }
}

/** A folder for a profile, and its end. */
export const profileFolder = () => mkdtemp(path.join(tmpdir(), 'xishan-profile-'))
export const removeFolder = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })

/** Kills the browser that runs on this profile, and waits until it is gone. Only processes that carry the profile's own name. */
async function endOf(profile) {
  for (let tries = 0; tries < 100; tries += 1) {
    const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const lines = await Promise.all(ids.map(async (id) => [id, await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')]))
    const ours = lines.filter(([, line]) => line.includes(`--user-data-dir=${profile}\0`))
    if (ours.length === 0) return
    for (const [id] of ours) try { process.kill(Number(id), 'SIGKILL') } catch { /* gone by itself */ }
    await sleep(50)
  }
  throw new Error('the browser does not die')
}

/** A script for `addInitScript`: the page's clock is wrong by `ms`, until `globalThis.shiftClock(ms)` says otherwise. */
export function wrongClock(ms) {
  const True = Date
  const shift = () => Number(globalThis.sessionStorage?.getItem('clock') ?? ms)
  globalThis.shiftClock = (other) => globalThis.sessionStorage.setItem('clock', other)
  globalThis.Date = class extends True {
    constructor(...parts) { super(...(parts.length > 0 ? parts : [True.now() + shift()])) }
    static now() { return True.now() + shift() }
  }
}

/** Lets the app know that it may try again now, as the browser does when the network is back. */
export const nudge = (page) => page.evaluate(() => { window.dispatchEvent(new Event('online')) })

/** Until `check` holds; asks `page` to try again meanwhile, if there is one. */
export async function until(check, what, { ms = 20_000, page } = {}) {
  for (const end = Date.now() + ms; ;) {
    // A look at a page that is just being left may never end: then it is looked again.
    const look = Promise.resolve(check())
    look.catch(() => {})
    const found = await Promise.race([look, new Promise((resolve) => setTimeout(resolve, 10_000).unref())])
    if (found) return found
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`)
    if (page) await nudge(page)
    await sleep(200)
  }
}

/** Freezes a page in the middle of whatever it does, as a browser does with tabs that nobody looks at: nothing of it runs. Answers what
 * thaws it. The browser's own word for that leaves the timers of a page without a window alone; the debugger does not. */
export async function freeze(page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Debugger.enable')
  const paused = new Promise((resolve) => devtools.once('Debugger.paused', resolve))
  await devtools.send('Debugger.pause')
  await paused
  return () => devtools.send('Debugger.disable')
}

// ---- what a phone holds

/** Everything in the page's IndexedDB, raw: `{ database: { store: [[key, value]] } }`, blobs and bytes as text. */
export const dump = (page) => page.evaluate(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const all = {}
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    all[name] = {}
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store)
      const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())])
      all[name][store] = await Promise.all(keys.map(async (key, at) => {
        const value = values[at]
        if (value instanceof Blob) return [String(key), await value.text()]
        if (ArrayBuffer.isView(value)) return [String(key), new TextDecoder('latin1').decode(value)]
        return [String(key), typeof value === 'string' ? value : String(JSON.stringify(value))]
      }))
    }
    database.close()
  }
  return all
})

/** How many commands wait on this phone, of all accounts. */
export async function waitingOn(page) {
  return Object.values(await dump(page)).reduce((sum, stores) => sum + (stores.outbox?.length ?? 0), 0)
}

/** A document of the same origin in which the app does not run. */
export async function beside(context, origin) {
  const page = await context.newPage()
  await page.goto(`${origin}/favicon.svg`)
  return page
}

/** A word that nobody else writes: no two letters of it meet twice, so that compression leaves it whole at its first place. */
export function canary() {
  const letters = [...'GHIJKLMNOPQRSTUVWXYZ']
  for (let at = letters.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [letters[at], letters[other]] = [letters[other], letters[at]]
  }
  return letters.join('')
}

/** The files below the profile, of everything that sites can store, in which a word stands (as bytes of one or two per letter). */
export async function filesWith(profile, word) {
  const [narrow, wide] = [Buffer.from(word, 'latin1'), Buffer.from(word, 'utf16le')]
  const found = []
  for (const place of ['IndexedDB', 'Local Storage', 'Session Storage', 'Service Worker', 'WebStorage', 'Cache', 'File System']) {
    const folder = path.join(profile, 'Default', place)
    const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const file of files.filter((one) => one.isFile())) {
      const bytes = await readFile(path.join(file.parentPath ?? file.path, file.name)).catch(() => Buffer.alloc(0))
      if (bytes.includes(narrow) || bytes.includes(wide)) found.push(path.join(place, file.name))
    }
  }
  return found
}

// ---- a neighbour's hands

export const signUpButton = (page) => page.getByRole('button', { name: '报名', exact: true })
export const pending = (page) => page.getByRole('main').locator('.state.is-pending', { hasText: '待确认' }).first()
export const confirmed = (page) => page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' })

/** Opens an address, online or not, and waits until its content is there. */
export async function visit(page, address) {
  await page.goto(address)
  await started(page)
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.skeleton'))
}

/** Writes a report and presses the button. What follows is the story's. */
export async function report(page, origin, words, photo) {
  await visit(page, `${origin}/needs/new`)
  await page.getByLabel('是什么事').fill(words)
  if (photo) {
    await page.locator('input[type=file]').setInputFiles(photo)
    await page.locator('.photo img').waitFor()
  }
  await page.getByRole('button', { name: '提交' }).click()
}

/** Writes a report and waits until the phone has taken it on. */
export async function reported(page, origin, words, photo) {
  await report(page, origin, words, photo)
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
}

/** Signs up for the date whose page is open and gives it back, so many times, by the page's own buttons. */
export const toggle = (page, times) => page.evaluate(async (times) => {
  const button = (words) => [...document.querySelectorAll('main button')].find((one) => one.textContent.trim() === words)
  const press = async (words) => {
    for (let tries = 0; tries < 2000; tries += 1) {
      const found = button(words)
      if (found) return found.click()
      await new Promise((again) => setTimeout(again, 5))
    }
    throw new Error(`there is no ${words}`)
  }
  for (let at = 0; at < times; at += 1) {
    await press('报名')
    await press('不去了')
    await press('是的，不去了')
  }
}, times)
