// The same promises in Firefox, on one phone, one after the other: the app starts and shows its way; what she does is done; without
// a network it opens from the phone and keeps what she does; one tab at a time sends; nothing of her can be read on the disk, and
// nothing is left of her when she signs out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { canary, confirmed, dump, pending, reported, signUpButton, stand, until, visit, waitingOn } from '../faults.mjs'
import { launchFirefox, missing, own } from '../firefox.mjs'
import { cached, futureDates, holds, kept, overflow, phone, signIn, started } from '../support.mjs'

// Nobody who leads a team or has an office: no public row names her.
const CODE = 'R0042'
const COURIER = 'xishan-courier'
let place, browser, me, api, dates

before(async () => {
  if (missing) return
  ;[place, browser] = await Promise.all([stand(), launchFirefox()])
  api = await place.api(CODE)
  me = await phone(browser)
  // Of dates at the same time she can go to one only.
  const apart = (one, other) => one.ends <= other.starts || one.starts >= other.ends
  dates = (await futureDates(place.direct)).reduce((all, date) => (all.every((one) => apart(one, date)) ? [...all, date] : all), [])
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await place?.stop()
})

const story = (what, steps) => test(what, { timeout: 60_000, skip: missing }, steps)
const datePage = (date) => `${place.origin}/activities/${date.id}`

/** Whether a text can be read in what the phone holds, as letters or as their bytes. */
function readable(held, text) {
  const all = JSON.stringify(held)
  return all.includes(text) || all.includes(new TextDecoder('latin1').decode(Buffer.from(text)))
}

/** Who holds the lock of those who send, and how many wait for it. */
const courier = (page) => page.evaluate(async (name) => {
  const { held, pending } = await navigator.locks.query()
  return [held, pending].map((list) => list.filter((lock) => lock.name === name).length)
}, COURIER)

story('a first visit: the program starts, nothing is wrong or sticks out', async () => {
  const { page, faults, blocked } = me
  await me.context.addInitScript(() => {
    globalThis.stopped = []
    document.addEventListener('securitypolicyviolation', (event) => globalThis.stopped.push(event.blockedURI))
  })
  await visit(page, `${place.origin}/`)
  assert.match(await page.evaluate(() => navigator.userAgent), /Firefox/)
  assert.ok(await overflow(page) <= 0)
  await cached(page)
  assert.deepEqual(await page.evaluate(() => globalThis.stopped), [])
  assert.deepEqual([...faults, ...blocked], [])
})

story('she signs in by the link on her card, signs up, and orders lunch', async () => {
  const { page } = me
  await signIn(page, await place.card(CODE))
  await kept(page)
  // This browser reads no codes at the door, so what does is kept beside the larger program.
  await holds(page, async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
    .flat().some(({ url }) => url.endsWith('/decoder.js')))
  await visit(page, datePage(dates[0]))
  await signUpButton(page).click()
  await confirmed(page).waitFor()
  await visit(page, `${place.origin}/canteen`)
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  const number = page.locator('#orders .code')
  await number.waitFor()
  const [order] = await api.mine('order')
  assert.ok((await number.textContent()).includes(String(order.code)), 'the number is the one of the server')
  assert.deepEqual((await api.mine('signup')).map((row) => [row.occurrence, row.state]), [[dates[0].id, 'confirmed']])
})

story('what the phone keeps of her is sealed with a key that no script can read', async () => {
  const { page } = me
  const stores = await dump(page)
  const { row, sent } = stores[`xishan-${api.id}`]
  assert.ok(row.length > 0 && sent.length > 0, 'or this test sees nothing')
  // Who is signed in stands in the open, because one chooses among them before anything of theirs is opened. Nothing else does.
  const { meta } = stores.xishan
  assert.ok(readable(meta, api.name), 'or this test sees nothing')
  stores.xishan.meta = meta.filter(([key]) => key !== 'accounts')
  assert.ok(!readable(stores, api.name), 'her name can be read on the disk')
  const key = await page.evaluate((name) => new Promise((resolve, reject) => {
    const opened = indexedDB.open(name)
    opened.onerror = () => reject(opened.error)
    opened.onsuccess = () => {
      const asked = opened.result.transaction('key').objectStore('key').get('key')
      asked.onsuccess = async () => {
        opened.result.close()
        const { algorithm: { name, length }, extractable } = asked.result
        const told = await crypto.subtle.exportKey('raw', asked.result).then(() => 'told', ({ name }) => name)
        resolve({ name, length, extractable, told })
      }
    }
  }), `xishan-${api.id}`)
  assert.deepEqual(key, { name: 'AES-GCM', length: 256, extractable: false, told: 'InvalidAccessError' })
})

