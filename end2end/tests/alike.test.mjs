// An organizer posts another activity like one that there is: from a date of it, in two taps. The form holds its words, and the
// place, the hours and the places of its last date a week later; that the old one repeats it does not take over.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations } from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const [LEADER, TITLE] = ['R0005', '戏曲队排练']
const DAY = 24 * HOUR
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const titled = async () => (await publicRows(server.origin, 'activity')).filter((activity) => activity.title === TITLE)
const dayOf = (at) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)

/** A date of the activity after all others, in another place and for other people than its rule says. */
async function last(activity) {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const venue = (await publicRows(server.origin, 'venue')).find((one) => one.name === '紫藤长廊')
  const day = Date.parse(`${dayOf(Date.now() + 45 * DAY)}T00:00:00+08:00`)
  const plan = { starts: day + 19 * HOUR, ends: day + 20.5 * HOUR, venue: venue.id, capacity: 17, kept: 2, note: '只这一次' }
  const occurrence = uuid7()
  const outcome = await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  return { id: occurrence, plan }
}

test('another one like it is posted from a date, and does not repeat', { timeout: 120_000 }, async () => {
  const [old] = await titled()
  assert.ok(old.series, 'the old one repeats')
  const { id, plan } = await last(old)

  const { context, page, faults } = await phone(browser, DESK)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/dates/${id}`)
  await page.getByRole('link', { name: '再发一个类似的' }).click()
  await page.getByRole('heading', { level: 1, name: '再发一个类似的' }).waitFor()
  await page.waitForFunction((title) => document.querySelector('#post-title')?.value === title, TITLE)
  const fields = ['plan-day', 'plan-from', 'plan-until', 'plan-venue', 'plan-places', 'plan-kept', 'plan-note', 'post-repeat']
  const holds = async () => Promise.all(fields.map((field) => page.locator(`#${field}`).inputValue()))
  const expected = [dayOf(plan.starts + 7 * DAY), '19:00', '20:30', plan.venue, '17', '2', '', '']
  assert.deepEqual(await holds(), expected)
  assert.equal(await page.getByLabel('重复').locator('option:checked').textContent(), '不重复')
  for (const [field, word] of [['post-about', old.about], ['post-bring', old.bring], ['post-contact', old.contact]]) {
    assert.ok(word, field)
    assert.equal(await page.locator(`#${field}`).inputValue(), word)
  }
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)

  // Fewer may come, and it is published.
  await page.getByLabel('名额（人）').fill('12')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
  const all = await titled()
  assert.equal(all.length, 2)
  const made = all.find((activity) => activity.id !== old.id)
  for (const part of ['organization', 'kind', 'about', 'audience', 'bring', 'price_fen', 'contact']) {
    assert.equal(made[part], old[part], part)
  }
  assert.equal(made.series, undefined)
  const rows = await publicRows(server.origin, 'occurrence')
  const dates = rows.filter((date) => date.activity === made.id)
  const week = 7 * DAY
  assert.deepEqual(
    dates.map((date) => [date.starts, date.ends, date.venue, date.capacity, date.kept]),
    [[plan.starts + week, plan.ends + week, plan.venue, 12, 2]],
  )
  assert.equal(rows.find((date) => date.id === id).capacity, 17, 'the old date is as it was')

  // A neighbour finds it.
  const hers = await phone(browser)
  await open(hers.page, `${server.origin}/activities/${dates[0].id}`)
  await hers.page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await hers.page.getByText('紫藤长廊').first().waitFor()
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})
