// A leader posts an activity in the yard below building 3, which is none of the community's venues: she writes where it is. Everyone
// reads it wherever a venue stands, and next time she can choose it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, open, overflow, phone, publicRows, signIn, startServer, violations } from '../support.mjs'

const [LEADER, NEIGHBOUR] = ['R0005', 'R0158']
const TITLE = '空地上打太极'
const YARD = '3 幢楼下的空地'
const ELSEWHERE = { label: '别的地方（自己写）' }
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const yards = async () => (await publicRows(server.origin, 'venue')).filter((one) => one.name === YARD)

test('a place that is no venue is written, read by everyone and chosen next time', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill(TITLE)
  await page.locator('#plan-venue').selectOption(ELSEWHERE)

  // Nothing is written: that is said at the field, and nothing is posted.
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('请写在哪里，最多 40 个字。').waitFor()
  assert.equal(await page.locator('#plan-written').getAttribute('aria-invalid'), 'true')
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)
  await page.locator('#plan-written').fill(` ${YARD} `)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()

  const [venue, ...more] = await yards()
  assert.ok(venue && !more.length)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.title === TITLE)
  const date = (await publicRows(server.origin, 'occurrence')).find((one) => one.activity === activity.id)
  assert.equal(date.venue, venue.id)
  await page.getByRole('link', { name: '海报', exact: true }).click()
  await page.getByText(YARD).first().waitFor()

  // A neighbour reads it on the page of the date; a calendar has it as its location.
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(NEIGHBOUR))
  await open(hers.page, `${server.origin}/activities/${date.id}`)
  await hers.page.getByText(YARD).first().waitFor()
  const calendar = await (await fetch(`${server.origin}/calendar/public.ics`)).text()
  assert.ok(calendar.includes(`LOCATION:${YARD}`))

  // Next time it can be chosen.
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill('空地上练扇子')
  await page.locator('#plan-venue').selectOption({ label: YARD })
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
  assert.equal((await yards()).length, 1)
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})
