// At the door with a phone whose browser reads no codes (Safari, Firefox): the app reads them. The camera is a film that Chromium
// plays in its place, drawn here from the very code that the server makes. And a film without a code, a browser that reads codes
// by itself, one that only claims to, a person who does not allow the camera, a decoder that fails, and no network.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, kept, launch, open, phone, publicRows, signIn, started, startServer, uuid7,
} from '../support.mjs'

const [WIDTH, HEIGHT] = [640, 480]
const [INK, PAPER] = [50, 200]
const ROLE = '搬椅子'
let server, folder, organizer, shift, people, holding
const browsers = []

before(async () => {
  server = await startServer()
  folder = await mkdtemp(path.join(tmpdir(), 'xishan-camera-'))
  organizer = await apiPhone(server.origin, await server.card('R0005'))
  await prepare()
  holding = await camera(await codeFilm(people[0].duty))
}, { timeout: 60_000 })

after(async () => {
  for (const browser of browsers) await browser.close()
  await server?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** A shift that begins in half an hour, with three people on it. */
async function prepare() {
  const [{ roles }] = await organizer.mine('me')
  const organization = roles.map((role) => role.leader).find(Boolean)
  const [venue] = await publicRows(server.origin, 'venue')
  const starts = Date.now() + HOUR / 2
  const when = { starts, ends: starts + 2 * HOUR, venue: venue.id }
  const plan = { ...when, role: ROLE, about: '', least: 1, most: 3, skills: [], children: false }
  shift = uuid7()
  applied(await organizer.do({ add_shift: { shift, organization, occurrence: null, plan } }))
  people = []
  for (const code of ['R0001', 'R0004', 'R0010']) {
    const volunteer = await apiPhone(server.origin, await server.card(code))
    const duty = uuid7()
    applied(await volunteer.do({ take_shift: { duty, shift, resident: volunteer.id } }))
    people.push({ duty, id: volunteer.id, name: volunteer.name })
  }
}

/** Who the server knows to be there. */
const facts = async () => (await organizer.mine('presence')).filter((fact) => fact.of.shift === shift)

// ---- films

/** Whether a point is dark in the picture that the server makes of a code, eight points or so to a square. */
async function drawn(ticket) {
  const svg = await (await fetch(`${server.origin}/api/qr/${ticket}`)).text()
  const size = Number(svg.match(/viewBox="0 0 (\d+) /)[1])
  const dark = new Set([...svg.matchAll(/M(\d+),(\d+)h1v1h-1/g)].map(([, x, y]) => Number(y) * size + Number(x)))
  assert.ok(size > 24 && dark.size > size * size / 4, svg.slice(0, 200))
  const square = Math.floor(400 / size)
  return (x, y) => {
    const [across, down] = [Math.floor(x / square), Math.floor(y / square)]
    return across >= 0 && across < size && down >= 0 && dark.has(down * size + across)
  }
}

/** A film as Chromium plays it for a camera (YUV4MPEG2, 4:2:0, without colour). Each picture says which points are dark. */
async function film(name, pictures) {
  const colourless = Buffer.alloc(WIDTH * HEIGHT / 2, 128)
  const frames = pictures.flatMap((dark) => {
    const light = Buffer.alloc(WIDTH * HEIGHT, PAPER)
    for (let at = 0; at < light.length; at += 1) if (dark(at % WIDTH, Math.floor(at / WIDTH))) light[at] = INK
    return [Buffer.from('FRAME\n'), light, colourless]
  })
  const file = path.join(folder, `${name}.y4m`)
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  await writeFile(file, Buffer.concat([header, ...frames]))
  return file
}

/** Somebody holds the code of a ticket before the camera, not quite still. */
async function codeFilm(ticket) {
  const code = await drawn(ticket)
  const held = (left, top) => (x, y) => code(x - left, y - top)
  return film('code', [held(100, 40), held(130, 60)])
}

/** A browser whose camera plays the film, and which gives it to every page that asks. */
async function camera(file) {
  const fake = ['ui-for-media-stream', 'device-for-media-stream'].map((name) => `--use-fake-${name}`)
  const browser = await launch([...fake, `--use-file-for-fake-video-capture=${file}`])
  browsers.push(browser)
  return browser
}

// ---- what the browser of a phone can do

/** Notes when the app looks at a picture, how dark and how light it is, and which cameras were on. */
function watched() {
  Object.assign(globalThis, { looked: [], range: [255, 0], streams: [] })
  const look = CanvasRenderingContext2D.prototype.getImageData
  CanvasRenderingContext2D.prototype.getImageData = function (...where) {
    const picture = look.apply(this, where)
    globalThis.looked.push(performance.now())
    for (let at = 1; at < picture.data.length; at += 4 * 31) {
      const [low, high] = globalThis.range
      globalThis.range = [Math.min(low, picture.data[at]), Math.max(high, picture.data[at])]
    }
    return picture
  }
  const ask = MediaDevices.prototype.getUserMedia
  MediaDevices.prototype.getUserMedia = async function (...what) {
    const stream = await ask.apply(this, what)
    globalThis.streams.push(stream)
    return stream
  }
}

function readsNone() {
  delete globalThis.BarcodeDetector
}

/** A phone without the services that Chromium asks: there is a detector, and it refuses every picture. */
function claimsToRead() {
  globalThis.BarcodeDetector = class {
    async detect() { throw new DOMException('service unavailable', 'NotSupportedError') }
  }
}

function readsItself(text) {
  globalThis.BarcodeDetector = class {
    async detect() { return [{ rawValue: text }] }
  }
}

function refuses() {
  delete globalThis.BarcodeDetector
  MediaDevices.prototype.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError') }
}

/** The decoder comes to no end on the first picture, here by never getting it. Counts pictures, and workers that were ended. */
function hangsOnce() {
  delete globalThis.BarcodeDetector
  Object.assign(globalThis, { shown: 0, ended: 0 })
  const { postMessage, terminate } = Worker.prototype
  Worker.prototype.postMessage = function (...what) {
    globalThis.shown += 1
    if (globalThis.shown > 1) postMessage.apply(this, what)
  }
  Worker.prototype.terminate = function () {
    globalThis.ended += 1
    terminate.apply(this)
  }
}

/** The decoder breaks down on every picture. */
function breaks() {
  delete globalThis.BarcodeDetector
  Worker.prototype.postMessage = function () {
    setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data: null })))
  }
}

