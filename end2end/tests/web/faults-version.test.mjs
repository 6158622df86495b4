// Releases. A server that is three versions ahead is simulated on the road: the same files under another name, and 426 for whoever
// speaks the old way. A bad release is a service worker that shows nothing but a broken page.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, pending, reported, until, visit, waitingOn } from '../../faults.mjs'
import { sleep, started } from '../../support.mjs'

const NEXT = 'aaaaaaaaaaaaaaaa'
const { place, settled } = await begin()
const release = (await (await fetch(`${place.direct}/shell`)).text()).match(/data-base="\/p\/([^"]+)"/)[1]

const tooOld = { status: 426, headers: { 'content-type': 'application/json' }, body: '{"update_required":4}' }

/** The road to a server with the next release: its files have another name, the old ones are gone. `broken` names one that fails. */
const nextRelease = (broken) => (one) => {
  if (one.path.startsWith(`/p/${release}/`)) return { say: { status: 404, headers: {}, body: '' } }
  if (broken && one.path.endsWith(broken)) return { refuse: true }
  if (one.path.startsWith(`/p/${NEXT}/`)) return { path: one.path.replace(NEXT, release) }
  const text = !one.path.startsWith('/api') && !/\.(svg|png|webmanifest)$/.test(one.path)
  return text ? { change: (body) => body.replaceAll(release, NEXT) } : {}
}

/** The releases whose files make up the open document. */
const releasesOf = (page) => page.evaluate(() => {
  const files = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
  const ours = files.filter((name) => name.startsWith('/p/')).map((name) => name.split('/')[2])
  return [...new Set([document.documentElement.dataset.base.split('/')[2], ...ours])]
})

/**
 * The service worker that keeps its files under this name has taken over. Asked for again until it has: a look that the browser began
 * by itself, before the release was there, answers for one that is asked for meanwhile.
 */
const rules = (page, name) => until(() => page.evaluate(async (shell) => {
  const registration = await navigator.serviceWorker.getRegistration()
  await registration.update().catch(() => {})
  const { installing, waiting, active } = registration
  return await caches.has(shell) && !installing && !waiting && active?.state === 'activated'
}, name), `${name} rules`, { ms: 60_000 })

const reports = async (code) => (await (await place.api(code)).mine('report')).map((row) => row.words)

test('F13: the server is three versions ahead: nothing is lost, the new release is opened, and then it is sent once', { timeout: 120_000 }, async () => {
  const { page } = await settled('R0001')
  let updated = false
  const road = nextRelease()
  place.road.rule = (one) => {
    // Whoever opened the new release speaks the new way; the old one is not understood.
    if (one.path === '/' && one.method === 'GET') updated = true
    if (one.path.startsWith('/api/') && one.path !== '/api/live' && !updated) return { say: tooOld }
    return road(one)
  }
  // Ordered with the old release, sent with the new one.
  await page.getByRole('navigation').getByRole('link', { name: '食堂', exact: true }).first().click()
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await page.getByText('有新版本了').waitFor()
  await until(async () => (await waitingOn(page)) === 1, 'it is kept', { page })
  const orders = async () => (await (await place.api('R0001')).mine('order')).map((order) => order.state)
  assert.deepEqual(await orders(), [])
  assert.deepEqual(await releasesOf(page), [release])
  // Nothing is being typed any more: the page opens the new release by itself.
  updated = true
  await page.waitForFunction((next) => document.documentElement.dataset.base.endsWith(next), NEXT, { timeout: 20_000 })
  await started(page)
  assert.deepEqual(await releasesOf(page), [NEXT], 'no file of the old release in it')
  await until(async () => (await waitingOn(page)) === 0, 'sent', { page })
  assert.deepEqual(await orders(), ['booked'])
})

test('F13: while something is being typed, the new release waits, and the words stay', { timeout: 90_000 }, async () => {
  const { page } = await settled('R0030')
  await visit(page, `${place.origin}/needs/new`)
  place.road.rule = (one) => (one.path.startsWith('/api/pu') ? { say: tooOld } : {})
  await page.getByLabel('是什么事').fill('正在写')
  await until(async () => (await page.getByText('有新版本了').count()) > 0, 'it is said', { page })
  await sleep(5000)
  assert.equal(await page.getByLabel('是什么事').inputValue(), '正在写')
})

