// Several tabs of one phone, and one outbox. One of them sends; what another does is seen at once; one that is closed or frozen in the
// middle of sending holds nobody up; two that write in the same millisecond lose nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, beside, confirmed, freeze, nudge, pending, reported, signUpButton, until, visit, waitingOn } from '../../faults.mjs'
import { futureDates, sleep } from '../../support.mjs'

const { place, settled } = await begin()

/** A phone with so many tabs open. */
async function tabs(code, count) {
  const one = await settled(code)
  const pages = [one.page]
  while (pages.length < count) pages.push(await one.context.newPage())
  for (const page of pages) await visit(page, `${place.origin}/`)
  return { ...one, pages }
}

const reports = async (code) => (await (await place.api(code)).mine('report')).map((row) => row.words).sort()

/** Presses the button in all tabs at the same moment, by the clock they share. */
async function pressTogether(pages) {
  const at = Date.now() + 400
  await Promise.all(pages.map((page) => page.evaluate((at) => new Promise((done) => {
    const form = document.querySelector('main form')
    setTimeout(() => {
      while (Date.now() < at);
      form.requestSubmit()
      done()
    }, at - Date.now() - 30)
  }), at)))
}

test('F4: three tabs submit in the same millisecond, again and again: nothing is lost, and one tab at a time sends', { timeout: 180_000 }, async () => {
  const { context, pages, faults } = await tabs('R0001', 3)
  await context.setOffline(true)
  const rounds = 5
  const words = []
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(pages.map(async (page, at) => {
      await visit(page, `${place.origin}/needs/new`)
      // What one tab is writing may be found as a draft by another.
      const text = `第 ${round + 1} 回，第 ${at + 1} 个窗口`
      words.push(text)
      await page.getByLabel('是什么事').fill(text)
      await sleep(700)
      await page.getByLabel('是什么事').fill(text)
    }))
    await pressTogether(pages)
    await Promise.all(pages.map((page) => page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)))
  }
  assert.equal(await waitingOn(pages[0]), words.length, 'each of them waits')
  place.road.most.clear()
  place.road.rule = (one) => (one.path === '/api/push' ? { hold: sleep(300) } : {})
  await context.setOffline(false)
  await Promise.all(pages.map(nudge))
  await until(async () => (await waitingOn(pages[0])) === 0, 'all are through', { page: pages[1], ms: 40_000 })
  place.road.rule = null
  assert.equal(place.road.most.get('/api/push'), 1, 'one sender')
  assert.deepEqual(await reports('R0001'), [...words].sort())
  assert.deepEqual(faults, [])
  await context.close()
})

test('F4: what one tab does the others show within a second, whether or not there is a network', { timeout: 120_000 }, async () => {
  const { context, pages: [first, second, third], faults } = await tabs('R0030', 3)
  const [date] = await futureDates(place.direct)
  await visit(second, `${place.origin}/activities/${date.id}`)
  await visit(third, `${place.origin}/me/outbox`)
  await visit(first, `${place.origin}/activities/${date.id}`)
  await context.setOffline(true)
  await signUpButton(first).click()
  await pending(first).waitFor()
  const said = Date.now()
  await Promise.all([pending(second).waitFor(), third.getByRole('button', { name: '不送了' }).waitFor()])
  assert.ok(Date.now() - said <= 1000, `the others showed it after ${Date.now() - said} ms`)
  await context.setOffline(false)
  await until(() => confirmed(first).isVisible(), 'confirmed', { page: first })
  const settled = Date.now()
  await confirmed(second).waitFor()
  assert.ok(Date.now() - settled <= 1000, `the others showed the answer after ${Date.now() - settled} ms`)
  assert.deepEqual(faults, [])
  await context.close()
})

