// An organizer says from when one can sign up, in the folded part of the form; a neighbour's page says so and its button is shut,
// until it is open; and once the time to cancel is over, it says whom to call.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, violations } from '../support.mjs'

const TITLE = '做香囊'
/** More hours than there are until tomorrow afternoon. */
const LONG = 100
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

test('a date opens, closes and is given back when its organizer says', { timeout: 120_000 }, async () => {
  const leader = await phone(browser)
  await signIn(leader.page, await server.card('R0005'))
  await open(leader.page, `${server.origin}/desk/post`)
  await leader.page.getByLabel('活动名称').fill(TITLE)
  await leader.page.locator('summary', { hasText: '报名、取消的时间' }).click()

  // What cannot be is said at its field.
  await leader.page.getByLabel('报名开始：几小时前').fill('1')
  await leader.page.getByLabel('报名截止：几小时前').fill('2')
  await leader.page.getByRole('button', { name: '发布', exact: true }).click()
  await leader.page.getByText('报名开始要早于截止').waitFor()
  assert.ok(await overflow(leader.page) <= 0)
  await leader.page.getByLabel('报名截止：几小时前').fill('')
  await leader.page.getByRole('button', { name: '发布', exact: true }).click()
  await leader.page.getByText('发布了，居民能看到了').waitFor()
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.title === TITLE)
  const date = (await publicRows(server.origin, 'occurrence')).find((one) => one.activity === activity.id)
  assert.deepEqual(date.windows, { opens: 1 })

  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0004'))
  await open(hers.page, `${server.origin}/activities/${date.id}`)
  const main = hers.page.getByRole('main')
  const button = main.getByRole('button', { name: '报名', exact: true })
  await main.getByText('开始报名，请到时候再来').waitFor()
  assert.ok(await button.isDisabled())
  assert.deepEqual(await violations(hers.page), [])

  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const says = async (windows) => {
    const { id: occurrence, starts, ends, venue, capacity } = date
    const plan = { starts, ends, venue, capacity, note: '', windows }
    const outcome = await organizer.do({ edit_occurrence: { occurrence, plan } })
    assert.ok(outcome.applied, JSON.stringify(outcome))
  }
  await says({ closes: LONG })
  await main.getByText('已经截止报名').waitFor()
  assert.ok(await button.isDisabled())

  // It is open, and once she has a place she would have to call.
  await says({ cancel: LONG })
  await main.getByText('已经截止报名').waitFor({ state: 'detached' })
  await button.click()
  await main.getByText('来不了要打电话取消。还报吗？').waitFor()
  assert.deepEqual(await violations(hers.page), [])
  await main.getByRole('button', { name: '先不报' }).click()
  await hers.page.waitForFunction(() => document.activeElement.textContent === '报名')
  await hers.page.keyboard.press('Enter')
  await main.getByRole('button', { name: '是的，报名' }).click()
  await main.locator('.state.is-confirmed', { hasText: '已确认' }).waitFor()
  await main.getByText(/以后不能在手机上取消。来不了，请.*打电话给社区/).waitFor()
  assert.equal(await main.getByRole('button', { name: '不去了' }).count(), 0)
  const neighbour = await apiPhone(server.origin, await server.card('R0004'))
  const [{ id: signup }] = (await neighbour.mine('signup')).filter((one) => one.occurrence === date.id)
  const no = await neighbour.do({ cancel_signup: { signup } })
  assert.deepEqual(no.refused.refusal, { cancel_closed: { since: date.starts - LONG * HOUR } })
  assert.ok((await organizer.do({ cancel_signup: { signup } })).applied, 'whoever runs it is not bound')
  await button.waitFor()
  assert.deepEqual([...leader.faults, ...hers.faults], [])
  await Promise.all([leader.context.close(), hers.context.close()])
})
