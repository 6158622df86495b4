// The phone's store: full, emptied, refused, missing, half made, or made by a newer release. What was taken on is never dropped for
// room, what could not be taken on is said, and what was typed stays on the page.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, confirmed, dump, pending, reported, signUpButton, until, visit, waitingOn } from '../../faults.mjs'
import { cached, kept, futureDates, open, phone, signIn, sleep } from '../../support.mjs'

const { place, browser, settled } = await begin()

/** A phone whose room can be measured out. */
async function metered(code) {
  const one = await settled(code)
  return { ...one, cdp: await one.context.newCDPSession(one.page) }
}

/** Leaves room for so many bytes in all. Chromium believes what it knew of the room before for half a minute. */
async function leaveRoom(one, quotaSize) {
  await one.cdp.send('Storage.overrideQuotaForOrigin', { origin: place.origin, quotaSize })
  await sleep(32_000)
}

const roomAgain = (one) => one.cdp.send('Storage.overrideQuotaForOrigin', { origin: place.origin })

test('F9: the phone is full: it says 未保存, the form keeps its text, and what waited before waits on', { timeout: 120_000 }, async () => {
  const one = await metered('R0001')
  const { context, page, faults } = one
  await context.setOffline(true)
  await reported(page, place.origin, '满之前记下的事')
  const before = await dump(page)
  // Only the release that is in use is in the caches: there is nothing to let go.
  await visit(page, `${place.origin}/needs/new`)
  await leaveRoom(one, 1)
  const words = '满了以后写的话，一个字也不能丢'.repeat(60)
  await page.getByLabel('是什么事').fill(words)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText(/未保存/).first().waitFor()
  assert.equal(await page.getByLabel('是什么事').inputValue(), words)
  assert.equal(new URL(page.url()).pathname, '/needs/new', 'nothing pretends that it was taken on')
  const after = await dump(page)
  for (const [name, stores] of Object.entries(before)) assert.deepEqual(after[name]?.outbox, stores.outbox, 'the outbox is not pruned')

  await roomAgain(one)
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await pending(page).waitFor()
  await context.setOffline(false)
  await until(async () => (await waitingOn(page)) === 0, 'both are through', { page })
  const rows = (await (await place.api('R0001')).mine('report')).map((row) => row.words).sort()
  assert.deepEqual(rows, ['满之前记下的事', words].sort())
  assert.deepEqual(faults, [])
  await context.close()
})

test('F9: files of older releases go before anything that somebody did is refused', { timeout: 120_000 }, async () => {
  const one = await metered('R0030')
  const { context, page, faults } = one
  const { usage } = await one.cdp.send('Storage.getUsageAndQuota', { origin: place.origin })
  await page.evaluate(async () => {
    const old = await caches.open('shell-of-an-older-release')
    const body = crypto.getRandomValues(new Uint8Array(60_000))
    for (let at = 0; at < 60; at += 1) await old.put(`/p/older/${at}`, new Response(body))
  })
  await visit(page, `${place.origin}/needs/new`)
  await context.setOffline(true)
  await leaveRoom(one, usage + 1_000_000)
  await page.getByLabel('是什么事').fill('旧文件先走，这件要留下'.repeat(60))
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await pending(page).waitFor()
  assert.equal(await waitingOn(page), 1)
  assert.ok(!(await page.evaluate(() => caches.has('shell-of-an-older-release'))), 'they went')
  await roomAgain(one)
  assert.deepEqual(faults, [])
  await context.close()
})

