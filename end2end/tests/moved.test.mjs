// A rehearsal begins an hour later, and so does the shift that belongs to it: its organizer is told so before she saves. The volunteer,
// in a lift meanwhile, reads when it was and when it is, that something else of his is at that time now, and may give it back though
// it is soon.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, beijing, cached, HOUR, kept, launch, open, overflow, phone, publicRows, signIn, sleep, startServer, unfoldChange, uuid7,
  violations,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const [ROLE, OTHER] = ['摆椅子', '发水']
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** An hour of today or tomorrow that is too near to give a shift back, and after which the day lasts three more. */
function soon() {
  const [day, hour] = [beijing().slice(0, 10), Number(beijing().slice(11, 13))]
  const midnight = Date.parse(`${day}T00:00:00+08:00`)
  return midnight + (hour < 17 ? hour + 3 : 24 + 9) * HOUR
}

const clock = (at) => new Date(at + 8 * HOUR).toISOString().slice(11, 16)

async function until(what, wanted) {
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await what()) === wanted) return
    await sleep(200)
  }
  assert.equal(await what(), wanted)
}

/** A date with a shift, and another shift an hour later. */
async function planned(organizer, starts) {
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const { id: activity, organization } = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, shift, other] = [uuid7(), uuid7(), uuid7()]
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 20, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity, plan } })).applied)
  const people = { about: '', venue: venue.id, least: 1, most: 2, skills: [], children: false }
  const own = { role: ROLE, starts, ends: starts + HOUR, ...people }
  assert.ok((await organizer.do({ add_shift: { shift, organization, occurrence, plan: own } })).applied)
  const later = { role: OTHER, starts: starts + HOUR, ends: starts + 2 * HOUR, ...people }
  assert.ok((await organizer.do({ add_shift: { shift: other, organization, occurrence: null, plan: later } })).applied)
  return { occurrence, shift, other }
}

test('a date is moved with its shift, and its volunteer reads both times and may leave', { timeout: 180_000 }, async () => {
  const starts = soon()
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const { occurrence, shift, other } = await planned(organizer, starts)
  const volunteer = await apiPhone(server.origin, await server.card('R0004'))
  for (const one of [shift, other]) {
    const outcome = await volunteer.do({ take_shift: { duty: uuid7(), shift: one, resident: volunteer.id } })
    assert.ok(outcome.applied, JSON.stringify(outcome))
  }

  const his = await phone(browser)
  await signIn(his.page, await server.card('R0004'))
  await cached(his.page)
  await kept(his.page)
  await open(his.page, `${server.origin}/shifts/${shift}`)
  const main = his.page.getByRole('main')
  await main.getByRole('button', { name: '找人替' }).waitFor()
  assert.equal(await main.getByRole('button', { name: '我不去了' }).count(), 0, 'it is too near')
  await his.context.setOffline(true)

  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card('R0005'))
  await open(leader.page, `${server.origin}/desk/dates/${occurrence}`)
  await unfoldChange(leader.page)
  await leader.page.getByText('1 个班次一起改，值班的 1 人会看到').waitFor()
  await leader.page.getByLabel('几点结束', { exact: true }).fill(clock(starts + 2 * HOUR))
  await leader.page.getByLabel('几点开始', { exact: true }).fill(clock(starts + HOUR))
  await leader.page.getByRole('button', { name: '保存改动' }).click()
  await leader.page.getByText('改好了，报名的人都能看到').waitFor()
  await leader.page.getByText('有 1 位值班的人那时另有安排').waitFor()
  const moved = (await publicRows(server.origin, 'shift')).find((one) => one.id === shift)
  assert.deepEqual([moved.starts, moved.ends, moved.taken], [starts + HOUR, starts + 2 * HOUR, 1])

  // Whoever runs it sees who knows.
  await open(leader.page, `${server.origin}/desk/shifts/${shift}`)
  await leader.page.getByText('通知到 0 人，还有 1 人没通知到').waitFor()
  await leader.page.getByText('谁知道了，谁还不知道').click()
  const listed = leader.page.getByRole('listitem').filter({ hasText: volunteer.name })
  await listed.getByText('还没看到').waitFor()
  assert.deepEqual(await violations(leader.page), [])

  // The lift has an old page, and then the new one.
  assert.equal(await main.getByText('这一班改了').count(), 0)
  await his.context.setOffline(false)
  await main.getByText('这一班改了，原来是').waitFor()
  await main.getByText(`跟“${OTHER}”的时间撞上了，请退掉一边。`).waitFor()
  await main.getByText('去不了，开始前都可以直接退。').waitFor()
  assert.deepEqual(await violations(his.page), [])
  assert.ok(await overflow(his.page) <= 0)

  await open(his.page, `${server.origin}/me/notices`)
  await main.getByRole('heading', { name: '时间或地点改了' }).waitFor()
  const told = main.getByRole('link', { name: new RegExp(ROLE) })
  await told.getByText('原来').waitFor()
  await told.getByText(`跟“${OTHER}”的时间撞上了`).waitFor()
  await told.click()
  await main.getByRole('button', { name: '我不去了' }).click()
  await main.getByRole('button', { name: '确定不去' }).click()
  const state = async () => (await volunteer.mine('duty')).find((one) => one.shift === shift).state
  await until(state, 'left')
  await leader.page.getByRole('button', { name: '再看一次' }).click()
  await leader.page.getByText('1 人都通知到了').waitFor()
  assert.deepEqual([...his.faults, ...leader.faults], [])
  await Promise.all([his.context.close(), leader.context.close()])
})
