// Whose phone it is. Two people on one phone never meet: neither in what is shown, nor on the disk, nor in what is sent. A page
// that the browser kept in memory shows nothing of somebody who has signed out meanwhile. And an app that is older than what it
// finds on the phone leaves it alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, beside, canary, dump, reported, until, visit, waitingOn } from '../../faults.mjs'
import { phone, signIn, sleep, started } from '../../support.mjs'

const { place, browser, settled } = await begin()
const pushes = () => place.road.of('/api/push')
const commands = (from) => pushes().slice(from).flatMap((one) => one.json.commands)

test('F8: another person signs in: nothing of the first one is shown to them, read or sent', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await settled('R0042')
  const [first, second] = [await place.api('R0042'), await place.api('R0043')]
  const words = `先来的人写的 ${canary()}`
  await context.setOffline(true)
  await reported(page, place.origin, words)
  place.road.rule = (one) => (one.path === '/api/push' ? { refuse: true } : {})
  await context.setOffline(false)
  await signIn(page, await place.card('R0043'))
  place.road.rule = null

  const from = pushes().length
  await reported(page, place.origin, '后来的人写的')
  await until(async () => (await second.mine('report')).length === 1, 'the second one is heard', { page })
  assert.deepEqual([...new Set(commands(from).map((command) => command.actor))], [second.id])
  assert.deepEqual(await first.mine('report'), [])
  await until(async () => (await waitingOn(page)) === 1, 'one waits for whom it belongs to, the other is answered', { page })
  assert.ok(!JSON.stringify(await dump(page)).includes(words.slice(-20)), 'it can be read on the disk')
  for (const address of ['/', '/needs', '/me/outbox', '/needs/new']) {
    await visit(page, place.origin + address)
    assert.ok(!(await page.locator('body').innerText()).includes(words.slice(-20)), `it is shown on ${address}`)
  }
  await visit(page, `${place.origin}/me/outbox`)
  await page.getByText(`${[...first.name][0]}${'*'.repeat([...first.name].length - 1)}还有 1 件事没送出`).waitFor()

  // At the front again, the first one sends it.
  await visit(page, `${place.origin}/me`)
  await page.getByRole('button', { name: first.name, exact: true }).click()
  await until(async () => (await first.mine('report')).length === 1, 'the first one is heard', { page })
  assert.deepEqual((await first.mine('report')).map((row) => row.words), [words])
  assert.deepEqual((await second.mine('report')).map((row) => row.words), ['后来的人写的'])
  assert.deepEqual(faults, [])
})

test('whoever has just signed in stays so, however late the server says that nobody was here before', { timeout: 90_000 }, async () => {
  for (const late of [0, 20, 60]) {
    const { page, faults, context } = await phone(browser)
    const heard = page.waitForResponse((answer) => answer.url().endsWith('/api/sign-in') && answer.request().method() === 'POST')
    const names = []
    await page.route('**/api/accounts', async (route) => {
      const answer = await route.fetch()
      names.push((await answer.json()).residents.length)
      await heard
      await sleep(late)
      await route.fulfill({ response: answer })
    }, { times: 1 })
    await signIn(page, await place.card('R0046'))
    assert.deepEqual(names, [0], 'asked before, answered after')
    // What the page knew then would come now.
    await sleep(500)
    assert.equal(await page.locator('.next-card a[href="/sign-in"]').count(), 0)
    await visit(page, `${place.origin}/me`)
    await page.getByRole('heading', { level: 1, name: (await place.api('R0046')).name }).waitFor()
    assert.deepEqual(faults, [])
    await context.close()
  }
})

test('F17: a newer release was here: this one says so and touches nothing of what it keeps', { timeout: 90_000 }, async () => {
  const { context, page } = await settled('R0044')
  await context.setOffline(true)
  await reported(page, place.origin, '新版本来之前记下的')
  place.road.rule = (one) => (one.path === '/api/push' ? { refuse: true } : {})
  await context.setOffline(false)
  const aside = await beside(context, place.origin)
  await page.goto('about:blank')
  await aside.evaluate(async () => {
    for (const { name, version } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.open(name, version + 1)
        request.onupgradeneeded = () => request.result.createObjectStore('of-the-next-release')
        request.onsuccess = () => { request.result.close(); resolve() }
        request.onerror = () => reject(request.error)
        setTimeout(() => reject(new Error(`${name} is held`)), 5000)
      })
    }
  })
  const held = await dump(aside)
  assert.ok(Object.values(held).some((stores) => stores.outbox.length === 1), 'or this test sees nothing')
  for (const address of ['/', '/needs']) {
    await page.goto(place.origin + address)
    await started(page)
    await page.getByText('这台手机上已经有更新的版本').first().waitFor()
    await sleep(1000)
  }
  assert.deepEqual(await dump(aside), held)
})

test('F24: a page out of the browser’s memory shows nothing of somebody who has signed out', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await settled('R0045')
  const { name } = await place.api('R0045')
  await visit(page, `${place.origin}/me`)
  await page.getByRole('heading', { level: 1, name }).waitFor()
  // The browser of these stories keeps no pages in memory: it is told what another would be told.
  const passes = (kind) => page.evaluate((kind) => {
    window.dispatchEvent(new PageTransitionEvent(kind, { persisted: true }))
    return document.body.hidden
  }, kind)
  assert.equal(await passes('pagehide'), true, 'while it is away nothing of it can be seen')

  const other = await context.newPage()
  await visit(other, `${place.origin}/me`)
  await other.getByRole('button', { name: '在这台手机上退出' }).click()
  await other.getByRole('button', { name: '确定退出' }).click()
  await other.getByText('还没有登录').waitFor()

  assert.equal(await passes('pageshow'), true, 'not before the store was read again')
  await page.waitForFunction(() => !document.body.hidden)
  await page.getByText('还没有登录').waitFor()
  assert.ok(!(await page.locator('body').innerText()).includes(name))
  assert.deepEqual(faults, [])
})
