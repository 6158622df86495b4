// F18: the phone's clock is wrong: by three years, by a jump while things wait, by living in a zone with summer time. What can be
// done, in which order, and what is shown is as the server says; the phone's own time stands in the envelopes for people to read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, confirmed, reported, signUpButton, until, visit, waitingOn, wrongClock } from '../../faults.mjs'
import { futureDates, HOUR } from '../../support.mjs'

const YEARS = 3 * 365 * 24 * HOUR
const { place, settled } = await begin()

async function wrong(code, ms, options) {
  const one = await settled(code, { ...options, script: [wrongClock, ms] })
  const off = await one.page.evaluate(() => Date.now()) - Date.now()
  assert.ok(Math.abs(off - ms) < 60_000, `the clock is off by ${off} ms`)
  return one
}

for (const [name, ms, code] of [['three years behind', -YEARS, 'R0034'], ['three years ahead', YEARS, 'R0035']]) {
  test(`F18: a phone ${name} signs up, orders and reports like any other`, { timeout: 120_000 }, async () => {
    const { context, page, faults } = await wrong(code, ms)
    const before = place.road.of('/api/push').length
    const [date] = await futureDates(place.direct)
    await visit(page, `${place.origin}/activities`)
    await page.locator('main a[href^="/activities/"]').first().waitFor()
    await visit(page, `${place.origin}/activities/${date.id}`)
    await signUpButton(page).click()
    await until(() => confirmed(page).isVisible(), 'confirmed')
    await visit(page, `${place.origin}/canteen`)
    await page.getByRole('button', { name: '多一份' }).first().click()
    await page.getByRole('button', { name: '订餐', exact: true }).click()
    await page.locator('#orders .code').waitFor()
    await reported(page, place.origin, '钟不准，事情一样办')
    await until(async () => (await waitingOn(page)) === 0, 'all sent')

    // It was the phone's own clock that stood in the envelopes, and nobody believed it.
    const made = place.road.of('/api/push').slice(before).flatMap((one) => one.json.commands.map((command) => command.made_at))
    assert.ok(made.length >= 3)
    const api = await place.api(code)
    const [report] = await api.mine('report')
    assert.ok(Math.abs(report.steps?.[0]?.at - Date.now()) < 10 * 60_000 || Math.abs(report.made - Date.now()) < 10 * 60_000)
    assert.equal((await api.mine('signup'))[0].state, 'confirmed')
    assert.equal((await api.mine('order'))[0].state, 'booked')
    assert.deepEqual(faults, [])
    await context.close()
  })
}

test('F18: the clock jumps by years while things wait: they are done in the order in which they were made', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await wrong('R0036', 0)
  const before = place.road.of('/api/push').length
  await context.setOffline(true)
  const words = ['先说的', '跳到三年后说的', '跳回三年前说的', '钟又准了说的']
  for (const [at, ms] of [0, YEARS, -YEARS, 0].entries()) {
    await page.evaluate((ms) => globalThis.shiftClock(ms), ms)
    await reported(page, place.origin, words[at])
  }
  await context.setOffline(false)
  await until(async () => (await waitingOn(page)) === 0, 'all sent', { page })
  const sent = place.road.of('/api/push').slice(before).flatMap((one) => one.json.commands)
  const made = words.map((text) => sent.find((one) => one.command.file_report.draft.words === text).made_at)
  assert.ok(made[1] - made[0] > YEARS / 2 && made[1] - made[2] > YEARS, `the jumps are in the envelopes: ${made}`)
  const { receipts } = await place.holds()
  const revision = (text) => {
    const { id } = sent.find((one) => one.command.file_report.draft.words === text)
    return receipts.find((receipt) => receipt.id === id).outcome.applied.revision
  }
  const revisions = words.map(revision)
  assert.deepEqual(revisions, [...revisions].sort((a, b) => a - b), 'in the order of making')
  assert.deepEqual(faults, [])
  await context.close()
})

test('F18: a phone in a zone with summer time shows the community’s own hours', { timeout: 90_000 }, async () => {
  const hours = async (timezoneId, code) => {
    const { context, page } = await wrong(code, 0, { timezoneId })
    const [date] = await futureDates(place.direct)
    await visit(page, `${place.origin}/activities/${date.id}`)
    const text = await page.locator('.facts').innerText()
    await context.close()
    return text.split('\n').find((line) => /点/.test(line))
  }
  const [here, there] = [await hours('Asia/Shanghai', 'R0037'), await hours('America/New_York', 'R0038')]
  assert.ok(here, 'the hour is shown')
  assert.equal(there, here)
})
