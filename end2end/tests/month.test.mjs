// A leader looks at the month of her team: on a wide screen a sheet of weeks, on a phone the days that have something; from there to a
// date, and to the month after.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, violations } from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const [LEADER, TITLE] = ['R0005', '戏曲队排练']
const local = (at) => new Date(at + 8 * HOUR)
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** The next date of her team's rehearsal. */
async function next() {
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.title === TITLE)
  const dates = (await publicRows(server.origin, 'occurrence')).filter((one) => one.activity === activity.id)
  return dates.filter((one) => one.starts > Date.now()).sort((a, b) => a.starts - b.starts)[0]
}

/** The month of a date is shown. */
async function turnTo(page, date) {
  if (local(date.starts).getUTCMonth() !== local(Date.now()).getUTCMonth()) {
    await page.getByRole('button', { name: '下个月' }).click()
  }
}

test('a month is a sheet of weeks on a wide screen', { timeout: 120_000 }, async () => {
  const date = await next()
  const { context, page, faults } = await phone(browser, DESK)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/dates`)
  await page.getByRole('link', { name: '看整月' }).click()
  await page.getByRole('heading', { level: 1, name: '一个月的安排' }).waitFor()
  await turnTo(page, date)
  const link = page.locator(`.month a[href="/desk/dates/${date.id}"]`)
  await link.waitFor()
  const day = local(date.starts)
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  assert.equal(await page.locator('.month-day:visible').count(), last, 'every day is there')
  // What is in one column is the same day of the week.
  const weekday = (day.getUTCDay() + 6) % 7 + 1
  const lefts = await page.locator(`.month-day[data-weekday="${weekday}"]`).evaluateAll((days) => days.map((one) => one.offsetLeft))
  assert.equal(new Set(lefts).size, 1)
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)
  await link.click()
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('on a phone it is a list of the days that have something', { timeout: 120_000 }, async () => {
  const date = await next()
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/month`)
  await turnTo(page, date)
  await page.locator(`.month a[href="/desk/dates/${date.id}"]`).waitFor()
  assert.equal(await page.locator('.month-day.is-empty:visible').count(), 0)
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)
  assert.deepEqual(faults, [])
  await context.close()
})
