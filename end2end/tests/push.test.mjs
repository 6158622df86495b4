// A phone rings although the app is closed, where its person has asked for it. What the server sends is unlocked here with Node's own
// cryptography, as RFC 8291 and RFC 8292 say and by nobody's library; services answer badly, and the server goes on.
import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, launch, notOverMidnight, open, phone, publicRows, signIn, sleep, startServer, uuid7, violations,
} from '../support.mjs'

const CONTACT = 'mailto:committee@example.org'
const WORDS = { title: '西山社区', body: '有新消息', lang: 'zh-CN' }
const base64url = (bytes) => Buffer.from(bytes).toString('base64url')
const bytesOf = (text) => Buffer.from(text, 'base64url')

let folder, services, origin, server, browser
const rung = []

/** The services of browsers: what the path says is what is answered. */
function serve() {
  return createServer(async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    rung.push({ path: request.url, headers: request.headers, body: Buffer.concat(pieces) })
    const status = { ok: 201, gone: 410, busy: 429 }[request.url.split('/')[1]]
    // `/hang` is never answered.
    if (status) response.writeHead(status).end()
  })
}

before(async () => {
  services = serve().listen(0, '127.0.0.1')
  await once(services, 'listening')
  origin = `http://127.0.0.1:${services.address().port}`
  folder = await mkdtemp(path.join(tmpdir(), 'xishan-push-'))
  const settings = path.join(folder, 'reach.json')
  await writeFile(settings, JSON.stringify({ push: { contact: CONTACT, services: [origin] } }))
  process.env.XISHAN_REACH = settings
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  delete process.env.XISHAN_REACH
  await browser?.close()
  await server?.stop()
  services?.closeAllConnections()
  services?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** What a browser makes when it is asked: an address, and a key pair of its own. */
function receiver(where) {
  const keys = createECDH('prime256v1')
  const [p256dh, auth] = [keys.generateKeys(), randomBytes(16)]
  return { keys, p256dh, auth, endpoint: `${origin}/${where}/${uuid7()}` }
}

const said = ({ endpoint, p256dh, auth }) => ({ endpoint, p256dh: base64url(p256dh), auth: base64url(auth), english: false })

const derive = (secret, salt, info, length) => Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** RFC 8291 with RFC 8188: one record, its salt, the sender's key before it, a two behind it. */
function unlock({ keys, p256dh, auth }, body) {
  const [salt, length] = [body.subarray(0, 16), body.readUInt8(20)]
  const size = body.readUInt32BE(16)
  const sender = body.subarray(21, 21 + length)
  const record = body.subarray(21 + length)
  assert.ok(record.length <= size, 'one record')
  const both = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, sender])
  const input = derive(keys.computeSecret(sender), auth, both, 32)
  const key = derive(input, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(input, salt, 'Content-Encoding: nonce\0', 12)
  const cipher = createDecipheriv('aes-128-gcm', key, nonce)
  cipher.setAuthTag(record.subarray(-16))
  const text = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()])
  const end = text.lastIndexOf(2)
  assert.ok(text.subarray(end + 1).every((byte) => byte === 0), 'padding')
  return text.subarray(0, end).toString()
}

/** RFC 8292: who rings, signed with the key that the browser was given. */
function signer({ authorization }) {
  const [, token, key] = authorization.match(/^vapid t=([^,]+), k=(\S+)$/)
  const [head, claims, signature] = token.split('.')
  const point = bytesOf(key)
  const jwk = { kty: 'EC', crv: 'P-256', x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)) }
  const how = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }
  assert.ok(verify('sha256', Buffer.from(`${head}.${claims}`), how, bytesOf(signature)))
  assert.equal(JSON.parse(bytesOf(head)).alg, 'ES256')
  return { key, ...JSON.parse(bytesOf(claims)) }
}

async function until(what, seconds = 60) {
  for (let tries = 0; tries < seconds * 5; tries += 1) {
    const found = await what()
    if (found) return found
    await sleep(200)
  }
  assert.fail(`not within ${seconds} s: ${what}`)
}

/** A date that begins so soon that people are told of it at night too; these go. */
async function date(phones) {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, quarter] = [uuid7(), HOUR / 4]
  const starts = Math.ceil((Date.now() + quarter) / quarter) * quarter
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 20, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)
  for (const one of phones) {
    const outcome = await one.do({ sign_up: { signup: uuid7(), occurrence, party: [one.id] } })
    assert.ok(outcome.applied, JSON.stringify(outcome))
  }
  const off = async () => assert.ok((await organizer.do({ cancel_occurrence: { occurrence, reason: '下大雨' } })).applied)
  return { off, title: activity.title }
}

