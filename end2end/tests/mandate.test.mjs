// A neighbour helps an older one with activities: he asks on his phone, she agrees on hers, he signs her up, she reads who did it,
// takes it back and ends it; from then on he sees and does nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, futureDates, kept, launch, open, overflow, phone, signIn, startServer, uuid7, violations,
} from '../support.mjs'

// Who helps, who is helped (of that name behind that door), and somebody who has nothing to do with it.
const [HELPER, WHOM, NEIGHBOUR] = ['R0158', 'R0004', 'R0024']
const DOOR = { name: '朱建平', room: '301' }
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A signed-in phone with the page of helpers open. */
async function neighbour(code) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await kept(one.page)
  await open(one.page, `${server.origin}/me/helpers`)
  await one.page.getByRole('heading', { level: 1, name: '我的帮手' }).waitFor()
  return one
}

const line = (one, text) => one.page.getByRole('main').getByRole('listitem').filter({ hasText: text })

test('a helper asks, is let, signs her up, and is ended', { timeout: 120_000 }, async () => {
  const helper = await neighbour(HELPER)
  const api = await apiPhone(server.origin, await server.card(HELPER))
  await helper.page.getByRole('button', { name: '问对方' }).click()
  await helper.page.getByText('请写姓名和室号。').waitFor()
  await helper.page.getByLabel('对方的姓名').fill(DOOR.name)
  await helper.page.getByLabel('对方家的室号').fill(DOOR.room)
  await helper.page.getByRole('checkbox', { name: /替他报/ }).check()
  await helper.page.getByRole('button', { name: '问对方' }).click()
  const taken = line(helper, DOOR.name)
  await taken.getByText('等同意').waitFor()
  assert.deepEqual(await violations(helper.page), [])
  assert.ok((await overflow(helper.page)) <= 0)

  // Nothing may be done before she agrees.
  const whom = await neighbour(WHOM)
  const hers = await apiPhone(server.origin, await server.card(WHOM))
  const [date] = await futureDates(server.origin)
  const signup = uuid7()
  const signUp = { sign_up: { signup, occurrence: date.id, party: [hers.id] } }
  assert.deepEqual(await api.do(signUp), { refused: { refusal: 'not_your_family' } })
  const given = line(whom, api.name)
  await given.getByRole('button', { name: '同意', exact: true }).click()
  await whom.page.getByRole('button', { name: '确定同意' }).click()
  await given.getByText('有效').waitFor()
  await taken.getByText('有效').waitFor()

  // He signs her up; she reads who did it, and undoes it.
  const again = { sign_up: { signup: uuid7(), occurrence: date.id, party: [hers.id] } }
  assert.ok((await api.do(again)).applied)
  const done = line(whom, `代办人 ${api.name}`)
  await done.waitFor()
  assert.deepEqual(await violations(whom.page), [])
  assert.ok((await overflow(whom.page)) <= 0)
  await done.getByRole('button', { name: '撤掉' }).click()
  await whom.page.getByRole('button', { name: '确定撤掉' }).click()
  await done.locator('.state.is-done').waitFor()

  // She ends it; for him there is nothing of hers any more, and for a stranger there never was.
  assert.ok((await hers.do({ sign_up: { signup: uuid7(), occurrence: date.id, party: [hers.id] } })).applied)
  assert.ok((await api.mine('signup')).some((row) => row.booker.id === hers.id))
  await given.getByRole('button', { name: '不用对方办了' }).click()
  await whom.page.getByRole('button', { name: '确定不用了' }).click()
  await given.getByText('停的').waitFor()
  await taken.getByText('停的').waitFor()
  assert.ok(!(await api.mine('signup')).some((row) => row.booker.id === hers.id))
  const late = { sign_up: { signup: uuid7(), occurrence: date.id, party: [hers.id] } }
  assert.deepEqual(await api.do(late), { refused: { refusal: 'not_your_family' } })
  const stranger = await apiPhone(server.origin, await server.card(NEIGHBOUR))
  assert.deepEqual(await stranger.mine('mandate'), [])
})
