// A day of the summer classroom (爱心教室): thirty children whom their families signed up, six volunteers in three roles, two doors
// whose phones have no network. A guardian names who else may collect a child, a child walks in, one is collected by somebody
// who may, and nobody else gets it; when the network is back both doors say the same.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { apiPhone, cached, demoFile, holds, HOUR, launch, open, phone, publicRows, signIn, startServer, uuid7 } from '../support.mjs'

const DESK = { viewport: { width: 390, height: 844 } }
const CHILDREN = 30
const ROLES = ['一楼教室', '门口接送', '图书角']
const VOLUNTEERS = ['R0065', 'R0019', 'R0067', 'R0421', 'R0068', 'R0378']
const COLLECTOR = '沈阿婆'
const MINUTE = 60_000
let server, browser, leader

before(async () => {
  server = await startServer()
  browser = await launch()
  leader = await apiPhone(server.origin, await server.card('R0065'))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const lines = async (name) => (await readFile(demoFile(name), 'utf8')).trim().split('\n').slice(1).map((line) => line.split(','))

/** Guardians with a child of six to fourteen each: [guardian's code, child's code]. */
async function families() {
  const born = new Map((await lines('residents.csv')).map((line) => [line[0], line[4]]))
  const age = (code) => (Date.now() - Date.parse(`${born.get(code)}-01`)) / (365.25 * 24 * HOUR)
  const pairs = (await lines('families.csv')).filter(([, child, bond]) => bond === '监护人' && age(child) > 6.2 && age(child) < 13.8)
  const seen = new Set()
  return pairs.filter(([, child]) => !seen.has(child) && seen.add(child)).map(([guardian, child]) => [guardian, child])
}

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** A date of the classroom that begins in half an hour, with its three roles and their six people. */
async function prepare() {
  const activity = (await publicRows(server.origin, 'activity')).find((row) => row.title === '爱心教室')
  const [venue] = await publicRows(server.origin, 'venue')
  const starts = Date.now() + 30 * MINUTE
  const when = { starts, ends: starts + 3 * HOUR, venue: venue.id }
  const date = uuid7()
  applied(await leader.do({ add_occurrence: { occurrence: date, activity: activity.id, plan: { ...when, capacity: 40, note: '' } } }))
  const shifts = []
  for (const role of ROLES) {
    const shift = uuid7()
    const plan = { ...when, role, about: '', least: 1, most: 2, skills: [], children: true }
    applied(await leader.do({ add_shift: { shift, organization: activity.organization, occurrence: date, plan } }))
    shifts.push(shift)
  }
  for (const [at, code] of VOLUNTEERS.entries()) {
    const volunteer = code === 'R0065' ? leader : await apiPhone(server.origin, await server.card(code))
    applied(await volunteer.do({ take_shift: { duty: uuid7(), shift: shifts[at % 3], resident: volunteer.id } }))
  }
  return { date, shifts }
}

/** Thirty children are signed up by their guardians; answers them in order, with their guardian's code. */
async function signUp(date) {
  const children = []
  const phones = new Map()
  for (const [guardian, child] of await families()) {
    if (children.length === CHILDREN) break
    if (!phones.has(guardian)) {
      const made = await apiPhone(server.origin, await server.card(guardian))
      phones.set(guardian, { made, wards: (await made.mine('me'))[0].wards.map((ward) => ward.person) })
    }
    const { made, wards } = phones.get(guardian)
    const born = new Map((await lines('residents.csv')).map((line) => [line[0], line[1]])).get(child)
    const ward = wards.find((person) => person.name === born)
    applied(await made.do({ sign_up: { signup: uuid7(), occurrence: date, party: [ward.id] } }))
    children.push({ guardian, ...ward })
  }
  assert.equal(children.length, CHILDREN)
  return children
}

/** A leader's phone at a door: it has the list, and then no network. */
async function door(date, last) {
  const there = await phone(browser, DESK)
  await signIn(there.page, await server.card('R0065'))
  await open(there.page, `${server.origin}/desk/dates/${date}`)
  await cached(there.page)
  await row(there.page, last).waitFor()
  await there.context.setOffline(true)
  return there
}

const row = (page, name) => page.getByRole('table', { name: '签到' }).getByRole('row')
  .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) })
const press = (page, name, what) => row(page, name).getByRole('button', { name: new RegExp(`^${what}`) }).click()

