// The phone was off. It is opened where there is no network, or after its battery died in the middle of things.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { confirmed, diskPhone, pending, profileFolder, removeFolder, signUpButton, stand, until, visit, waitingOn } from '../../faults.mjs'
import { cached, futureDates, open, signIn, sleep } from '../../support.mjs'

let place, profile

before(async () => { place = await stand() }, { timeout: 60_000 })
after(() => place?.stop())

/** A phone that has seen the app once, a while ago: a browser takes half a minute to write a new cookie down. */
async function once(code) {
  profile = await profileFolder()
  const first = await diskPhone(profile)
  await signIn(first.page, await place.card(code))
  await cached(first.page)
  await first.close()
  const one = await diskPhone(profile)
  await open(one.page, `${place.origin}/`)
  return one
}

test('F1: cold start without a network: usable within three seconds, with what it knew and how old that is', { timeout: 120_000 }, async () => {
  const first = await once('R0001')
  const [date] = await futureDates(place.direct)
  await visit(first.page, `${place.origin}/activities/${date.id}`)
  await signUpButton(first.page).click()
  await confirmed(first.page).waitFor()
  await sleep(500)
  await first.kill()
  // Not only the browser is offline: there is nobody who could answer.
  await place.kill()
  place.road.rule = () => ({ refuse: true })
  const { context, page, close } = await diskPhone(profile)
  try {
    await context.setOffline(true)
    const began = Date.now()
    await page.goto(`${place.origin}/activities/${date.id}`)
    await confirmed(page).waitFor({ timeout: 10_000 })
    const took = Date.now() - began
    await page.getByText('未联网').first().waitFor()
    assert.ok(took <= 3000, `usable after ${took} ms`)
    await visit(page, `${place.origin}/me`)
    // How old it is: 刚刚更新, or so many minutes ago.
    await page.getByText(/刚刚更新|分钟前/).first().waitFor()
    await page.getByText('周桂珍').first().waitFor()
  } finally {
    await close()
    await removeFolder(profile)
    place.road.rule = null
    await place.start()
  }
})

test('F2: the battery dies after a command was made offline: it still waits, and is sent once', { timeout: 120_000 }, async () => {
  const first = await once('R0030')
  const [, date] = await futureDates(place.direct)
  await visit(first.page, `${place.origin}/activities/${date.id}`)
  await first.context.setOffline(true)
  place.road.rule = () => ({ refuse: true })
  const before = place.road.of('/api/push').length
  await signUpButton(first.page).click()
  // The moment the page says so the disk must have it.
  await pending(first.page).waitFor()
  await first.kill()

  const { page, close } = await diskPhone(profile)
  try {
    await visit(page, `${place.origin}/activities/${date.id}`)
    await pending(page).waitFor()
    assert.equal(await waitingOn(page), 1)
    assert.equal(place.road.of('/api/push').filter((one) => one.answer).length, 0)
    place.road.rule = null
    await until(() => confirmed(page).isVisible(), 'confirmed', { page })
    await until(async () => (await waitingOn(page)) === 0, 'nothing waits any more', { page })
    const sent = place.road.of('/api/push').slice(before).flatMap((one) => one.json.commands.map((command) => command.id))
    assert.equal(new Set(sent).size, 1, 'one command, however often it was tried')
    const { receipts, signups } = await place.holds()
    assert.equal(receipts.filter((receipt) => receipt.id === sent[0]).length, 1)
    const mine = (await (await place.api('R0030')).mine('signup')).filter((row) => row.occurrence === date.id)
    assert.deepEqual(mine.map((row) => row.state), ['confirmed'])
    assert.equal(signups.filter((row) => row.id === mine[0].id).length, 1)
  } finally {
    place.road.rule = null
    await close()
    await removeFolder(profile)
  }
})
