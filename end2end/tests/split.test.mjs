// A family of three and two places: all or none, unless they say that they may be split; then the first two come and the third waits.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, HOUR, launch, open, phone, publicRows, signIn, startServer, uuid7, violations } from '../support.mjs'

// A grandmother with her mother-in-law and her grandchild, and who leads the opera team.
const [GRANDMOTHER, LEADER] = ['R0001', 'R0005']
let server, browser, leader

before(async () => {
  server = await startServer()
  browser = await launch()
  leader = await apiPhone(server.origin, await server.card(LEADER))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A date of the opera team in two days, with two places. */
async function date() {
  const activity = (await publicRows(server.origin, 'activity')).find((row) => row.title === '戏曲队排练')
  const [venue] = await publicRows(server.origin, 'venue')
  const starts = Date.now() + 49 * HOUR
  const occurrence = uuid7()
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 2, note: '' }
  const outcome = await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  return occurrence
}

test('who may be split takes the places that are there', { timeout: 90_000 }, async () => {
  const occurrence = await date()
  const hers = await phone(browser)
  const { page } = hers
  await signIn(page, await server.card(GRANDMOTHER))
  await open(page, `${server.origin}/activities/${occurrence}`)
  const split = page.getByRole('checkbox', { name: '位子不够时，可以分开参加' })
  await page.getByRole('checkbox', { name: /沈阿婆/ }).waitFor()
  assert.equal(await split.count(), 0, 'nobody is alone and split')
  for (const name of [/沈阿婆/, /小禾/]) await page.getByRole('checkbox', { name }).check()
  await page.getByRole('button', { name: /^排候补/ }).waitFor()
  await split.check()
  await page.getByText('有位子的先参加').waitFor()
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: /^报名/ }).click()
  await page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' }).waitFor()
  const signups = (await leader.mine('signup')).filter((row) => row.occurrence === occurrence)
  const [come, wait] = [signups.find((row) => row.state === 'confirmed'), signups.find((row) => row.state.waiting)]
  assert.deepEqual([come?.party.length, wait?.party.length, signups.length], [2, 1, 2])
  assert.deepEqual(hers.faults, [])
})