test('F10: the store is evicted while the cookie lives: everything comes anew, and what may be lost is said', { timeout: 90_000 }, async () => {
  const { context, page, cdp } = await metered('R0031')
  const [date] = await futureDates(place.direct)
  await visit(page, `${place.origin}/activities/${date.id}`)
  await signUpButton(page).click()
  await confirmed(page).waitFor()
  await until(async () => (await waitingOn(page)) === 0, 'sent')
  await context.setOffline(true)
  await reported(page, place.origin, '还没送出就被系统清掉了')
  await page.goto('about:blank')
  await cdp.send('Storage.clearDataForOrigin', { origin: place.origin, storageTypes: 'indexeddb,cache_storage,service_workers,local_storage' })
  await context.setOffline(false)

  await visit(page, `${place.origin}/`)
  // Nobody has to sign in again, and what the server knows is back.
  await visit(page, `${place.origin}/activities/${date.id}`)
  await confirmed(page).waitFor()
  // And it is said, wherever one looks first.
  await visit(page, `${place.origin}/`)
  await page.getByText(/(清|丢|没了).*(没送出|没有送出|没送|待送)|(没送出|没有送出|没送|待送).*(清|丢|没了)/).first().waitFor()
  // A phone that was never used has lost nothing and says nothing.
  const fresh = await metered('R0032')
  assert.equal(await fresh.page.getByText(/(没送出|没有送出).*(清|丢|没了)/).count(), 0)
  await fresh.context.close()
  await context.close()
})

test('F11: the browser does not promise to keep the store: settings say so, and leaving asks only while something waits', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await context.addInitScript(() => {
    navigator.storage.persist = async () => false
    navigator.storage.persisted = async () => false
  })
  await signIn(page, await place.card('R0033'))
  await cached(page)
  await visit(page, `${place.origin}/me`)
  await kept(page)
  await page.getByText(/(可能|会).*清/).first().waitFor()
  await page.getByText(/主屏幕|桌面/).first().waitFor()

  const asks = async () => {
    let asked = false
    const answer = (dialog) => { asked = dialog.type() === 'beforeunload'; dialog.dismiss().catch(() => {}) }
    page.on('dialog', answer)
    await page.getByRole('heading', { level: 1 }).click()
    await page.evaluate(() => { location.href = '/favicon.svg' })
    await sleep(1500)
    page.off('dialog', answer)
    return asked
  }
  assert.equal(await asks(), false, 'nothing waits')
  await visit(page, `${place.origin}/`)
  await context.setOffline(true)
  await reported(page, place.origin, '离开之前还没送出')
  await pending(page).waitFor()
  assert.equal(await asks(), true, 'something waits')
  await context.setOffline(false)
  await visit(page, `${place.origin}/`).catch(() => {})
  await until(async () => (await waitingOn(page)) === 0, 'sent', { page })
  assert.equal(await asks(), false, 'nothing waits any more')
  assert.deepEqual(faults, [])
  await context.close()
})

const ABSENT = {
  'is not there': () => { delete globalThis.indexedDB; Object.defineProperty(globalThis, 'indexedDB', { value: undefined }) },
  'refuses to open': () => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError') } },
}

for (const [at, [name, script]] of Object.entries(ABSENT).entries()) {
  test(`F12: IndexedDB ${name}: online everything works, without a network nothing is pretended`, { timeout: 90_000 }, async () => {
    const { context, page, faults } = await phone(browser)
    await context.addInitScript(script)
    await open(page, `${place.origin}/`)
    await page.getByText(/无痕|不让保存|存不住/).first().waitFor()
    await signIn(page, await place.card(`R004${at}`))
    const [date] = await futureDates(place.direct)
    await open(page, `${place.origin}/activities/${date.id}`)
    await signUpButton(page).click()
    await confirmed(page).waitFor()

    await page.getByRole('navigation').getByRole('link', { name: '诉求', exact: true }).first().click()
    await page.locator('a[href="/needs/new"]').first().click()
    const words = `没有网又存不住：${name}`
    await page.getByLabel('是什么事').fill(words)
    await context.setOffline(true)
    await page.getByRole('button', { name: '提交' }).click()
    // It has to be a no, in words, and what was typed is still there.
    await page.getByText(/未保存|没送出|没有送出|没办成/).first().waitFor()
    assert.equal(await page.getByLabel('是什么事').inputValue(), words)
    assert.equal(await page.getByText('已经记在手机里').count(), 0)
    await context.setOffline(false)
    assert.deepEqual(faults, [])
    await context.close()
  })
}
