// A leader posts what takes place on some days of every week while there is school: the form says which days come of it before it is
// posted. Another one is on the second Saturday of every month.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, violations } from '../support.mjs'

const LEADER = 'R0005'
const DAY = 24 * HOUR
const dayOf = (at) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)
const weekday = (at) => new Date(at + 8 * HOUR).getUTCDay()
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const posted = async (title) => (await publicRows(server.origin, 'activity')).find((one) => one.title === title)

/** The next day of a kind that is not tomorrow already. */
function next(fits) {
  let at = Date.now() + 2 * DAY
  while (!fits(at)) at += DAY
  return at
}

test('some days of every week, in school terms', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill('放学后写字')
  const tuesday = next((at) => weekday(at) === 2)
  await page.getByLabel('哪一天').fill(dayOf(tuesday))
  await page.locator('#post-repeat').selectOption({ label: '每周几天' })
  const days = page.getByRole('group', { name: '每周哪几天' })
  // It begins with the day that it has.
  assert.equal(await days.getByRole('button', { name: '周二' }).getAttribute('aria-pressed'), 'true')
  await days.getByRole('button', { name: '周五' }).click()
  await page.getByLabel('放假的时候').selectOption({ label: '学校放假时不办' })
  // The third day after Tuesday is said, though nothing is posted yet.
  const friday = new Date(tuesday + 3 * DAY + 8 * HOUR)
  // With the year only when it is another one.
  const year = friday.getUTCFullYear() === Number(dayOf(Date.now()).slice(0, 4)) ? '' : `${friday.getUTCFullYear()}年`
  await page.getByText(`周五 ${year}${friday.getUTCMonth() + 1}月${friday.getUTCDate()}日`).waitFor()
  await page.getByText('以后碰上学校放假的，不排。').waitFor()
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
  const { series } = await posted('放学后写字')
  assert.deepEqual(series, { rule: 'FREQ=WEEKLY;BYDAY=TU,FR', skip: 'school_holidays' })
  assert.deepEqual(faults, [])
  await context.close()
})

test('the second Saturday of every month', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill('邻里集市')
  const second = (at) => weekday(at) === 6 && Math.ceil(Number(dayOf(at).slice(8)) / 7) === 2
  await page.getByLabel('哪一天').fill(dayOf(next(second)))
  await page.locator('#post-repeat').selectOption({ label: '每月第二个星期六' })
  await page.getByLabel('放假的时候').selectOption({ label: '放假也照办' })
  await page.getByText(/^头几场：/).waitFor()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
  const { id, series } = await posted('邻里集市')
  assert.deepEqual(series, { rule: 'FREQ=MONTHLY;BYDAY=2SA', skip: 'nothing' })

  // Whoever changes it finds it as it is.
  await open(page, `${server.origin}/desk/activities/${id}`)
  await page.waitForFunction(() => document.querySelector('#post-repeat')?.selectedOptions[0]?.textContent === '每月第二个星期六')
  assert.equal(await page.locator('#post-season option:checked').textContent(), '放假也照办')
  assert.deepEqual(faults, [])
  await context.close()
})
