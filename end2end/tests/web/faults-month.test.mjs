// A month without a network. Two hundred things wait, a photo among them; the session has run out meanwhile, and what one of them is
// about was called off. When the phone comes back, the server dies twice: before it hears the photo, and when it has committed a
// push and the phone has not heard of it. Everything is settled once, in its order, and shown as it is.
//
// The month itself is what the server knows of it: that this phone was last seen thirty days ago.
import assert from 'node:assert/strict'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { begin, confirmed, pending, reported, signUpButton, toggle, until, visit, waitingOn } from '../../faults.mjs'
import { Phone } from '../../prove/phones.mjs'
import { addDates } from '../../prove/stage.mjs'
import { HOUR, signIn, sleep } from '../../support.mjs'

const picture = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../pictures/today.png')
const MONTH = 30 * 24 * HOUR
const WAITING = 200
/** Somebody without family here: the page has one button. */
const ALONE = 'R0034'
const { place, settled } = await begin()

const pushes = () => place.road.of('/api/push')

/** What somebody does in a month without a network: `WAITING` commands, in this order. */
async function live(page, [held, calledOff], words) {
  const back = async (times) => {
    await visit(page, `${place.origin}/activities/${held}`)
    await signUpButton(page).waitFor()
    await toggle(page, times)
    await sleep(500)
  }
  await back(49)
  await reported(page, place.origin, words[0], picture)
  await back(49)
  for (const date of [held, calledOff]) {
    await visit(page, `${place.origin}/activities/${date}`)
    await signUpButton(page).click()
    await pending(page).waitFor()
  }
  await reported(page, place.origin, words[1])
  assert.equal(await waitingOn(page), WAITING)
}

/** A road on which the server dies twice and comes back. `deaths` counts how often it has. */
function dyingTwice() {
  const state = { deaths: 0, gone: false, fault: null }
  const dies = async () => {
    await place.kill()
    await place.start()
    state.deaths += 1
    state.gone = false
  }
  const die = () => dies().catch((fault) => { state.fault = fault })
  // An answer that is lost is read first: by then the commit is done.
  const once = async (one) => {
    await until(() => one.answer, 'the server has answered')
    await die()
  }
  place.road.rule = (one) => {
    if (state.gone) return { refuse: true }
    if (one.path.startsWith('/api/photos/') && state.deaths === 0) {
      state.gone = true
      die()
      return { refuse: true }
    }
    if (one.path === '/api/push' && state.deaths === 1) {
      state.gone = true
      once(one).catch((fault) => { state.fault = fault })
      return { lose: true }
    }
    return {}
  }
  return state
}

/** Each of the commands has one receipt; those that were done were done in their order. Answers those that were refused, with why. */
async function receiptsOf(sent) {
  const { receipts } = await place.holds()
  const outcomes = sent.map(({ id }) => {
    const own = receipts.filter((receipt) => receipt.id === id)
    assert.equal(own.length, 1, `${id} has one receipt`)
    return own[0].outcome
  })
  const revisions = outcomes.map((outcome) => outcome.applied?.revision).filter(Boolean)
  assert.deepEqual(revisions, [...revisions].sort((a, b) => a - b), 'in the order of making')
  const refused = sent.map(({ command }, at) => ({ command, refusal: outcomes[at].refused?.refusal }))
  return refused.filter((one) => one.refusal)
}

test('after thirty days without a network two hundred things are settled once, while the server dies twice', { timeout: 400_000 }, async () => {
  const leader = await Phone.signIn(place.direct, await place.card('R0005'))
  const dates = await addDates({ origin: place.direct }, leader, [30, 30], 24 * 6)
  const [held, calledOff] = dates
  const { context, page, faults } = await settled(ALONE)
  await context.setOffline(true)
  const words = ['一个月前拍的：楼道灯不亮', '一个月前写的：门口有积水']
  await live(page, dates, words)

  const { answer } = await leader.push(leader.envelope({ cancel_occurrence: { occurrence: calledOff, reason: '下雨' } }))
  assert.ok(answer.outcome.applied, JSON.stringify(answer))
  await place.sql(`update device set seen = seen - ${MONTH}, made = made - ${MONTH}`)
  const before = pushes().length
  await context.setOffline(false)
  await until(() => pushes().length > before, 'it hears that it is signed out', { page })
  await visit(page, `${place.origin}/me`)
  await page.getByRole('link', { name: '登录', exact: true }).first().waitFor()
  assert.equal(await waitingOn(page), WAITING, 'nothing was dropped')

  place.road.rule = (one) => (one.path === '/api/push' ? { refuse: true } : {})
  await signIn(page, await place.card(ALONE))
  const from = pushes().length
  const server = dyingTwice()
  await until(async () => server.fault || (server.deaths === 2 && (await waitingOn(page)) === 0), 'all are settled', { page, ms: 180_000 })
  assert.equal(server.fault, null)

  const all = pushes().slice(from).flatMap((one) => one.json.commands)
  const sent = [...new Map(all.map((command) => [command.id, command])).values()].sort((a, b) => a.device_seq - b.device_seq)
  assert.equal(sent.length, WAITING)
  assert.ok(all.length > WAITING, 'or no answer was lost')
  const refused = await receiptsOf(sent)
  assert.deepEqual(refused.map(({ command, refusal }) => [command.sign_up?.occurrence, refusal]), [[calledOff, 'occurrence_cancelled']])

  const api = await place.api(ALONE)
  const { signups, dates: after } = await place.holds()
  const own = signups.filter((row) => row.booker === api.id)
  assert.equal(own.length, 99, 'one for each that was done')
  assert.deepEqual(own.filter((row) => row.state === 'confirmed').map((row) => row.date), [held])
  assert.equal(after.find((row) => row.id === held).confirmed, 1)
  assert.deepEqual((await api.mine('report')).map((row) => row.words).sort(), [...words].sort(), 'once each')
  const photos = await place.sql('select length(p.body) as bytes from report_photo r join photo p on p.photo = r.photo')
  assert.equal(photos.length, 1, 'the photo has come, once')

  // And the phone says so.
  await visit(page, `${place.origin}/activities/${held}`)
  await confirmed(page).waitFor()
  assert.equal(await confirmed(page).count(), 1)
  assert.equal(await pending(page).count(), 0)
  await visit(page, `${place.origin}/me/outbox`)
  await page.getByText('这一场取消了').first().waitFor()
  await visit(page, `${place.origin}/needs`)
  await page.getByRole('region', { name: '我提的' }).locator('summary').click()
  for (const text of words) await page.getByRole('listitem').filter({ hasText: text }).first().waitFor()
  assert.deepEqual(faults, [])
})
