// On the evening before, an organizer writes an activity that is published at eight: until then nobody but those who run the team has
// a word of it. She changes the time; when it has come, it is there for everyone by itself. What she thinks better of is never there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, sleep, startServer, uuid7, violations,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const TITLE = '清晨吊嗓子'
// Who leads the opera team, and a neighbour.
const [LEADER, NEIGHBOUR] = ['R0005', 'R0158']
const inDays = (days) => new Date(Date.now() + 8 * HOUR + days * 24 * HOUR).toISOString().slice(0, 10)
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const published = async (title) => (await publicRows(server.origin, 'activity')).filter((one) => one.title === title)

/** Nothing that everybody may ask for has the title. */
async function hidden(title) {
  assert.deepEqual(await published(title), [])
  assert.deepEqual(await publicRows(server.origin, 'scheduled'), [])
  for (const address of ['/', '/activities', '/calendar/public.ics']) {
    const answer = await fetch(server.origin + address)
    assert.equal(answer.status, 200, address)
    assert.ok(!(await answer.text()).includes(title), address)
  }
}

test('what is written for eight is there at eight and not before', { timeout: 180_000 }, async () => {
  const leader = await phone(browser, DESK)
  const { page } = leader
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill(TITLE)
  await page.getByLabel('什么时候发布').selectOption({ label: '定一个时间' })
  assert.equal(await page.getByLabel('哪天发布').inputValue(), inDays(1))
  assert.equal(await page.getByLabel('几点发布').inputValue(), '08:00')
  await page.getByLabel('哪一天').fill(inDays(3))

  // It would be published after it has been: that is said at the field.
  await page.getByLabel('哪天发布').fill(inDays(4))
  await page.getByRole('button', { name: '定时发布', exact: true }).click()
  await page.getByText('发布的时间要在现在以后、第一场开始以前').waitFor()
  await page.getByLabel('哪天发布').fill(inDays(1))
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: '定时发布', exact: true }).click()
  await page.getByText('排好了，到时候自动发布').waitFor()

  await page.getByRole('link', { name: '看等着发布的' }).click()
  await page.getByRole('heading', { name: '等着发布的' }).waitFor()
  await page.getByRole('heading', { name: TITLE }).waitFor()
  await page.getByText('定时发布 · 明天 08:00').waitFor()
  await hidden(TITLE)
  const neighbour = await apiPhone(server.origin, await server.card(NEIGHBOUR))
  assert.deepEqual(await neighbour.mine('scheduled'), [])

  // An hour and a half later.
  await page.getByRole('button', { name: '改发布时间' }).click()
  await page.waitForFunction(() => document.activeElement?.id === 'another-time')
  await page.getByLabel('几点发布').fill('09:30')
  await page.getByRole('button', { name: '保存时间' }).click()
  await page.getByText('定时发布 · 明天 09:30').waitFor()
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)

  // Tomorrow is too late for a test: on another phone of hers the time is in three seconds.
  const again = await apiPhone(server.origin, await server.card(LEADER))
  const [waits] = await again.mine('scheduled')
  const soon = { change_scheduled: { scheduled: waits.id, timing: { at: Date.now() + 3000 } } }
  assert.deepEqual(await neighbour.do(soon), { refused: { refusal: 'not_found' } })
  assert.ok((await again.do(soon)).applied)
  for (let tries = 0; tries < 60 && !(await published(TITLE)).length; tries += 1) await sleep(500)
  const [activity] = await published(TITLE)
  assert.equal(activity.id, waits.content.activity)
  assert.deepEqual(await again.mine('scheduled'), [])
  // Her page has heard of it.
  await page.getByRole('heading', { name: TITLE }).waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: TITLE }).waitFor()

  // A neighbour finds it like any other.
  const dates = await publicRows(server.origin, 'occurrence')
  const date = dates.find((one) => one.activity === activity.id)
  const hers = await phone(browser)
  await open(hers.page, `${server.origin}/activities/${date.id}`)
  await hers.page.getByRole('heading', { name: TITLE }).waitFor()
  assert.deepEqual([...leader.faults, ...hers.faults], [])
  await Promise.all([leader, hers].map((one) => one.context.close()))
})

test('what is not to be published after all is gone, and what cannot wait is there at once', { timeout: 90_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card(LEADER))
  const [{ roles }] = await organizer.mine('me')
  const [venue] = await publicRows(server.origin, 'venue')
  const starts = Date.now() + 72 * HOUR
  const schedule = async (title) => {
    const draft = { title, kind: 'culture', about: '', audience_rule: 'everyone', audience: '', bring: '', price_fen: 0, contact: '' }
    const first = { starts, ends: starts + HOUR, venue: venue.id, capacity: 20, note: '' }
    const content = { activity: uuid7(), draft, first, occurrence: uuid7(), series: null }
    const organization = roles.find((role) => role.leader).leader
    const command = { schedule_post: { scheduled: uuid7(), organization, publish_at: starts - 48 * HOUR, content } }
    assert.ok((await organizer.do(command)).applied, title)
  }
  const { context, page, faults } = await phone(browser, DESK)
  await signIn(page, await server.card(LEADER))

  await schedule('想了想不办了')
  await open(page, `${server.origin}/desk/dates`)
  await page.getByRole('heading', { name: '想了想不办了' }).waitFor()
  await page.getByRole('button', { name: '不发了' }).click()
  await page.getByRole('button', { name: '确定不发' }).click()
  await page.getByText('办好了').waitFor()
  await page.getByRole('heading', { name: '想了想不办了' }).waitFor({ state: 'detached' })
  await hidden('想了想不办了')

  await schedule('等不及了')
  await page.getByRole('heading', { name: '等不及了' }).waitFor()
  await page.getByRole('button', { name: '现在就发布' }).click()
  await page.getByRole('heading', { name: '等不及了' }).waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: '等不及了' }).waitFor()
  for (let tries = 0; tries < 20 && !(await published('等不及了')).length; tries += 1) await sleep(500)
  assert.equal((await published('等不及了')).length, 1)
  assert.deepEqual(faults, [])
  await context.close()
})
