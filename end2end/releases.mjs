// Phones that were last opened under an earlier release, with things left on every shelf of their stores. What each release left is in
// server/tests/fixtures/releases.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { beside, dump, until } from './faults.mjs'
import { freePort, root, Server } from './prove/stage.mjs'
import { phone, started } from './support.mjs'

const run = promisify(execFile)
const fixtures = path.join(root, 'server/tests/fixtures/releases')
const STORES = ['row', 'meta', 'outbox', 'parked', 'sent', 'photo']
export const RELEASES = await readdir(fixtures)

/** The server's database of a release, and its phone: both were used a moment ago. */
async function leftBehind(release) {
  const place = await mkdtemp(path.join(tmpdir(), 'xishan-release-'))
  const file = path.join(place, 'xishan.db')
  const load = [
    'import sqlite3, sys, time',
    'db = sqlite3.connect(sys.argv[2])',
    'db.executescript(open(sys.argv[1]).read())',
    "db.execute('update device set made = ?, seen = ?', [int(time.time() * 1000) - 1000] * 2)",
    'db.commit()',
  ].join('\n')
  await run('python3', ['-c', load, path.join(fixtures, release, 'sqlite.sql'), file])
  const server = await new Server({ database: `sqlite:${file}`, port: await freePort() }).start()
  const kit = JSON.parse(await readFile(path.join(fixtures, release, 'phone.json'), 'utf8'))
  return { server, kit, end: async () => { await server.stop(); await rm(place, { recursive: true, force: true }) } }
}

/** Runs in the page: makes the store as the first shape had it. */
async function furnish({ databases, photos, account, stores }) {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  for (const [name, shelves] of Object.entries(databases)) {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => stores.forEach((store) => opening.result.createObjectStore(store))
    const database = await done(opening)
    const writing = database.transaction(stores, 'readwrite')
    for (const [store, rows] of Object.entries(shelves)) {
      for (const [key, text] of Object.entries(rows)) writing.objectStore(store).put(text, key)
    }
    if (name === account) {
      for (const [id, hex] of Object.entries(photos)) {
        const bytes = Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16))
        writing.objectStore('photo').put(new Blob([bytes], { type: 'image/jpeg' }), id)
      }
    }
    await new Promise((resolve, reject) => { writing.oncomplete = resolve; writing.onabort = () => reject(writing.error) })
    database.close()
  }
}

const envelopes = (kit, account, shelf) => Object.values(kit.databases[account][shelf]).map((text) => JSON.parse(text).envelope)

/** Values of the account's store in which a text can be read that nobody but the person should. */
function open(stores) {
  return STORES.flatMap((store) => stores[store].filter(([, text]) => /"(envelope|rows|words|cursor)"/.test(text)).map(([key]) => `${store} ${key}`))
}

/**
 * A phone of a release, its server, and `aside`, a document in which the app does not run. `story` is played with the road to the
 * server cut.
 */
export async function withPhoneOf(browser, release, story) {
  const { server, kit, end } = await leftBehind(release)
  const account = `xishan-${kit.resident}`
  const { context } = await phone(browser)
  try {
    const [name, value] = kit.cookie.split('=')
    const host = server.origin.replace('127.0.0.1', 'localhost')
    await context.addCookies([{ name, value, url: host.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Lax' }])
    const aside = await beside(context, host)
    await aside.evaluate(furnish, { databases: kit.databases, photos: kit.photos, account, stores: STORES })
    assert.ok(open((await dump(aside))[account]).length > 10, 'or this test sees nothing')
    await context.route('**/api/**', (route) => route.abort())
    await story({ context, kit, account, host, aside })
  } finally {
    await context.close()
    await end()
  }
}

/** The release of today takes the phone over whole: nothing is lost, everything is sealed, sent in order, once, and answered. */
export async function takenOver({ context, kit, account, host, aside }) {
  const [waiting, parked, sent] = ['outbox', 'parked', 'sent'].map((shelf) => envelopes(kit, account, shelf))
  // Without the server first: the store is taken over, and everything stands where it stood.
  const page = await context.newPage()
  await page.goto(`${host}/me/outbox`)
  await started(page)
  const held = await until(async () => {
    const stores = (await dump(aside))[account]
    return open(stores).length === 0 && stores
  }, 'the store is sealed')
  assert.deepEqual(STORES.map((store) => held[store].length), STORES.map((store) =>
    store === 'photo' ? Object.keys(kit.photos).length : Object.keys(kit.databases[account][store] ?? {}).length))
  assert.deepEqual(held.outbox.map(([key]) => key), waiting.map((one) => `${String(one.device_seq).padStart(12, '0')}-${one.id}`))
  await page.getByText(JSON.parse(kit.databases[account].outbox['000000000009']).envelope.command.file_report.draft.words).first().waitFor()
  await page.goto(`${host}/needs/new`)
  const draft = JSON.parse(kit.databases[account].meta.draft)
  await page.waitForFunction((words) => document.querySelector('textarea')?.value === words, draft.words)

  // And now with it: all of it is sent, in order, once, and each is answered as it should be.
  await context.unroute('**/api/**')
  await page.goto(`${host}/me/outbox`)
  await started(page)
  const shelves = await until(async () => {
    const stores = (await dump(aside))[account]
    return stores.outbox.length === 0 && stores
  }, 'everything is answered', { page, ms: 30_000 })
  const ids = (store) => shelves[store].map(([key]) => key.slice(13)).sort()
  const refused = Object.keys(kit.expected).filter((id) => kit.expected[id] !== 'applied')
  assert.deepEqual(ids('parked'), [...parked.map((one) => one.id), ...refused].sort())
  const fine = waiting.map((one) => one.id).filter((id) => !refused.includes(id))
  assert.deepEqual(ids('sent'), [...sent.map((one) => one.id), ...fine].sort())
  assert.equal(shelves.photo.length, 0, 'the picture was sent and let go')
  const said = await page.getByRole('main').innerText()
  assert.match(said, /取消|不办了|下雨/, said)
}
