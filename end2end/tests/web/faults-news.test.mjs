// News without the line on which they are said, and what a phone says without being asked: the number on its icon.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, reported, until, visit, waitingOn } from '../../faults.mjs'
import { uuid7 } from '../../support.mjs'

const { place, settled } = await begin()

test('a phone whose line for news never opens asks by itself', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await settled('R0046')
  const other = await place.api('R0046')
  place.road.rule = (one) => (one.path === '/api/live' ? { refuse: true } : {})
  const before = place.road.of('/api/live').length
  await visit(page, `${place.origin}/needs`)
  await until(() => place.road.of('/api/live').length > before, 'it tries the line')
  const words = '另一台手机上提的'
  const draft = { need: null, words, building: null, photos: [], shown: false }
  assert.ok((await other.do({ file_report: { report: uuid7(), draft } })).applied)
  // No sooner than every half a minute.
  await page.getByText(words).first().waitFor({ timeout: 45_000 })
  place.road.rule = null
  assert.deepEqual(faults.filter((line) => !line.includes('EventSource')), [])
  await context.close()
})

/** Notes what the app's icon would show. */
function noteBadges() {
  globalThis.badges = []
  Object.defineProperty(Navigator.prototype, 'setAppBadge', {
    configurable: true,
    value: async (count) => { globalThis.badges.push(count) },
  })
}

test('the number on the icon is the number of things that wait', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await settled('R0047', { script: [noteBadges] })
  const shows = (count) => until(() => page.evaluate((count) => globalThis.badges.at(-1) === count, count), `${count} on the icon`)
  await shows(0)
  await context.setOffline(true)
  await reported(page, place.origin, '没有网时的第一件')
  await shows(1)
  await reported(page, place.origin, '没有网时的第二件')
  await shows(2)
  await context.setOffline(false)
  await until(async () => (await waitingOn(page)) === 0, 'sent', { page })
  await shows(0)
  assert.deepEqual(faults, [])
  await context.close()
})
