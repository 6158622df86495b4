// What every story needs: a server of its own on a fresh database, a browser like a neighbour's phone, and bare "API phones" that
// speak the same wire format as the app but have no screen, so that many of them can act at once.
import { chromium } from 'playwright-core'
import { execFile, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { executablePath } from './chromium.mjs'

const run = promisify(execFile)
const here = path.dirname(fileURLToPath(import.meta.url))
const binary = process.env.XISHAN_BINARY ?? path.join(here, '../target/release/xishan')
const demo = path.join(here, '../server/demo')
const axeFile = path.join(here, 'node_modules/axe-core/axe.min.js')

export const HOUR = 3_600_000
/** A phone's. `make prove` tries narrower ones too. */
export const SCREEN = { width: Number(process.env.PHONE_WIDTH ?? 390), height: 844 }
export const postgres = process.env.XISHAN_TEST_POSTGRES
/** Where a file of the demonstration community lies. */
export const demoFile = (name) => path.join(demo, name)
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

// ---- servers

/** A server with the demonstration community. `kind` is 'sqlite' or 'postgres'; `changed` holds files that say something else. */
export async function startServer(kind = 'sqlite', changed = null) {
  const folder = await mkdtemp(path.join(tmpdir(), 'xishan-end2end-'))
  const database = kind === 'postgres' ? await freshPostgres() : `sqlite:${path.join(folder, 'xishan.db')}`
  if (changed) {
    const files = path.join(folder, 'files')
    await cp(demo, files, { recursive: true })
    for (const [name, text] of Object.entries(changed)) await writeFile(path.join(files, name), text)
    await run(binary, ['--database', database, 'import', files])
  }
  const child = spawn(binary, ['--database', database, 'serve', '--demo', '--listen', '127.0.0.1:0'])
  let out = ''
  let errors = ''
  child.stdout.on('data', (data) => { out += data })
  child.stderr.on('data', (data) => { errors += data })
  const ended = new Promise((resolve) => { child.once('exit', resolve); child.once('error', resolve) })
  const ready = () => /社工: .*http\S+/.test(out)
  for (let tries = 0; tries < 300 && !ready(); tries += 1) {
    if (child.exitCode !== null) break
    await sleep(100)
  }
  if (!ready()) {
    child.kill()
    throw new Error(`the server did not start:\n${out}\n${errors}`)
  }
  const origin = out.match(/西山: (\S+)/)[1]
  return {
    origin,
    database,
    /** Imports the demonstration's files again, beside the server: `files` say something else now. */
    async import(files) {
      const beside = await mkdtemp(path.join(folder, 'beside-'))
      await cp(demo, beside, { recursive: true })
      for (const [name, text] of Object.entries(files)) await writeFile(path.join(beside, name), text)
      await run(binary, ['--database', database, 'import', beside])
    },
    /** The link that was printed for a role: 居民 志愿者 组织者 食堂 社工. */
    link: (role) => out.match(new RegExp(`${role}: .*?(http\\S+)`))[1],
    /** A new sign-in link for a resident by code. */
    async card(code) {
      const { stdout } = await run(binary, ['--database', database, 'card', code, '--origin', origin])
      return stdout.match(/http\S+/)[0]
    },
    errors: () => errors,
    async stop() {
      child.kill('SIGTERM')
      // Open event streams may hold a graceful stop up.
      const hard = setTimeout(() => child.kill('SIGKILL'), 2000)
      await ended
      clearTimeout(hard)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freshPostgres() {
  const name = `e2e_${randomBytes(6).toString('hex')}`
  await run('psql', [`${postgres}/postgres`, '-qc', `create database ${name}`])
  return `${postgres}/${name}`
}

/** The demonstration's `community.csv` with orders until 23:59 (or another time) of the same day: it closes them the evening before. */
export async function lateOrders(until = '23:59') {
  const [header, line] = (await readFile(demoFile('community.csv'), 'utf8')).trim().split('\n')
  const columns = header.split(',')
  const cells = line.split(',')
  cells[columns.indexOf('订餐截止提前天数')] = '0'
  cells[columns.indexOf('订餐截止时间')] = until
  return `${header}\n${cells.join(',')}\n`
}

/** The community's date and time, as `2026-11-27T13:00`. */
/** A whole hour, so many hours from now, after which two more are left of that day: a form of the desk has one day. */
export function wholeHour(ahead) {
  const at = Math.floor(Date.now() / HOUR) + ahead
  const hour = (at + 8) % 24
  return (hour >= 22 ? at + 24 - hour : at) * HOUR
}

export const beijing = () => new Date(Date.now() + 8 * HOUR).toISOString()

/** A story of one day must not run over midnight. */
export async function notOverMidnight() {
  while (beijing().slice(11, 16) >= '23:56') await sleep(1000)
}

/** What the program itself says on a database: `import` with a file, `card` with a code. */
export const terminal = async (database, ...words) => (await run(binary, ['--database', database, ...words])).stdout

// ---- phones without a screen

/** A UUID of version 7, as phones draw them. */
export function uuid7() {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

async function post(origin, address, acting, body, cookie) {
  const headers = { 'content-type': 'application/json', 'x-xishan': acting }
  if (cookie) headers.cookie = cookie
  const answer = await fetch(origin + address, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`)
  return { body: text ? JSON.parse(text) : null, cookie: answer.headers.get('set-cookie')?.split(';')[0] }
}

/** All rows of one noun in a pull. */
const rowsOf = (pull, noun) => pull.rows.map((line) => line.row?.[noun]).filter(Boolean)

/** The public rows, by noun. */
export async function publicRows(origin, noun) {
  const request = { part: 'public', epoch: '', since: 0, scopes: [] }
  return rowsOf((await post(origin, '/api/pull', 'visitor', request)).body, noun)
}

/** Signs in with a card's link and answers a phone that can push and pull. */
export async function apiPhone(origin, link) {
  const code = link.split('#')[1]
  const { body: accounts, cookie } = await post(origin, '/api/sign-in', 'visitor', { code, label: 'end2end' })
  const actor = accounts.newest
  let seq = 0
  const envelope = (command) => {
    seq += 1
    return {
      id: uuid7(), device: accounts.device, device_seq: seq, actor, depends_on: [], made_at: Date.now(), schema: 1, command,
    }
  }
  const push = async (...envelopes) =>
    (await post(origin, '/api/push', actor, { commands: envelopes }, cookie)).body.answers
  return {
    id: actor,
    name: accounts.residents.find((person) => person.id === actor).name,
    envelope,
    push,
    /** Makes, sends, and answers the outcome. */
    do: async (command) => (await push(envelope(command)))[0].outcome,
    /** Asks something that is no command. */
    ask: async (address, body = null) => (await post(origin, address, actor, body, cookie)).body,
    /** A file behind a link, which names the account that acts. */
    file: (address) => fetch(`${origin}${address}?as=${actor}`, { headers: { cookie } }),
    /** Everything of one noun that the account may see. */
    async mine(noun) {
      const request = { part: 'mine', epoch: '', since: 0, scopes: [] }
      return rowsOf((await post(origin, '/api/pull', actor, request, cookie)).body, noun)
    },
  }
}

/** Dates for everyone that start in the future and are not full, soonest first. */
export async function futureDates(origin) {
  const dates = await publicRows(origin, 'occurrence')
  const limited = (await publicRows(origin, 'activity')).filter((activity) => activity.audience_rule).map((row) => row.id)
  const open = dates.filter((o) => o.starts > Date.now() + 2 * HOUR && !o.cancelled && o.confirmed < o.capacity - 3
    && !limited.includes(o.activity))
  return open.sort((a, b) => a.starts - b.starts)
}

/** The six digits of RFC 6238 for a base32 secret, as an authenticator shows them. */
export function totp(secret, now = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/[\s=]/g, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const mac = createHmac('sha1', key).update(step).digest()
  const at = mac[19] & 0x0f
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

// ---- the browser

/** A browser; `more` are further switches of its command line. */
export function launch(more = []) {
  const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((name) => `--disable-${name}`)
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet, ...more] })
}

/** A phone: a context of its own. `faults` collects errors of the app, `blocked` what the CSP had to stop. */
export async function phone(browser, options = {}) {
  const context = await browser.newContext({ viewport: SCREEN, locale: 'zh-CN', ...options })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const [faults, blocked] = [[], []]
  // A fade between two documents that the browser breaks off is its own affair, and costs nobody anything.
  page.on('pageerror', (error) => /Transition was (aborted|skipped)/.test(error) || faults.push(`page error: ${error}`))
  page.on('console', (message) => {
    const text = message.text()
    const network = /Failed to load resource|net::ERR/.test(text)
    const list = text.includes('Content Security Policy') ? blocked : faults
    if (message.type() === 'error' && !network) list.push(`${new URL(page.url()).pathname}: ${text}`)
  })
  return { context, page, faults, blocked }
}

/** Until the wasm runs and the phone's own store is read. */
export const started = (page) => page.waitForSelector('html[data-started=yes]', { state: 'attached' })

export async function open(page, address) {
  await page.goto(address)
  await started(page)
}

/** Unfolds the form in which an organizer changes a date, on its page at the desk. */
export const unfoldChange = (page) => page.locator('summary', { hasText: '改这一场' }).click()

/** Unfolds the dates that are over, on the organizer's page of dates; answers the line of one of them. */
export async function pastDate(page, occurrence) {
  await page.locator('summary', { hasText: '办过的' }).click()
  return page.getByRole('row').filter({ has: page.locator(`a[href="/desk/dates/${occurrence}"]`) })
}

/** Signs in by opening a card's link, as a scan of the QR code does. */
export async function signIn(page, link) {
  await open(page, link)
  await page.waitForFunction(() => document.querySelector('#code')?.value)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/', { waitUntil: 'commit' })
  // Until the phone has noted who is signed in: the first page greets them.
  await page.waitForFunction(() => !document.querySelector('.next-card a[href="/sign-in"]') && document.querySelector('.next-card'))
}

export const PASSWORD = '山茶 石桥 电梯 豆腐 二胡'

/** Opens the desk of a member of staff who has not been there yet: they choose a password and set up an authenticator. */
export async function openDesk(page, origin) {
  await open(page, `${origin}/desk`)
  await page.getByRole('heading', { name: '第一次用工作台' }).waitFor()
  const secret = await page.locator('form b.num').textContent()
  await page.getByLabel('设一个密码').fill(PASSWORD)
  await page.getByLabel('6 位数字').fill(totp(secret))
  await page.getByRole('button', { name: '设好了，开锁' }).click()
  await page.getByText('这台机器已开锁').waitFor()
  // Until the role has come, too.
  await page.getByText('离开时请上锁。').waitFor()
}

/** Until a service worker controls the page and its caches hold the app. */
export async function cached(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await holds(page, async () => {
    const names = await caches.keys()
    const counts = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))
    return navigator.serviceWorker.controller !== null && counts.reduce((a, b) => a + b, 0) > 3
  })
}

/** Until the phone of somebody who has signed in holds the larger program too. */
export async function kept(page) {
  await holds(page, async () => Boolean(await caches.match('/desk-shell')))
}

/** Until the page answers yes. `waitForFunction` would take the promise itself for a yes. */
export async function holds(page, question) {
  for (let tries = 0; tries < 75; tries += 1) {
    if (await page.evaluate(question)) return
    await sleep(200)
  }
  throw new Error(`never: ${question}`)
}

/** Serious words of axe-core about the page, as lines. Runs through the debugger, so the CSP stays as it is. `how` is axe's own. */
export async function violations(page, how = {}) {
  // A page that still fades in is not looked at yet.
  await page.evaluate(() => {
    const short = document.getAnimations().filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime < 2000)
    return Promise.all(short.map((one) => one.finished.catch(() => {})))
  })
  await page.evaluate(await readFile(axeFile, 'utf8'))
  const found = await page.evaluate(async (how) => (await globalThis.axe.run(document, how)).violations, how)
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} (${n.failureSummary})`).join(' | ')}`)
}

/** How many pixels the page is wider than the screen. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
