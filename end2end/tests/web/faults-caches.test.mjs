// P2: the caches of the service worker hold the app, the codes for the door and public pictures, whatever somebody looks at: no answer
// for which one must be signed in, and no word that one person wrote. A worker that keeps such an answer would be seen (NC15).
import assert from 'node:assert/strict'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { begin, canary, reported, until, visit, waitingOn } from '../../faults.mjs'

const picture = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../pictures/today.png')
/** What a phone keeps of the server: the two empty documents, the files of a release, the codes that people show at the
 * door, pictures that everyone may see, and how the words of public rows are read. */
const KEPT = [/^\/(desk-)?shell$/, /^\/p\/[^/]+\/[\w./-]+$/, /^\/api\/(qr|pictures)\//, /^\/api\/sounds$/]
const { place, settled } = await begin()

/** Every answer in the phone's caches: where it is from, and what it says. */
const answers = (page) => page.evaluate(async () => {
  const found = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, { ignoreVary: true })
      found.push({ name, path: new URL(request.url).pathname, text: await answer.text() })
    }
  }
  return found
})

/** What is in the caches and must not be. */
async function strays(page, word) {
  const all = await answers(page)
  assert.ok(all.length > 3, 'the app itself is kept, or this test sees nothing')
  const wrong = all.filter((one) => KEPT.every((kept) => !kept.test(one.path)) || one.text.includes(word))
  return wrong.map((one) => `${one.name} ${one.path}`)
}

/** Somebody reports something with a photo, and looks at everything that is theirs. Answers the words' mark. */
async function looksAround(page) {
  const word = canary()
  await reported(page, place.origin, `给社区看的 ${word}`, picture)
  await until(async () => (await waitingOn(page)) === 0, 'sent', { page })
  const seen = page.url()
  for (const address of ['/', '/needs', '/me', '/me/outbox', '/canteen', '/activities']) await visit(page, place.origin + address)
  await visit(page, seen)
  await page.locator('main img[src*="/api/photos/"]').first().scrollIntoViewIfNeeded()
  await page.waitForFunction(() => [...document.images].some((one) => one.src.includes('/api/photos/') && one.naturalWidth > 0))
  await page.getByText(word).first().waitFor()
  return word
}

test('nothing for which one must be signed in is in the caches', { timeout: 120_000 }, async () => {
  const { page } = await settled('R0042')
  const word = await looksAround(page)
  assert.deepEqual(await strays(page, word), [])
})

/** A worker that takes the photos of reports for codes; and one that keeps the newest rows "for when there is no network". */
const CARELESS = {
  'somebody’s photos': (text) => text.replace("url.pathname.startsWith('/api/qr/')", '/^\\/api\\/(qr|photos)\\//.test(url.pathname)'),
  'somebody’s rows': (text) => `self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname !== '/api/pull') return
  event.respondWith((async () => {
    const answer = await fetch(event.request)
    const cache = await caches.open('rows')
    await cache.put('/rows', answer.clone())
    return answer
  })())
})
${text}`,
}

for (const [at, [what, careless]] of Object.entries(CARELESS).entries()) {
  test(`NC15, a service worker that keeps ${what}, is caught`, { timeout: 120_000 }, async () => {
    place.road.rule = (one) => (one.path === '/sw.js' ? { change: careless } : {})
    const own = await (await fetch(`${place.direct}/sw.js`)).text()
    assert.notEqual(careless(own), own, 'the worker is another one')
    const { page } = await settled(`R004${at + 3}`)
    const word = await looksAround(page)
    assert.notDeepEqual(await strays(page, word), [])
  })
}
