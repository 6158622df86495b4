// What the server has confirmed is given up in a lift: a place on a date, a meal. The phone says at once that it is noted and not
// confirmed yet, also after a reload; nobody else hears of it before the network is back, and then it is done once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, futureDates, HOUR, kept, launch, open, phone, publicRows, signIn, started, startServer, uuid7,
} from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A phone that has seen the app once and holds it. */
async function settled(code) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await open(one.page, `${server.origin}/`)
  await kept(one.page)
  return { ...one, api: await apiPhone(server.origin, await server.card(code)) }
}

async function reload(page, address) {
  await page.goto(server.origin + address)
  await started(page)
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.skeleton'))
}

const row = async (noun, id) => (await publicRows(server.origin, noun)).find((one) => one.id === id)
const waits = (page, words) => page.getByRole('main').locator('.state.is-pending', { hasText: words })
const signUp = (page) => page.getByRole('button', { name: '报名', exact: true })

test('a place is given back without a network', { timeout: 90_000 }, async () => {
  const { context, page, faults, api } = await settled('R0031')
  // One from which one may stay away without being late, and for which nobody waits.
  const date = (await futureDates(server.origin)).find((one) =>
    one.starts > Date.now() + 72 * HOUR && !one.waiting && !one.lottery && !one.approval && !one.windows?.cancel)
  assert.ok((await api.do({ sign_up: { signup: uuid7(), occurrence: date.id, party: [api.id] } })).applied)
  await reload(page, `/activities/${date.id}`)
  await page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' }).waitFor()

  await context.setOffline(true)
  await page.getByRole('button', { name: '不去了', exact: true }).click()
  await page.getByText('真的不去了？').waitFor()
  await page.getByRole('button', { name: '是的，不去了' }).click()
  await waits(page, '不去了，待确认').waitFor()
  await reload(page, `/activities/${date.id}`)
  await waits(page, '不去了，待确认').waitFor()
  assert.deepEqual((await api.mine('signup')).map((one) => one.state), ['confirmed'], 'nobody has heard of it')
  assert.equal((await row('occurrence', date.id)).confirmed, date.confirmed + 1)

  await context.setOffline(false)
  await waits(page, '不去了，待确认').waitFor({ state: 'detached' })
  await signUp(page).waitFor()
  assert.deepEqual((await api.mine('signup')).map((one) => one.state), ['cancelled'])
  assert.equal((await row('occurrence', date.id)).confirmed, date.confirmed)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a meal is given up without a network', { timeout: 90_000 }, async () => {
  const { context, page, faults, api } = await settled('R0030')
  await reload(page, '/canteen')
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await page.locator('#orders .code').waitFor()
  const [{ lines: [{ serving }] }] = await api.mine('order')
  const { ordered } = await row('serving', serving)

  // Without the line that offers to undo it.
  await reload(page, '/canteen')
  await page.locator('#orders .code').waitFor()
  await context.setOffline(true)
  await page.locator('#orders').getByRole('button', { name: '不要了' }).click()
  await page.getByText('确定不要这份饭了？').waitFor()
  await page.locator('#orders').getByRole('button', { name: '确定不要' }).click()
  await waits(page, '退餐待确认').waitFor()
  await reload(page, '/canteen')
  await waits(page, '退餐待确认').waitFor()
  assert.deepEqual((await api.mine('order')).map((one) => one.state), ['booked'], 'nobody has heard of it')
  assert.equal((await row('serving', serving)).ordered, ordered)

  await context.setOffline(false)
  await page.locator('#orders article').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '多一份' }).first().waitFor()
  assert.deepEqual((await api.mine('order')).map((one) => one.state), ['cancelled'])
  assert.equal((await row('serving', serving)).ordered, ordered - 1)
  assert.deepEqual(faults, [])
  await context.close()
})
