// Two volunteers swap their shifts. One hears the other's code, types it on the other's shift and gives one of their own for it.
// What the shift needs the other does not hold: that is said, nothing changes, and a no is read on the first phone. Another shift
// they agree on, and both phones show who goes where now.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations, wholeHour,
} from '../support.mjs'

// Leads the opera team; knows first aid, as the file says; is a neighbour who holds no certificate.
const [LEADER, HOLDER, OTHER] = ['R0005', 'R0004', 'R0158']
const [AID, CARRY, WATER] = ['看急救箱', '搬道具', '发凉茶']
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** Three shifts of one person each, that do not overlap: two are one volunteer's, the third the other's. */
async function manned(holder, other) {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const organization = (await leader.mine('me'))[0].roles.map((role) => role.leader).find(Boolean)
  const [venue] = await publicRows(server.origin, 'venue')
  const first = wholeHour(50)
  const shifts = {}
  for (const [at, [role, who, skills]] of [[AID, holder, ['first_aid']], [CARRY, holder, []], [WATER, other, []]].entries()) {
    const [shift, starts] = [uuid7(), first + at * 3 * HOUR]
    const plan = { role, about: '', starts, ends: starts + HOUR, venue: venue.id, least: 1, most: 1, skills, children: false }
    applied(await leader.do({ add_shift: { shift, organization, occurrence: null, plan } }))
    applied(await who.do({ take_shift: { duty: uuid7(), shift, resident: who.id } }))
    shifts[role] = shift
  }
  return shifts
}

async function theirs(code) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  return { ...one, main: one.page.getByRole('main'), to: (address) => open(one.page, `${server.origin}${address}`) }
}

/** Gives one's own shift for the one on the page, whose code one was told. */
async function propose({ page, main }, code, role) {
  await main.getByText('跟这一班的人换').waitFor()
  await main.getByLabel('对方的签到码').fill(code)
  await main.getByRole('button', { name: new RegExp(`^拿“${role}，`) }).click()
  // The phone has taken it on.
  await page.waitForFunction(() => document.querySelector('#swap-code')?.value === '')
}

const comes = (main) => main.locator('.state.is-confirmed', { hasText: '说好了来' })

/** The shifts that somebody has, as the server knows them. */
const taken = async (who) => (await who.mine('duty')).filter((duty) => duty.state === 'taken').map((duty) => duty.shift).sort()

test('two shifts change hands when both say so, and not before', { timeout: 180_000 }, async () => {
  const holder = await apiPhone(server.origin, await server.card(HOLDER))
  const other = await apiPhone(server.origin, await server.card(OTHER))
  const shifts = await manned(holder, other)

  const [one, two] = [await theirs(HOLDER), await theirs(OTHER)]
  await two.to(`/shifts/${shifts[WATER]}`)
  await comes(two.main).waitFor()
  const code = (await two.main.locator('p.code').textContent()).trim()
  assert.match(code, /^[0-9A-F]{6}$/)

  // Whoever types no code is told so, and nothing is sent.
  await one.to(`/shifts/${shifts[WATER]}`)
  await one.main.getByRole('button', { name: new RegExp(`^拿“${AID}，`) }).click()
  await one.main.getByText('没送出：还没写字。').waitFor()
  assert.deepEqual(await violations(one.page), [])
  assert.ok(await overflow(one.page) <= 0)
  await propose(one, code.toLowerCase(), AID)
  await one.to(`/shifts/${shifts[AID]}`)
  await one.main.getByText(`您想换成：${WATER}，`).waitFor()
  await one.main.getByText('等对方回话，回话以前两班都不变').waitFor()

  // The other would have to know first aid.
  const asks = (role) => two.main.getByText(`${holder.name}想拿这一班跟您换：${role}，`)
  await asks(AID).waitFor()
  await two.main.getByRole('button', { name: '同意换' }).click()
  const why = `没排上：这一班要有急救证，${other.name}还没有登记。`
  await two.main.getByRole('alert').filter({ hasText: why }).waitFor()
  assert.deepEqual(await violations(two.page), [])
  assert.deepEqual(await taken(other), [shifts[WATER]], 'nothing has changed')
  await two.main.getByRole('button', { name: '不换', exact: true }).click()
  await asks(AID).waitFor({ state: 'detached' })
  await one.main.getByText(`${other.name}不换，这一班还是您的`).waitFor()

  // On another shift they agree.
  await one.to(`/shifts/${shifts[WATER]}`)
  await propose(one, code, CARRY)
  await asks(CARRY).waitFor()
  assert.equal(await comes(one.main).count(), 0, 'it is not theirs yet')
  await two.main.getByRole('button', { name: '同意换' }).click()
  await comes(one.main).waitFor()
  await comes(two.main).waitFor({ state: 'detached' })
  await two.to(`/shifts/${shifts[CARRY]}`)
  await comes(two.main).waitFor()

  await one.to('/me/service')
  for (const role of [AID, WATER]) await one.main.getByRole('link', { name: new RegExp(role) }).waitFor()
  assert.equal(await one.main.getByRole('link', { name: new RegExp(CARRY) }).count(), 0)
  assert.deepEqual(await taken(holder), [shifts[AID], shifts[WATER]].sort())
  assert.deepEqual(await taken(other), [shifts[CARRY]])
  const swapped = (await publicRows(server.origin, 'shift')).filter((shift) => Object.values(shifts).includes(shift.id))
  assert.deepEqual(swapped.map((shift) => shift.taken), [1, 1, 1], 'each of them stays manned')
  assert.deepEqual([...one.faults, ...two.faults], [])
  await Promise.all([one.context.close(), two.context.close()])
})
