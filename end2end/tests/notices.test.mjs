// A date is called off. Whoever signed up finds it at the bell, without a network too; the bell falls silent once they have looked,
// and of other kinds they choose which they want. Whoever does not look and does not answer is told at their door, and whoever has
// called it off reads that.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { climb } from '../prove/stage.mjs'
import {
  apiPhone, cached, HOUR, kept, launch, open, openDesk, phone, publicRows, signIn, sleep, startServer, uuid7, violations,
} from '../support.mjs'

const MINUTE = 60_000

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

/** An organizer's date that begins then, for which somebody has signed up. */
async function goes(code, starts) {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const occurrence = uuid7()
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 20, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)
  const hers = await apiPhone(server.origin, await server.card(code))
  const outcome = await hers.do({ sign_up: { signup: uuid7(), occurrence, party: [hers.id] } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  return { organizer, occurrence, hers }
}

test('what is called off is at the bell, in a lift too, until it was seen', { timeout: 90_000 }, async () => {
  const { organizer, occurrence, hers } = await goes('R0030', Math.floor((Date.now() + 50 * HOUR) / HOUR) * HOUR)

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

test('who does not look and does not answer is told at the door, and how and when is read', { timeout: 120_000 }, async () => {
  // So soon that it climbs at night, too.
  const starts = Math.floor(Date.now() / MINUTE) * MINUTE + 55 * MINUTE
  const { organizer, occurrence, hers } = await goes('R0158', starts)
  assert.ok((await organizer.do({ cancel_occurrence: { occurrence, reason: '下大雨' } })).applied)
  await climb(server.database, occurrence)

  const staff = await phone(browser, { viewport: { width: 1280, height: 900 } })
  await signIn(staff.page, await server.card('R0007'))
  await openDesk(staff.page, server.origin)
  await open(staff.page, `${server.origin}/desk/reach`)
  const line = staff.page.getByRole('table', { name: '要打电话' }).getByRole('row').filter({ hasText: hers.name })
  // It is looked every twenty seconds what is to climb.
  await line.waitFor({ timeout: 40_000 })
  const leader = await phone(browser)
  await signIn(leader.page, await server.card('R0005'))
  await open(leader.page, `${server.origin}/desk/dates/${occurrence}`)
  await leader.page.getByText('通知到 0 人，还有 1 人没通知到').waitFor()

  await line.getByRole('button', { name: /^没人接/ }).click()
  await line.getByText('1 次没人接').waitFor()
  await line.getByRole('button', { name: /^上门告诉了/ }).click()
  await line.waitFor({ state: 'detached' })
  await staff.page.getByText('现在没有要打电话的人').waitFor()
  assert.deepEqual(await violations(staff.page), [])

  await leader.page.getByRole('button', { name: '再看一次' }).click()
  await leader.page.getByText('1 人都通知到了').waitFor()
  await leader.page.getByText('谁知道了，谁还不知道').click()
  const told = leader.page.getByRole('listitem').filter({ hasText: hers.name })
  await told.getByText(/^上门告诉了 · .+\d:\d\d$/).waitFor()
  assert.deepEqual([...staff.faults, ...leader.faults], [])
  await Promise.all([staff.context.close(), leader.context.close()])
})
