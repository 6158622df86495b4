// It rains, and the dance on the square moves indoors: its organizer changes the place on the phone. Whoever is signed up reads it;
// one does not want to go there and gives the place back, and the head of the line moves up. One was in a lift all the while, and
// reads it afterwards.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, launch, open, phone, publicRows, signIn, sleep, startServer, unfoldChange, uuid7,
} from '../support.mjs'

const [OUTDOORS, INDOORS] = ['综合体门前广场', '书画室']
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A date of two places on the square, in two days. */
async function onTheSquare(organizer) {
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const venue = (await publicRows(server.origin, 'venue')).find((one) => one.name === OUTDOORS)
  const occurrence = uuid7()
  // On a whole minute: forms know no seconds.
  const starts = Math.floor((Date.now() + 50 * HOUR) / HOUR) * HOUR
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 2, note: '' }
  const outcome = await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  return occurrence
}

/** Somebody who signs up, and their phone with the date before them. */
async function goes(code, occurrence) {
  const api = await apiPhone(server.origin, await server.card(code))
  const outcome = await api.do({ sign_up: { signup: uuid7(), occurrence, party: [api.id] } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  const state = async () => (await api.mine('signup')).find((one) => one.occurrence === occurrence).state
  return { api, state }
}

async function looks(code, occurrence) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await open(one.page, `${server.origin}/activities/${occurrence}`)
  const main = one.page.getByRole('main')
  await main.getByText(OUTDOORS).first().waitFor()
  return { ...one, main }
}

async function until(what, wanted) {
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await what()) === wanted) return
    await sleep(200)
  }
  assert.equal(await what(), wanted)
}

test('a dance moves indoors, one leaves, the next one moves up, and the lift hears of it', { timeout: 180_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const occurrence = await onTheSquare(organizer)
  const [stays, leaves, next] = [await goes('R0001', occurrence), await goes('R0004', occurrence), await goes('R0030', occurrence)]
  assert.deepEqual([await stays.state(), await leaves.state()], ['confirmed', 'confirmed'])
  assert.equal((await next.state()).waiting.position, 1)

  const [inTheLift, hers] = [await looks('R0001', occurrence), await looks('R0004', occurrence)]
  await inTheLift.context.setOffline(true)

  // The organizer stands on the wet square with a phone.
  const leader = await phone(browser)
  await signIn(leader.page, await server.card('R0005'))
  await open(leader.page, `${server.origin}/desk/dates/${occurrence}`)
  await unfoldChange(leader.page)
  const venue = leader.page.getByLabel('场地', { exact: true })
  await venue.locator('option', { hasText: INDOORS }).first().waitFor({ state: 'attached' })
  const name = (await venue.locator('option').allTextContents()).find((text) => text.startsWith(INDOORS))
  await venue.selectOption({ label: name })
  await leader.page.getByRole('button', { name: '保存改动' }).click()
  await leader.page.getByText('改好了，报名的人都能看到').waitFor()

  // Who is signed up reads it where they are, and keeps the place until they say otherwise.
  await hers.main.getByText(INDOORS).first().waitFor()
  await hers.main.getByText(OUTDOORS).first().waitFor({ state: 'detached' })
  assert.equal(await leaves.state(), 'confirmed')
  await hers.page.getByRole('button', { name: '不去了' }).click()
  await hers.page.getByRole('button', { name: '是的，不去了' }).click()
  await until(leaves.state, 'cancelled')
  await until(next.state, 'confirmed')

  // The lift has an old page, and then the new one.
  assert.ok(await inTheLift.main.getByText(OUTDOORS).count(), 'nothing was heard in the lift')
  await inTheLift.context.setOffline(false)
  await inTheLift.main.getByText(INDOORS).first().waitFor()
  assert.equal(await stays.state(), 'confirmed')
  assert.deepEqual([...hers.faults, ...leader.faults, ...inTheLift.faults], [])
  await Promise.all([hers, leader, inTheLift].map((one) => one.context.close()))
})