story('the network goes and the server too: it opens from the phone, and what she does is sent once when they are back', async () => {
  const { context, page } = me
  const word = canary()
  await context.setOffline(true)
  await place.kill()
  await visit(page, datePage(dates[0]))
  await confirmed(page).waitFor()
  assert.equal(await page.evaluate(() => navigator.onLine), false)
  await visit(page, `${place.origin}/canteen`)
  await page.locator('#orders .code').waitFor()

  await visit(page, datePage(dates[1]))
  await signUpButton(page).click()
  await pending(page).waitFor()
  await reported(page, place.origin, `电梯里写的 ${word}`)
  await pending(page).waitFor()
  assert.ok(!readable(await dump(page), word), 'her words can be read on the disk')
  // This browser keeps the pages that she leaves in memory: none may take along the lock of those who send.
  for (const address of [datePage(dates[1]), `${place.origin}/needs`]) {
    await visit(page, address)
    await pending(page).waitFor()
  }
  await page.reload()
  await started(page)
  await pending(page).waitFor()
  assert.equal(await waitingOn(page), 2)
  await visit(page, datePage(dates[1]))

  const before = place.road.of('/api/push').length
  await place.start()
  await context.setOffline(false)
  await confirmed(page).waitFor()
  await until(async () => (await waitingOn(page)) === 0, 'both are through')
  const sent = place.road.of('/api/push').slice(before).flatMap((one) => one.json.commands)
  assert.deepEqual(sent.map((one) => Object.keys(one.command)[0]).sort(), ['file_report', 'sign_up'])
  assert.deepEqual((await api.mine('report')).map((row) => row.words), [`电梯里写的 ${word}`])
  const signups = (await api.mine('signup')).filter((row) => row.state === 'confirmed')
  assert.deepEqual(signups.map((row) => row.occurrence).sort(), [dates[0].id, dates[1].id].sort())
  assert.equal((await api.mine('order')).length, 1)
})

story('of two tabs one sends; the other shows what it does, and takes over when it is closed in the middle', async () => {
  const { context } = me
  const [sender, other] = [await context.newPage(), me.page]
  await visit(sender, datePage(dates[2]))
  await visit(other, datePage(dates[2]))
  const before = place.road.of('/api/push').length
  let letGo
  const held = new Promise((resolve) => { letGo = resolve })
  place.road.rule = (one) => (one.path === '/api/push' && one.number === before ? { hold: held, refuse: true } : {})
  await signUpButton(sender).click()
  await other.getByRole('main').locator('.state.is-pending').first().waitFor()
  await until(() => place.road.of('/api/push').length > before, 'the first try')
  await until(async () => String(await courier(other)) === '1,1', 'one holds the lock, the other waits for it')
  await sender.close()
  await confirmed(other).waitFor()
  letGo()
  place.road.rule = null
  await until(async () => String(await courier(other)) === '0,0', 'nobody sends any more')
  assert.equal((await api.mine('signup')).filter((row) => row.occurrence === dates[2].id).length, 1)
})

story('when she signs out nothing is left of her, though another tab is open', async () => {
  const { context, page, faults, blocked } = me
  const other = await context.newPage()
  await visit(other, `${place.origin}/needs`)
  await visit(page, `${place.origin}/me`)
  await page.getByRole('heading', { level: 1, name: api.name }).waitFor()
  await page.getByRole('button', { name: '在这台手机上退出' }).click()
  await page.getByRole('button', { name: '确定退出' }).click()
  await page.getByText('还没有登录').waitFor()
  await until(async () => String(Object.keys(await dump(page))) === 'xishan', 'only what everyone may see is left')
  assert.ok(!readable(await dump(page), api.name))
  await visit(other, `${place.origin}/`)
  await other.locator('.next-card a[href="/sign-in"]').waitFor()
  for (const one of [page, other]) assert.ok(!(await one.locator('body').innerText()).includes(api.name))
  assert.deepEqual([...own(faults), ...blocked], [])
})
