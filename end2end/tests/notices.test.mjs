// A date is called off. Whoever signed up finds it at the bell, without a network too; the bell falls silent once they have looked,
// and of other kinds they choose which they want.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, cached, HOUR, kept, launch, open, phone, publicRows, signIn, sleep, startServer, uuid7 } from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

async function until(what) {
  for (let tries = 0; tries < 50; tries += 1) {
    if (await what()) return
    await sleep(200)
  }
  assert.ok(await what())
}

test('what is called off is at the bell, in a lift too, until it was seen', { timeout: 90_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const occurrence = uuid7()
  const starts = Math.floor((Date.now() + 50 * HOUR) / HOUR) * HOUR
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 20, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)
  const hers = await apiPhone(server.origin, await server.card('R0030'))
  assert.ok((await hers.do({ sign_up: { signup: uuid7(), occurrence, party: [hers.id] } })).applied)

  const { page, context } = await phone(browser)
  await signIn(page, await server.card('R0030'))
  await cached(page)
  await kept(page)
  await open(page, `${server.origin}/`)
  await page.getByRole('link', { name: '消息', exact: true }).waitFor()
  assert.ok((await organizer.do({ cancel_occurrence: { occurrence, reason: '下大雨' } })).applied)
  await page.getByRole('link', { name: '1 条新消息' }).waitFor()

  await context.setOffline(true)
  await page.getByRole('link', { name: '1 条新消息' }).click()
  const main = page.getByRole('main')
  await main.getByRole('heading', { name: '活动取消了' }).waitFor()
  await main.getByText('下大雨').waitFor()
  await context.setOffline(false)
  await until(async () => (await hers.mine('notice')).every((one) => one.seen))
  await page.getByRole('link', { name: '1 条新消息' }).waitFor({ state: 'detached' })

  await main.getByRole('switch', { name: '开始前一小时提醒' }).click()
  await until(async () => (await hers.mine('notice_choice')).some((one) => one.off.includes('soon')))
})
