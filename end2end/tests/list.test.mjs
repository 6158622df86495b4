// A long list at the desk: its first lines are there at once and the others follow; what changes in one line leaves the others alone;
// and each line's button is reached and answered with the keyboard, although the table hears for all of them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inTurns } from '../prove/stage.mjs'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

/** More than two parts of the list. */
const PEOPLE = 48
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A date of the opera team in four days, with so many people on it. */
async function crowded() {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [{ roles }] = await organizer.mine('me')
  const led = roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization) && !one.audience_rule)
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, starts] = [uuid7(), (Math.floor(Date.now() / HOUR) + 96) * HOUR]
  const plan = { starts, ends: starts + HOUR / 2, venue: venue.id, capacity: PEOPLE, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)
  const codes = Array.from({ length: PEOPLE }, (_, at) => `R${String(at + 11).padStart(4, '0')}`)
  await inTurns(codes, 4, async (code) => {
    const one = await apiPhone(server.origin, await server.card(code))
    const outcome = await one.do({ sign_up: { signup: uuid7(), occurrence, party: [one.id] } })
    assert.ok(outcome.applied, JSON.stringify(outcome))
  })
  return occurrence
}

test('a long list comes in parts, and a change is of one line', { timeout: 180_000 }, async () => {
  const occurrence = await crowded()
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0005'))
  await open(page, `${server.origin}/desk/dates/${occurrence}`)
  const lines = page.locator('.is-long tbody tr')
  await lines.nth(PEOPLE - 1).waitFor()
  assert.equal(await lines.count(), PEOPLE)
  await page.getByRole('table', { name: `报名名单 · ${PEOPLE} 份` }).waitFor()
  // What comes after the list is there, too.
  await page.locator('summary', { hasText: '改这一场' }).waitFor()
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)

  // The last line asks, and takes it back: the focus goes to the question, and home again.
  const last = lines.nth(PEOPLE - 1)
  const cancel = last.getByRole('button', { name: '取消报名' })
  const id = await cancel.getAttribute('id')
  await cancel.focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.id.startsWith('sure-'))
  assert.equal(await page.getByRole('button', { name: '确定取消' }).count(), 1)
  await page.getByRole('button', { name: '先不取消' }).press('Enter')
  await page.waitForFunction((button) => document.activeElement?.id === button, id)

  await lines.evaluateAll((all) => all.forEach((line) => { line.drawn = 'before' }))
  await cancel.press('Enter')
  await page.getByRole('button', { name: '确定取消' }).press('Enter')
  await page.getByRole('table', { name: `报名名单 · ${PEOPLE - 1} 份` }).waitFor()
  await page.getByText('另有 1 份报名已经退了。').waitFor()
  assert.equal(await lines.count(), PEOPLE - 1)
  assert.ok(await lines.evaluateAll((all) => all.every((line) => line.drawn === 'before')), 'the other lines stay what they were')
  assert.deepEqual(faults, [])
  await context.close()
})
