// F20: an old village's network. 50 kilobits, three seconds there and back, and every third thing is lost on the way, in either
// direction. The queue drains, nothing is done twice, and the page still answers to a finger.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, reported, until, visit, waitingOn } from '../../faults.mjs'

const COMMANDS = 6
const { place, settled } = await begin()

/** Three of ten are lost, the first at once: on the way there, or the answer on the way back. */
const LOST = { 0: { lose: true }, 3: { refuse: true }, 5: { lose: true } }

function losing() {
  let [asked, lost] = [0, 0]
  const rule = (one) => {
    if (!one.path.startsWith('/api/pu')) return {}
    const what = LOST[asked % 10] ?? {}
    asked += 1
    lost += Object.keys(what).length
    return what
  }
  return { rule, lost: () => lost }
}

/** Keeps the longest time from a finger to the next picture. */
function watchFingers() {
  globalThis.slowest = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.interactionId) globalThis.slowest = Math.max(globalThis.slowest, entry.duration)
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
}

test('F20: slow 2G, 3 s there and back, 30 % loss: the queue drains once, and fingers are heard', { timeout: 300_000 }, async () => {
  const { context, page, faults } = await settled('R0033')
  await context.setOffline(true)
  const words = Array.from({ length: COMMANDS }, (_, at) => `网慢也要送到，第 ${at + 1} 件`)
  for (const one of words) await reported(page, place.origin, one)
  await visit(page, `${place.origin}/me/outbox`)
  assert.equal(await waitingOn(page), COMMANDS)

  const before = place.road.seen.length
  const { rule, lost } = losing()
  place.road.rule = rule
  await context.setOffline(false)
  const cdp = await context.newCDPSession(page)
  const slow = { offline: false, latency: 3000, downloadThroughput: 50_000 / 8, uploadThroughput: 50_000 / 8 }
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', slow)
  await page.evaluate(watchFingers)
  // Meanwhile she says one more thing, and looks around.
  await page.getByRole('navigation').getByRole('link', { name: '诉求', exact: true }).first().click()
  await page.locator('a[href="/needs/new"]').first().click()
  words.push('路上又想起一件')
  await page.getByLabel('是什么事').fill(words.at(-1))
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  for (const name of ['食堂', '活动', '诉求', '我的']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click()
    await page.waitForTimeout(700)
  }
  await until(async () => (await waitingOn(page)) === 0, 'all are through', { page, ms: 200_000 })
  const slowest = await page.evaluate(() => globalThis.slowest)
  place.road.rule = null

  const tried = place.road.seen.slice(before).filter((one) => one.path.startsWith('/api/pu'))
  assert.ok(lost() >= 2, `only ${lost()} of ${tried.length} were lost on the road`)
  const rows = (await (await place.api('R0033')).mine('report')).map((row) => row.words).sort()
  assert.deepEqual(rows, [...words].sort(), 'once each')
  const { receipts } = await place.holds()
  const ids = new Set(tried.flatMap((one) => one.json?.commands?.map((command) => command.id) ?? []))
  assert.equal(receipts.filter((receipt) => ids.has(receipt.id)).length, words.length)
  assert.ok(slowest > 0, 'fingers were seen')
  assert.ok(slowest <= 200, `from a finger to the next picture: ${slowest} ms`)
  assert.deepEqual(faults, [])
  await context.close()
})