/** The browser's makers are not here: what it would get from them it gets from us. */
async function asIfThereWereAService(context, made) {
  await context.grantPermissions(['notifications'], { origin: server.origin })
  await context.addInitScript(({ endpoint, p256dh, auth }) => {
    // The browser keeps it, whatever page is open.
    const end = async () => { localStorage.removeItem('held'); return true }
    const address = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth } }), unsubscribe: end }
    PushManager.prototype.getSubscription = async () => (localStorage.getItem('held') ? address : null)
    PushManager.prototype.subscribe = async (wish) => {
      localStorage.setItem('asked-with', JSON.stringify(wish))
      localStorage.setItem('held', 'yes')
      return address
    }
  }, said(made))
}

test('a switch makes the phone ring, in words that say nothing', { timeout: 180_000 }, async () => {
  await notOverMidnight()
  const made = receiver('ok')
  const { page, context, faults, blocked } = await phone(browser)
  await asIfThereWereAService(context, made)
  await signIn(page, await server.card('R0030'))
  await cached(page)
  await open(page, `${server.origin}/me/notices`)
  const turn = page.getByRole('switch', { name: '手机弹出提醒' })
  await turn.waitFor()
  assert.equal(await turn.getAttribute('aria-checked'), 'false')
  await turn.click()
  await page.getByText('开好了').waitFor()
  assert.equal(await turn.getAttribute('aria-checked'), 'true')
  assert.ok(await turn.evaluate((button) => button === document.activeElement), 'the focus stays')
  assert.deepEqual(await violations(page), [])
  const wish = JSON.parse(await page.evaluate(() => localStorage.getItem('asked-with')))
  assert.equal(wish.userVisibleOnly, true)

  const hers = await apiPhone(server.origin, await server.card('R0030'))
  const { off, title } = await date([hers])
  // Whoever has the messages before them has seen what comes, and no phone of theirs rings for it.
  await page.goto('about:blank')
  await off()
  const ring = await until(() => rung.find((one) => made.endpoint.endsWith(one.path)))
  assert.deepEqual(JSON.parse(unlock(made, ring.body)), WORDS)
  const { key, aud, sub, exp } = signer(ring.headers)
  assert.deepEqual([key, aud, sub], [wish.applicationServerKey, origin, CONTACT])
  assert.ok(exp * 1000 > Date.now() && exp * 1000 < Date.now() + 24 * HOUR)
  assert.deepEqual([ring.headers.urgency, ring.headers.topic], ['high', 'xishan'])
  assert.ok(!JSON.stringify(ring.headers).includes(title) && ring.body.length < 512)

  await open(page, `${server.origin}/me/notices`)
  await turn.and(page.locator('[aria-checked="true"]')).waitFor()
  await turn.click()
  await page.getByText('关上了').waitFor()
  assert.equal(await turn.getAttribute('aria-checked'), 'false')
  assert.deepEqual([faults, blocked], [[], []])
  await context.close()
})

test('services that answer badly: one phone is forgotten, the others are tried again, and no one hears twice', { timeout: 180_000 }, async () => {
  await notOverMidnight()
  const codes = { ok: 'R0031', gone: 'R0032', busy: 'R0033', hang: 'R0034' }
  const phones = {}
  for (const [where, code] of Object.entries(codes)) {
    const one = await apiPhone(server.origin, await server.card(code))
    const made = receiver(where)
    assert.equal((await one.ask('/api/alerts/start', said(made))).on, true)
    phones[where] = { ...one, made }
  }
  await assert.rejects(phones.ok.ask('/api/alerts/start', { ...said(phones.ok.made), endpoint: 'https://10.0.0.1/x' }), /400/)
  const { off } = await date(Object.values(phones))
  await off()
  const rings = ({ made }) => rung.filter((one) => made.endpoint.endsWith(one.path))
  await until(() => Object.values(phones).every((one) => rings(one).length > 0))
  for (const one of Object.values(phones)) assert.deepEqual(JSON.parse(unlock(one.made, rings(one)[0].body)), WORDS)
  await until(async () => !(await phones.gone.ask('/api/alerts')).on)
  for (const where of ['ok', 'busy', 'hang']) assert.equal((await phones[where].ask('/api/alerts')).on, true, where)
  assert.equal(rings(phones.ok).length, 1)
  // Nobody is reached by it: it is still to be seen in the app.
  assert.ok((await phones.ok.mine('notice')).every((one) => !one.seen))
  assert.ok(!server.errors().includes(origin.slice('http://'.length) + '/'), 'addresses are in no log')
})

test('the service worker shows what it is told, once, and opens the messages', { timeout: 90_000 }, async () => {
  const { page, context } = await phone(browser)
  await context.grantPermissions(['notifications'], { origin: server.origin })
  await open(page, `${server.origin}/`)
  await cached(page)
  const session = await context.newCDPSession(page)
  const registered = new Promise((known) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) known(registrations[0].registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  const shown = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title, body }) => [title, body])
  })
  for (const data of [JSON.stringify(WORDS), JSON.stringify(WORDS)]) {
    await session.send('ServiceWorker.deliverPushMessage', { origin: server.origin, registrationId, data })
  }
  await until(async () => (await shown()).length > 0, 20)
  assert.deepEqual(await shown(), [[WORDS.title, WORDS.body]], 'two are one')
  await context.close()
})