test('F5: the tab that sends is closed in the middle of it: another takes over within five seconds', { timeout: 90_000 }, async () => {
  const code = 'R0031'
  const { context, pages: [sender, other] } = await tabs(code, 2)
  await visit(other, `${place.origin}/me/outbox`)
  const before = place.road.of('/api/push').length
  let letGo
  const held = new Promise((resolve) => { letGo = resolve })
  // The first try hangs on the road, and never arrives.
  place.road.rule = (one) => (one.path === '/api/push' && one.number === before ? { hold: held, refuse: true } : {})
  await reported(sender, place.origin, '正在送的时候窗口没了')
  await until(() => place.road.of('/api/push').length > before, 'the first try')
  await sender.close({ runBeforeUnload: false })
  const ended = Date.now()
  await until(() => place.road.of('/api/push').length > before + 1, 'another try', { ms: 15_000 })
  const took = place.road.of('/api/push')[before + 1].at - ended
  assert.ok(took <= 5000, `another tab took over after ${took} ms`)
  await until(async () => (await waitingOn(other)) === 0, 'sent')
  letGo()
  place.road.rule = null
  assert.deepEqual(await reports(code), ['正在送的时候窗口没了'])
  await context.close()
})

test('F5: the tab that sends is frozen in the middle of it: another takes over within eight seconds, and it goes on from there', { timeout: 90_000 }, async () => {
  const code = 'R0041'
  const { context, pages: [sender, other], faults } = await tabs(code, 2)
  await visit(other, `${place.origin}/me/outbox`)
  const before = place.road.of('/api/push').length
  let letGo
  const held = new Promise((resolve) => { letGo = resolve })
  // The first try hangs on the road, and arrives long after the other one.
  place.road.rule = (one) => (one.path === '/api/push' && one.number === before ? { hold: held } : {})
  await reported(sender, place.origin, '正在送的时候窗口冻住了')
  await until(() => place.road.of('/api/push').length > before, 'the first try')
  // As long as the one that sends is heard, however slow the road is, nobody takes its turn away.
  await sleep(5000)
  assert.equal(place.road.of('/api/push').length, before + 1, 'a slow road is no frozen tab')
  const thaw = await freeze(sender)
  const frozen = Date.now()
  await until(() => place.road.of('/api/push').length > before + 1, 'another try', { ms: 15_000 })
  const took = place.road.of('/api/push')[before + 1].at - frozen
  // Three seconds of it are the silence itself, by which it is known that the tab stands still.
  assert.ok(took <= 8000, `another tab took over after ${took} ms`)
  await until(async () => (await waitingOn(other)) === 0, 'sent')
  letGo()
  await thaw()
  place.road.rule = null
  // It has lost its turn, and knows what was done meanwhile: nothing waits, and the next thing goes as usual.
  await visit(other, `${place.origin}/`)
  await reported(sender, place.origin, '又能用了')
  await until(async () => (await reports(code)).length === 2, 'both', { page: sender })
  await until(async () => (await waitingOn(other)) === 0, 'nothing waits')
  assert.deepEqual(await reports(code), ['又能用了', '正在送的时候窗口冻住了'].sort())
  assert.deepEqual(faults, [])
  await context.close()
})

test('F15: a newer release changes the store while an old tab is open: the old one lets go, nothing is recreated', { timeout: 90_000 }, async () => {
  const { context, pages: [old] } = await tabs('R0040', 1)
  await context.setOffline(true)
  await reported(old, place.origin, '换版本之前记下的')
  place.road.rule = (one) => (one.path === '/api/push' ? { refuse: true } : {})
  await context.setOffline(false)
  const newer = await beside(context, place.origin)
  const upgraded = await newer.evaluate(async () => {
    const names = await indexedDB.databases()
    const began = performance.now()
    const kept = []
    for (const { name, version } of names) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.open(name, version + 1)
        request.onupgradeneeded = () => request.result.createObjectStore('of-the-next-release')
        request.onsuccess = () => {
          const outbox = request.result.transaction('outbox').objectStore('outbox').count()
          outbox.onsuccess = () => { kept.push(outbox.result); request.result.close(); resolve() }
        }
        request.onerror = () => reject(request.error)
        setTimeout(() => reject(new Error(`${name} is held`)), 5000)
      })
    }
    return { took: performance.now() - began, kept: kept.reduce((a, b) => a + b, 0) }
  })
  assert.equal(upgraded.kept, 1, 'the command came along')
  assert.ok(upgraded.took <= 5000)
  // The old tab is no ruin: it still shows what it knew.
  await old.getByRole('navigation').getByRole('link', { name: '食堂', exact: true }).first().click()
  await old.locator('.dish').first().waitFor()
  place.road.rule = null
  await context.close()
})