/** The guardian's own phone names who else may collect. */
async function nameCollector(date, child) {
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(child.guardian))
  await open(hers.page, `${server.origin}/activities/${date}`)

  // The code for the door is there, and stays without a network.
  const code = hers.page.getByRole('img', { name: '签到码' })
  await code.waitFor()
  await holds(hers.page, async () => (await (await caches.open('codes')).keys()).length > 0)
  await hers.page.getByRole('link', { name: '谁来接' }).click()
  await hers.page.getByLabel('接送人姓名').fill(COLLECTOR)
  await hers.page.getByLabel('接送人手机').fill('19900001234')
  await hers.page.getByRole('button', { name: new RegExp(child.name) }).last().click()
  await hers.page.getByRole('listitem').filter({ hasText: COLLECTOR }).waitFor()
  assert.deepEqual(hers.faults, [])
  await hers.context.close()
}

test('two doors without a network keep one list, and a child goes only with who may collect it', { timeout: 300_000 }, async () => {
  const { date, shifts } = await prepare()
  const children = await signUp(date)
  await nameCollector(date, children[0])
  const last = children.at(-1).name
  const [north, south] = [await door(date, last), await door(date, last)]

  // The first half comes through the north door, the second through the south one; one is seen at both.
  const names = children.map((child) => child.name)
  for (const name of names.slice(0, 4)) await press(north.page, name, '来了')
  for (const name of names.slice(3, 7)) await press(south.page, name, '来了')
  await north.page.getByLabel('没报名、直接来的人').fill('小丁')
  await north.page.getByRole('button', { name: '记上' }).click()
  await north.page.getByText('谁送来的').first().waitFor()
  assert.equal(await row(north.page, '小丁').count(), 0, 'a child that walks in is brought by somebody')
  await north.page.getByLabel('谁送来的').fill('丁师傅')
  await north.page.getByRole('button', { name: '记上' }).click()
  await row(north.page, '小丁').getByText('没报，自己来的').waitFor()

  // Somebody else asks for the child whom Shen may collect; then she comes herself.
  await press(north.page, names[0], '走了')
  const form = north.page.getByRole('form', { name: `谁来接${names[0]}` })
  await form.getByLabel('谁来接').selectOption({ label: '别的人' })
  await form.getByRole('button', { name: '接走了' }).click()
  await form.getByText('请留住孩子，打电话问监护人').waitFor()
  assert.equal(await row(north.page, names[0]).getByRole('button', { name: /^走了/ }).count(), 1, 'the child is still there')
  await form.getByLabel('谁来接').selectOption({ label: COLLECTOR })
  await form.getByRole('button', { name: '接走了' }).click()
  await row(north.page, names[0]).getByText(`${COLLECTOR}接走`).waitFor()
  assert.deepEqual((await leader.mine('presence')).filter((fact) => fact.of.occurrence === date), [], 'nothing was sent yet')

  await Promise.all([north, south].map((one) => one.context.setOffline(false)))
  // Each door learns what the other saw.
  await row(north.page, names[6]).getByRole('button', { name: /^走了/ }).waitFor()
  await row(south.page, names[0]).getByText(`${COLLECTOR}接走`).waitFor()
  await row(south.page, '小丁').waitFor()
  const facts = async () => (await leader.mine('presence')).filter((fact) => fact.of.occurrence === date)
  await north.page.locator('.state.is-pending').first().waitFor({ state: 'detached' })
  await south.page.locator('.state.is-pending').first().waitFor({ state: 'detached' })
  const seen = await facts()
  assert.equal(seen.length, 4 + 4 + 1 + 1, 'every fact of both doors, none twice')
  assert.equal(new Set(seen.filter((fact) => fact.resident).map((fact) => fact.resident)).size, 7)
  assert.deepEqual(seen.filter((fact) => fact.mark === 'out').map((fact) => fact.resident), [children[0].id])

  // The rule does not live in the page: a phone that sends it all the same is refused.
  const escort = { named: '陌生人' }
  const out = { of: { occurrence: date }, resident: children[1].id, name: '', mark: 'out', at: Date.now(), escort }
  const refused = await leader.do({ note_presence: { presence: uuid7(), seen: out } })
  assert.ok(refused.refused, JSON.stringify(refused))

  // Two of the six volunteers are there: too many children for them is said, enough of them is not.
  for (const shift of shifts.slice(0, 2)) {
    const [duty] = (await leader.mine('duty')).filter((duty) => duty.shift === shift)
    const came = { of: { shift }, resident: duty.resident.id, name: '', mark: 'in', at: Date.now() }
    applied(await leader.do({ note_presence: { presence: uuid7(), seen: came } }))
  }
  await north.page.getByText('孩子 7 个，大人 2 位；一位大人最多带 8 个孩子').waitFor()
  assert.deepEqual([...north.faults, ...south.faults], [])
})