// ---- at the door

/** The leader's phone with the list of the shift before it. */
async function door(browser, script, what) {
  const there = await phone(browser, { permissions: ['camera'] })
  await there.context.addInitScript(watched)
  await there.context.addInitScript(script, what)
  await signIn(there.page, await server.card('R0005'))
  await open(there.page, `${server.origin}/desk/shifts/${shift}`)
  for (const person of people) await row(there.page, person).waitFor()
  return there
}

const row = (page, { name }) => page.getByRole('table', { name: '签到', exact: true }).getByRole('row')
  .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) })
const button = (page, person, what) => row(page, person).getByRole('button', { name: new RegExp(`^${what}`) })
const scan = (page) => page.getByRole('button', { name: '扫码' }).click()
/** Until the code was read of somebody who is there already: the list then shows them alone. */
const found = (page, { duty }) =>
  page.waitForFunction((duty) => document.querySelector('#find-guest')?.value.endsWith(`/${duty}`), duty)
const looks = (page, count) => page.waitForFunction((count) => globalThis.looked.length >= count, count)

/** Leaves the page within the app; the camera goes off. */
async function leave(page) {
  await page.locator('a.back').click()
  await page.getByRole('heading', { level: 1, name: ROLE }).waitFor({ state: 'detached' })
  const off = () => globalThis.streams.length === 1
    && globalThis.streams.every((stream) => stream.getTracks().every((track) => track.readyState === 'ended'))
  await page.waitForFunction(off)
}

