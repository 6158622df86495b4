// A long list at the desk: its first lines are there at once and the others follow; what changes in one line leaves the others alone;
// and each line's button is reached and answered with the keyboard, although the table hears for all of them. The list of teams grows
// before its end comes on the screen, or by its button, and back leads to where one was in it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { crowdOfTeams } from '../bench/fingers.mjs'
import { inTurns } from '../prove/stage.mjs'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations, wholeHour,
} from '../support.mjs'

/** More than two parts of the list. */
const PEOPLE = 48
/** Three parts of the list of teams, of which each is so long. */
const [TEAMS, PART] = [130, 48]
const TEAM = 'main a[href^="/organizations/"]'
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
  const [occurrence, starts] = [uuid7(), wholeHour(96)]
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

const teams = (page) => page.locator(TEAM)
const drawn = (page, rows) => page.waitForFunction(([team, rows]) => document.querySelectorAll(team).length === rows, [TEAM, rows])
const focusedTeam = (page, at) => page.waitForFunction(([team, at]) =>
  [...document.querySelectorAll(team)].indexOf(document.activeElement) === at, [TEAM, at])

/** The teams among what the server draws. */
async function withoutScript({ origin }) {
  const page = await (await fetch(`${origin}/organizations`)).text()
  return page.match(/href="\/organizations\/[0-9a-f-]{36}"/g).length
}

test('a thousand teams would come in parts: by the button, by scrolling, and when one comes back', { timeout: 180_000 }, async () => {
  const place = await startServer('sqlite', { 'organizations.csv': await crowdOfTeams(TEAMS) })
  try {
    assert.equal(await withoutScript(place), PART)
    assert.equal(await withoutScript(server), 43, 'all of the demonstration')
    const { context, page, faults } = await phone(browser)
    await open(page, `${place.origin}/organizations`)
    await page.getByText(`${TEAMS} 个组织`).waitFor()
    await drawn(page, PART)

    // With the keyboard, from where the page is: nobody scrolls.
    const more = page.locator('.growth')
    await teams(page).evaluateAll((all) => all.forEach((one) => { one.drawn = 'before' }))
    for (const [there, button] of [[PART, `再看 ${PART} 个`], [2 * PART, `再看 ${TEAMS - 2 * PART} 个`]]) {
      assert.equal((await more.textContent()).trim(), button)
      await more.evaluate((button) => button.focus({ preventScroll: true }))
      await page.keyboard.press('Enter')
      await drawn(page, Math.min(there + PART, TEAMS))
      await focusedTeam(page, there)
    }
    await more.waitFor({ state: 'hidden' })
    const kept = await teams(page).evaluateAll((all) => all.filter((one) => one.drawn === 'before').length)
    assert.equal(kept, PART, 'what was drawn stays what it was')
    assert.deepEqual(await violations(page), [])
    assert.ok(await overflow(page) <= 0)

    // What is looked for is another list.
    await page.getByRole('searchbox').fill('队')
    await drawn(page, PART)

    // A page that is scrolled never comes to its end before the list does.
    await open(page, `${place.origin}/organizations`)
    await drawn(page, PART)
    for (let rows = PART; rows < TEAMS; rows = await teams(page).count()) {
      await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }))
      await page.waitForFunction(([team, rows]) => document.querySelectorAll(team).length > rows, [TEAM, rows])
    }
    assert.equal(await teams(page).count(), TEAMS)

    for (const way of ['phone', 'page']) {
      const far = teams(page).nth(TEAMS - 10)
      await far.evaluate((row) => row.scrollIntoView({ block: 'center', behavior: 'instant' }))
      const [y, address] = [await page.evaluate(() => scrollY), await far.getAttribute('href')]
      await far.click()
      await page.waitForFunction((address) => location.pathname === address && scrollY === 0 && document.querySelector('.back'), address)
      if (way === 'phone') await page.goBack()
      else await page.locator('.back').click()
      await page.waitForFunction((y) => location.pathname === '/organizations' && Math.abs(scrollY - y) < 3, y)
      await drawn(page, TEAMS)
    }
    assert.deepEqual(faults, [])
    await context.close()
  } finally {
    await place.stop()
  }
})
