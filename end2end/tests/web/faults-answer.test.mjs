// F3: the server has committed, and its answer is lost on the way back. The phone knows nothing and says so; it asks again, hears
// that it was done already, and shows it once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, confirmed, pending, signUpButton, until, visit, waitingOn } from '../../faults.mjs'
import { futureDates } from '../../support.mjs'

const { place, settled } = await begin()

/** Where the family's sign-ups for a date stand, one for each. */
const states = (page) => page.getByRole('main').locator('.list.is-tight .state')

/** The pushes since then that the server has answered, whoever heard it. */
const acted = (before) => place.road.of('/api/push').slice(before).filter((one) => one.answer)

/** The command that a push carried, and what the server answered about it. */
const heard = (push) => ({ id: push.json.commands[0].id, ...JSON.parse(push.answer.text).answers[0] })

/** Every look at the list is kept: a second entry that comes and goes is one too many. */
function watchEntries() {
  globalThis.most = 0
  new MutationObserver(() => {
    globalThis.most = Math.max(globalThis.most, document.querySelectorAll('main .list.is-tight .state').length)
  }).observe(document, { childList: true, subtree: true })
}

/** Signs up for a date while every answer to a push is lost, until it was tried three times. */
async function signUpUnheard(page, date) {
  await page.addInitScript(watchEntries)
  await visit(page, `${place.origin}/activities/${date.id}`)
  const before = place.road.of('/api/push').length
  place.road.rule = (one) => (one.path === '/api/push' ? { lose: true } : {})
  await signUpButton(page).click()
  // The browser itself may try a broken line once more: three times are not its work alone.
  await until(() => acted(before).length >= 3, 'it is tried again', { page })
  return before
}

/** From now on answers arrive; a changed text is the way in which a road keeps what was said. */
function hear() {
  place.road.rule = (one) => (one.path === '/api/push' ? { change: (text) => text } : {})
}

/** It was done by the first push; every later one heard the same outcome, again; and there is one of it on the server. */
async function doneOnce(code, date, before) {
  const [first, ...later] = acted(before).map(heard)
  assert.ok(first.outcome.applied, JSON.stringify(first))
  assert.ok(!first.already, 'the lost answer was the one of the deed')
  assert.ok(later.length > 0, 'it was sent again')
  for (const answer of later) assert.deepEqual(answer, { ...first, already: true }, 'the remembered outcome')
  const { signup } = acted(before)[0].json.commands[0].command.sign_up
  const { receipts, signups } = await place.holds()
  assert.equal(receipts.filter((row) => row.id === first.id).length, 1, 'one receipt')
  const api = await place.api(code)
  const ours = (await api.mine('signup')).filter((row) => row.occurrence === date.id)
  assert.deepEqual(ours.map((row) => [row.id, row.state]), [[signup, 'confirmed']], 'one sign-up for whoever asks')
  assert.equal(signups.filter((row) => row.date === date.id && row.party.includes(api.id)).length, 1, 'one row')
}

/** The page says one sign-up that is not confirmed: neither that it is done nor that it failed. */
async function shownWaiting(page) {
  await pending(page).waitFor()
  assert.equal(await confirmed(page).count(), 0)
  assert.equal(await states(page).count(), 1)
  assert.equal(await waitingOn(page), 1, 'what was not answered is kept')
}

/** The page says one sign-up, confirmed, and never said two; nothing waits: now, and when it is opened anew. */
async function shownOnce(page, date) {
  await until(async () => (await waitingOn(page)) === 0, 'it is through', { page })
  place.road.rule = null
  for (const anew of [false, true]) {
    if (anew) await visit(page, `${place.origin}/activities/${date.id}`)
    await confirmed(page).waitFor()
    assert.equal(await states(page).count(), 1)
    assert.equal(await page.evaluate(() => globalThis.most), 1, 'it was never shown twice')
  }
}

test('F3: the answer is lost after the commit: it waits, is sent again, and is shown once', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await settled('R0034')
  const [date] = await futureDates(place.direct)
  const before = await signUpUnheard(page, date)
  await shownWaiting(page)
  hear()
  await shownOnce(page, date)
  await doneOnce('R0034', date, before)
  assert.deepEqual(faults, [])
  await context.close()
})

test('F3: the answer is lost and the app is closed: opened anew it still asks, and shows it once', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await settled('R0035')
  const [date] = await futureDates(place.direct)
  const before = await signUpUnheard(page, date)
  await page.goto('about:blank')
  await visit(page, `${place.origin}/activities/${date.id}`)
  await shownWaiting(page)
  hear()
  await shownOnce(page, date)
  await doneOnce('R0035', date, before)
  assert.deepEqual(faults, [])
  await context.close()
})