test('a code before the camera checks its owner in, whatever the browser can do', { timeout: 180_000 }, async () => {
  const [hers, other] = people
  const north = await door(holding, readsNone)
  await scan(north.page)
  await button(north.page, hers, '走了').waitFor()
  await north.page.locator('.state.is-pending').first().waitFor({ state: 'detached' })
  // The code stays before the camera, and that is nothing new.
  const soFar = await north.page.evaluate(() => globalThis.looked.length)
  await looks(north.page, soFar + 5)
  const came = (await facts()).map((fact) => [fact.resident, fact.mark, fact.of.shift])
  assert.deepEqual(came, [[hers.id, 'in', shift]])
  assert.equal(await button(north.page, other, '来了').count(), 1, 'nobody else is there')
  const looked = await north.page.evaluate(() => globalThis.looked)
  const gaps = looked.slice(1).map((at, before) => at - looked[before])
  assert.ok(Math.min(...gaps) >= 200, `at most five looks a second: ${gaps}`)
  await leave(north.page)

  // A phone whose detector does nothing reads the code all the same, and finds who is there already.
  const south = await door(holding, claimsToRead)
  await scan(south.page)
  await found(south.page, hers)
  assert.equal((await facts()).length, 1)
  await leave(south.page)

  // What the browser reads by itself, the app does not look at.
  const east = await door(holding, readsItself, `${server.origin}/activities/${other.duty}`)
  await scan(east.page)
  await button(east.page, other, '走了').waitFor()
  assert.equal(await east.page.evaluate(() => globalThis.looked.length), 0)
  await leave(east.page)
  assert.deepEqual([...north.faults, ...south.faults, ...east.faults], [])
})

test('a film without a code checks nobody in; without a camera letters are typed', { timeout: 120_000 }, async () => {
  const browser = await camera(await film('cloth', [(x, y) => (Math.floor(x / 7) + Math.floor(y / 7)) % 2 === 0]))
  const before = await facts()
  const there = await door(browser, readsNone)
  await scan(there.page)
  await looks(there.page, 8)
  const [darkest, lightest] = await there.page.evaluate(() => globalThis.range)
  assert.ok(darkest < 100 && lightest > 150, `the film was looked at: from ${darkest} to ${lightest}`)
  assert.deepEqual(await facts(), before)
  assert.equal(await there.page.locator('#find-guest').inputValue(), '')
  await there.page.getByRole('button', { name: '关掉相机' }).click()
  await there.page.locator('video').waitFor({ state: 'detached' })
  await leave(there.page)

  const third = people[2]
  const without = await door(browser, refuses)
  await scan(without.page)
  await without.page.getByText('没有允许用相机').waitFor()
  assert.equal(await without.page.locator('video').count(), 0)
  await without.page.getByLabel('姓名或签到码').fill(third.duty.slice(-6))
  await row(without.page, people[0]).waitFor({ state: 'detached' })
  await button(without.page, third, '来了').click()
  await button(without.page, third, '走了').waitFor()
  assert.deepEqual([...there.faults, ...without.faults], [])
})

test('a decoder that hangs or breaks down costs a picture, and is given up in the end', { timeout: 120_000 }, async () => {
  const slow = await door(holding, hangsOnce)
  await scan(slow.page)
  await found(slow.page, people[0])
  assert.equal(await slow.page.evaluate(() => globalThis.ended), 1, 'the one that hung')
  await leave(slow.page)
  assert.equal(await slow.page.evaluate(() => globalThis.ended), 2, 'none outlasts the camera')

  const broken = await door(holding, breaks)
  await scan(broken.page)
  await broken.page.getByText('相机打不开').waitFor({ timeout: 45_000 })
  assert.equal(await broken.page.evaluate(() => globalThis.looked.length), 20)
  assert.equal(await broken.page.locator('video').count(), 0)
  await leave(broken.page)
  assert.deepEqual([...slow.faults, ...broken.faults], [])
})

// The last one: it stops the server.
test('without a network the camera reads on, after a reload too', { timeout: 120_000 }, async () => {
  const { page, faults, blocked } = await door(holding, readsNone)
  await cached(page)
  await kept(page)
  await scan(page)
  await found(page, people[0])
  const stored = () => caches.match(`${document.documentElement.dataset.base}/decoder_bg.wasm`, { ignoreVary: true })
    .then(Boolean)
  assert.ok(await page.evaluate(stored), 'kept on the phone')

  await server.stop()
  server = null
  await page.reload()
  await started(page)
  for (const person of people) await row(page, person).waitFor()
  await scan(page)
  await found(page, people[0])
  assert.deepEqual([...faults, ...blocked], [])
})