test('F13: a no that only the next release knows is put aside and said, and what comes after it is sent', { timeout: 120_000 }, async () => {
  const { page } = await settled('R0033')
  const no = '"outcome":{"refused":{"refusal":{"too_cold":{"degrees":-3}}}}'
  const change = (text) => text.replaceAll(/"outcome":\{"applied":\{[^}]*\}\}/g, no)
  place.road.rule = (one) => (one.path === '/api/push' ? { change } : {})
  // As if the page had been opened anew for it already: it stays, and says that there is a new version.
  await page.evaluate(() => sessionStorage.setItem('updated-from', document.documentElement.dataset.base))
  await reported(page, place.origin, '听不懂的答复')
  await page.getByText('有新版本了').waitFor()
  await until(async () => (await waitingOn(page)) === 0, 'it does not wait for ever', { page })
  place.road.rule = null
  await visit(page, `${place.origin}/me/outbox`)
  await page.getByText('看不出原因').waitFor()
  await reported(page, place.origin, '后面的一条')
  await until(async () => (await waitingOn(page)) === 0, 'the next one is sent', { page })
  assert.ok((await reports('R0033')).includes('后面的一条'))
})

for (const broken of ['visit_bg.wasm', 'app_bg.wasm', 'app.js', '/shell']) {
  test(`F13: an update that breaks off at ${broken} leaves the old release whole, with and without a network`, { timeout: 120_000 }, async () => {
    const { context, page } = await settled('R0031')
    place.road.rule = nextRelease(broken)
    await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update().catch(() => {}) })
    await sleep(3000)
    await context.setOffline(true)
    await visit(page, `${place.origin}/canteen`)
    assert.deepEqual(await releasesOf(page), [release], 'one release, the old one')
    await context.setOffline(false)
    // The line is good again: the update is made up for, and the next start without a network is all new.
    place.road.rule = nextRelease()
    await page.goto(`${place.origin}/`)
    await started(page)
    // What comes last: with it the residents' files are there.
    const kept = (next) => caches.open(`shell-${next}`).then((cache) => cache.match('/desk-shell')).then(Boolean)
    await until(() => page.evaluate(kept, NEXT), 'the new release is kept')
    await sleep(500)
    await context.setOffline(true)
    await visit(page, `${place.origin}/canteen`)
    assert.deepEqual(await releasesOf(page), [NEXT])
  })
}

test('a new release is taken with the next link, and not while something is typed', { timeout: 240_000 }, async () => {
  const { page } = await settled('R0034')
  await visit(page, `${place.origin}/organizations`)
  await page.keyboard.press('Shift')
  await page.waitForSelector('.hand-line', { state: 'attached' })
  place.road.rule = nextRelease()
  await rules(page, `shell-${NEXT}`)
  const next = (one) => one.evaluate((name) => document.documentElement.dataset.base.endsWith(name), NEXT)
  await page.getByRole('searchbox').fill('象棋')
  await page.locator('main a[href^="/organizations/"]').first().click()
  await page.waitForFunction(() => /^\/organizations\/./.test(location.pathname))
  assert.equal(await next(page), false, 'the old one as long as something is typed')
  await page.getByRole('navigation').getByRole('link', { name: '活动', exact: true }).first().click()
  await page.waitForFunction((name) => document.documentElement.dataset.base.endsWith(name), NEXT)
  await started(page)
  assert.equal(new URL(page.url()).pathname, '/activities')
  assert.deepEqual(await releasesOf(page), [NEXT])
})

/** A service worker of a release that shows everybody a page on which nothing starts, network or not. */
const BAD = `
self.addEventListener('install', (event) => event.waitUntil(caches.open('shell-bad').then((c) => c.put('/x', new Response('x')))
  .then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(new Response('<h1>nothing starts here</h1>', { headers: { 'content-type': 'text/html' } }))
})`

// The last one: after it the server stays without a service worker.
test('F14: a bad release is called back with --service-worker-off: one opening, and what waited is there', { timeout: 120_000 }, async () => {
  const { context, page } = await settled('R0032')
  await context.setOffline(true)
  await reported(page, place.origin, '坏版本之前记下的')
  await context.setOffline(false)
  const say = { headers: { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }, body: BAD }
  place.road.rule = (one) => {
    if (one.path === '/sw.js') return { say }
    return one.path === '/api/push' ? { refuse: true } : {}
  }
  await rules(page, 'shell-bad')
  await page.goto(`${place.origin}/`)
  await page.getByText('nothing starts here').waitFor()

  await place.kill()
  await place.start('--service-worker-off')
  place.road.rule = null
  // One opening by the person. The browser looks for the worker by itself, when it finds the time, and the worker that ends itself
  // opens the page anew.
  await page.goto(`${place.origin}/`)
  await page.waitForSelector('html[data-started=yes]', { state: 'attached', timeout: 60_000 })
  await page.locator('.next-card').first().waitFor()
  await until(async () => (await reports('R0032')).length === 1, 'what waited was sent', { page })
  assert.deepEqual(await reports('R0032'), ['坏版本之前记下的'])
  await until(() => page.evaluate(async () => (await caches.keys()).length === 0), 'its files are gone')
  assert.equal(await pending(page).count(), 0)
})
