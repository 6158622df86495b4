// Networks that lie. The answer is lost after the deed; a station's log-in page answers in the server's place; lines are cut at every
// kind of place; everything takes seconds and a third of it is lost. In the end everything was done once, and said truly meanwhile.
import assert from 'node:assert/strict'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { begin, nudge, pending, reported, until, visit, waitingOn } from '../../faults.mjs'

const picture = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../pictures/today.png')
const { place, settled } = await begin()

/** The pushes since then, and each command of theirs with how often it was sent. */
function pushesSince(before) {
  const pushes = place.road.of('/api/push').slice(before)
  const ids = pushes.flatMap((one) => one.json?.commands.map((command) => command.id) ?? [])
  return { pushes, ids: new Set(ids) }
}

/** Each of these commands has one receipt, and that one says that it was done. */
async function doneOnce(ids) {
  const { receipts } = await place.holds()
  const ours = receipts.filter((receipt) => ids.has(receipt.id))
  assert.equal(ours.length, ids.size, 'a receipt each')
  ours.forEach((receipt) => assert.ok(receipt.outcome.applied, JSON.stringify(receipt)))
}

const LOGIN = '<!doctype html><title>Free WiFi</title><form>Log in</form>'
const PORTALS = {
  'HTML with 200': { status: 200, headers: { 'content-type': 'text/html' }, body: LOGIN },
  'HTML with 511': { status: 511, headers: { 'content-type': 'text/html' }, body: LOGIN },
  'a redirect': { status: 302, headers: { location: '/favicon.svg' }, body: '' },
  'its own JSON': { status: 200, headers: { 'content-type': 'application/json' }, body: '{"user-portal-url":"https://login.invalid"}' },
}

for (const [name, say] of Object.entries(PORTALS)) {
  test(`F19: a captive portal that answers ${name} is no network, and nothing is dropped`, { timeout: 90_000 }, async () => {
    const { context, page, faults } = await settled('R0031')
    const before = place.road.of('/api/push').length
    const words = `登录页挡住了网：${name}`
    await visit(page, `${place.origin}/needs/new`)
    place.road.rule = (one) => (one.path.startsWith('/api') ? { say } : {})
    await page.getByLabel('是什么事').fill(words)
    await page.locator('input[type=file]').setInputFiles(picture)
    await page.locator('.photo img').waitFor()
    await page.getByRole('button', { name: '提交' }).click()
    await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
    await until(() => pending(page).isVisible(), 'it waits')
    // It is tried, more than once, and still waits.
    for (let tries = 0; tries < 3; tries += 1) {
      const seen = place.road.seen.length
      await nudge(page)
      await until(() => place.road.seen.length > seen, 'a try')
    }
    assert.equal(await waitingOn(page), 1)
    assert.ok(await pending(page).isVisible())
    await visit(page, `${place.origin}/`)
    await page.getByText('未联网').first().waitFor()

    place.road.rule = null
    await until(async () => (await waitingOn(page)) === 0, 'it is through', { page })
    await doneOnce(pushesSince(before).ids)
    const api = await place.api('R0031')
    const [row] = (await api.mine('report')).filter((one) => one.words === words)
    assert.ok(row, 'the words arrived')
    const rows = await place.sql(`select length(p.body) as bytes from report_photo r join photo p on p.photo = r.photo
      where lower(hex(r.report)) = '${row.id.replaceAll('-', '')}'`)
    assert.equal(rows.length, 1, 'and so did the photo: a log-in page that answered 200 has not taken it')
    // The browser itself grumbles about what came in the place of the open line.
    assert.deepEqual(faults.filter((line) => !line.includes('EventSource')), [])
    await context.close()
  })
}

/** Where a line can break: before the first byte, after it, in the middle, before the last, and after all of it. */
const CUTS = [0, 1, 40, 500, -200, -1]

test('F21: a batch is interrupted at every kind of place, both ways: each command is done once', { timeout: 180_000 }, async () => {
  const { context, page, faults } = await settled('R0032')
  await context.setOffline(true)
  const words = Array.from({ length: 6 }, (_, at) => `断线也不丢的第 ${at + 1} 件事`)
  for (const one of words) await reported(page, place.origin, one)
  assert.equal(await waitingOn(page), words.length)
  const before = place.road.of('/api/push').length
  const plan = [...CUTS.map((cutUp) => ({ cutUp })), ...CUTS.map((cutDown) => ({ cutDown })), { lose: true }]
  place.road.rule = (one) => (one.path === '/api/push' ? plan[one.number - before] ?? {} : {})
  await context.setOffline(false)
  await until(async () => (await waitingOn(page)) === 0, 'all are through', { page, ms: 120_000 })
  place.road.rule = null
  const { pushes, ids } = pushesSince(before)
  assert.ok(pushes.length >= 8, `only ${pushes.length} pushes were needed`)
  assert.equal(ids.size, words.length)
  await doneOnce(ids)
  const rows = (await (await place.api('R0032')).mine('report')).map((row) => row.words).sort()
  assert.deepEqual(rows, [...words].sort(), 'once each')
  assert.deepEqual(faults, [])
  await context.close()
})
