// F25: the server's disk broke, and the backup is older than what the phone knows. The phone notices the new life of the database, takes
// everything anew, and sends again what the backup has forgotten; what the backup remembers is not done twice.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { begin, confirmed, reported, signUpButton, until, visit, waitingOn } from '../../faults.mjs'
import { release } from '../../prove/stage.mjs'
import { futureDates } from '../../support.mjs'

const run = promisify(execFile)
const { place, settled } = await begin()

const idle = (page) => until(async () => (await waitingOn(page)) === 0, 'nothing waits', { page })

for (const [name, code, away] of [['is open meanwhile', 'R0001', false], ['was put away meanwhile', 'R0030', true]]) {
  test(`F25: a phone that ${name} sends again what a restored server forgot, and nothing twice`, { timeout: 180_000 }, async () => {
    const { context, page, faults } = await settled(code)
    const [before, forgotten] = [`备份之前 ${code}`, `备份之后 ${code}`]
    await reported(page, place.origin, before)
    await idle(page)
    const file = path.join(place.place, `backup-${code}.db`)
    await run(release, ['--database', place.server.database, 'backup', file])

    const [date] = await futureDates(place.direct)
    await visit(page, `${place.origin}/activities/${date.id}`)
    await signUpButton(page).click()
    await confirmed(page).waitFor()
    await reported(page, place.origin, forgotten)
    await idle(page)
    const receipts = (await place.holds()).receipts.map((receipt) => receipt.id)
    // A phone that is put away has one more thing that nobody heard of.
    const later = `断网时写的 ${code}`
    if (away) {
      await context.setOffline(true)
      await reported(page, place.origin, later)
      await page.goto('about:blank')
    }

    await place.kill()
    const restored = `sqlite:${path.join(place.place, `restored-${code}.db`)}`
    await run(release, ['--database', restored, 'restore', file])
    place.server.database = restored
    assert.ok((await place.holds()).receipts.length < receipts.length, 'the backup knows less')
    await place.start()

    await context.setOffline(false)
    if (away) await visit(page, `${place.origin}/`)
    const own = async () => (await (await place.api(code)).mine('report')).map((row) => row.words).sort()
    const all = [before, forgotten, ...(away ? [later] : [])].sort()
    await until(async () => (await own()).length === all.length, 'all are there again', { page, ms: 40_000 })
    await idle(page)
    assert.deepEqual(await own(), all, 'once each')
    const after = await place.holds()
    const ids = after.receipts.map((receipt) => receipt.id)
    assert.ok(receipts.every((id) => ids.includes(id)), 'under the same ids as the first time')
    assert.equal(new Set(ids).size, ids.length)
    const signups = after.signups.filter((row) => row.date === date.id)
    assert.equal(signups.filter((row) => row.state === 'confirmed').length, signups.length)
    await visit(page, `${place.origin}/activities/${date.id}`)
    await confirmed(page).waitFor()
    assert.equal(await confirmed(page).count(), 1)
    const { stdout } = await run(release, ['--database', restored, 'doctor']).catch((error) => error)
    assert.ok(!/wrong|错/.test(stdout), stdout)
    assert.deepEqual(faults, [])
    await context.close()
  })
}
