// Lunch from the order to the plate. The demonstration closes its orders the evening before, so this canteen is another one: its
// committee's files say that lunch is ordered until just before midnight of the same day, and so a meal can be ordered and handed
// out within one story.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, beijing, lateOrders, launch, notOverMidnight, open, phone, publicRows, signIn, startServer,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
let server, browser

before(async () => {
  await notOverMidnight()
  server = await startServer('sqlite', { 'community.csv': await lateOrders() })
  browser = await launch()
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

test('a lunch is ordered, handed out by its number, and only once', { timeout: 120_000 }, async () => {
  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0001'))
  await open(hers.page, `${server.origin}/canteen`)
  await hers.page.getByRole('button', { name: '多一份' }).first().click()
  await hers.page.getByRole('button', { name: '订餐', exact: true }).click()
  const number = hers.page.locator('#orders .code')
  await number.waitFor()
  // One more of the same, in one step.
  await hers.page.locator('#orders').getByRole('button', { name: '改一改' }).click()
  await hers.page.getByRole('button', { name: '多一份' }).first().click()
  await hers.page.getByRole('button', { name: '改好了' }).click()
  await hers.page.locator('#orders').getByText('2 份').waitFor()
  await number.waitFor()
  const api = await apiPhone(server.origin, await server.card('R0001'))
  const [order] = await api.mine('order')
  assert.deepEqual([order.day, order.state], [beijing().slice(0, 10), 'booked'], 'for today')

  const cook = await phone(browser, DESK)
  await signIn(cook.page, await server.card('R0006'))
  await open(cook.page, `${server.origin}/desk/kitchen`)
  const counter = cook.page.getByRole('region', { name: '窗口' })
  const field = counter.getByLabel('取餐号')
  assert.match(String(order.code), /^\d{4}$/)
  // What the camera reads from her phone's picture stands in the field in the same way.
  await hers.page.getByAltText('取餐的码').waitFor()
  await field.fill(`${server.origin}/activities/${order.eater.id}`)
  await counter.getByText(`${order.code} 号 ${order.eater.name}`).waitFor()
  await field.fill(String(order.code))
  await counter.getByText(`${order.code} 号 ${order.eater.name}`).waitFor()
  await counter.getByText(`${order.lines[0].name} 2 份`).waitFor()
  const before = (await publicRows(server.origin, 'serving')).find((one) => one.id === order.lines[0].serving)
  await counter.getByRole('button', { name: '收了现金，发餐' }).click()
  await counter.getByText('已发', { exact: true }).first().waitFor()
  assert.equal(await field.inputValue(), '', 'ready for the next in the queue')

  // Her phone hears of it by itself.
  await hers.page.locator('#orders').getByText('已取走').first().waitFor()
  await number.waitFor({ state: 'detached' })
  assert.equal((await api.mine('order'))[0].state, 'handed_out')
  const served = (await publicRows(server.origin, 'serving')).find((one) => one.id === before.id)
  assert.deepEqual([served.ordered, served.served], [before.ordered - 2, before.served + 2])

  // What is left and what was thrown away come to the rest of what was cooked, or it is not taken on.
  // All that is noted after the meal is folded until the meal is over, whenever this runs.
  const fold = cook.page.locator('details', { has: cook.page.locator('#till') })
  if (!(await fold.evaluate((one) => one.open))) await fold.locator('> summary').click()
  const rest = served.portions - served.ordered - served.served
  const form = cook.page.getByRole('form', { name: '剩菜和浪费' })
  await form.getByLabel('菜', { exact: true }).selectOption(served.id)
  await form.getByLabel('剩下').fill(String(rest))
  await form.getByLabel('倒掉').fill('1')
  await form.getByRole('button', { name: '记下' }).click()
  await form.getByText(`做了 ${served.portions}`).waitFor()
  await form.getByLabel('剩下').fill(String(rest - 1))
  await form.getByRole('button', { name: '记下' }).click()
  await form.getByText('记下了').waitFor()
  const counted = (await publicRows(server.origin, 'serving')).find((one) => one.id === before.id)
  assert.deepEqual([counted.wasted, counted.counted], [1, true])

  // She says how it was, and the cook reads it without a name.
  await open(hers.page, `${server.origin}/me/meals`)
  await hers.page.getByRole('button', { name: '说说怎么样' }).click()
  await hers.page.getByText('一般', { exact: true }).click()
  await hers.page.getByRole('button', { name: '太咸' }).click()
  await hers.page.getByLabel('还想说的').fill('汤再热一点')
  await hers.page.getByRole('button', { name: '告诉食堂' }).click()
  await hers.page.getByText('一般 · 太咸 · 汤再热一点').waitFor()
  const said = cook.page.getByRole('region', { name: '大家说的' })
  await said.getByText('太咸 1').waitFor()
  assert.ok(!(await said.innerText()).includes(order.eater.name))

  // The same number again: there is nothing to press, and the server says no to whoever asks all the same.
  await field.fill(String(order.code))
  await counter.getByText('这一单已经发过了').waitFor()
  assert.equal(await counter.getByRole('button', { name: '发餐' }).count(), 0)
  const again = await (await apiPhone(server.origin, await server.card('R0006'))).do({ hand_out: { order: order.id } })
  assert.deepEqual(again, { refused: { refusal: 'already_handed_out' } })

  // What was paid is in the till, and the day is closed with words for the coin that is missing.
  const teller = await apiPhone(server.origin, await server.card('R0006'))
  const [payment] = await teller.mine('payment')
  assert.deepEqual([payment.id, payment.tender], [order.id, 'cash'])
  assert.equal((await teller.mine('till'))[0].cash_fen, payment.paid_fen)
  const till = cook.page.getByRole('region', { name: '日结' })
  await till.getByLabel('实数现金（元）').fill(String((payment.paid_fen - 10) / 100))
  await till.getByRole('button', { name: '结这一天' }).click()
  await till.getByText('还没写字').waitFor()
  await till.getByLabel('不一样的原因').fill('少了一角')
  await till.getByRole('button', { name: '结这一天' }).click()
  await till.getByText('：少了一角').waitFor()
  await cook.page.getByText('这一天结好了').waitFor()
  assert.equal((await teller.mine('till'))[0].closed.counted_fen, payment.paid_fen - 10)
  assert.deepEqual([...hers.faults, ...cook.faults], [])
  await Promise.all([hers.context.close(), cook.context.close()])
})

test('who calls gets a lunch, and their own page says who ordered it', { timeout: 120_000 }, async () => {
  const cook = await phone(browser, DESK)
  await signIn(cook.page, await server.card('R0006'))
  await open(cook.page, `${server.origin}/desk/kitchen`)
  const form = cook.page.getByRole('region', { name: '柜台代订' })
  const his = await phone(browser)
  await signIn(his.page, await server.card('R0021'))
  const api = await apiPhone(server.origin, await server.card('R0021'))
  const [{ name }] = await api.mine('me')
  await form.getByLabel('谁来吃').fill(name)
  await form.getByRole('button', { name: '找人' }).click()
  await form.getByText(name, { exact: true }).first().click()
  await form.getByRole('button', { name: '多一份' }).last().click()
  await form.getByRole('button', { name: '订下', exact: true }).click()
  await form.getByText('订好了').waitFor()
  await open(his.page, `${server.origin}/canteen`)
  await his.page.locator('#orders').getByText('柜台代订').waitFor()
  assert.equal((await api.mine('order'))[0].via, 'counter')
  assert.deepEqual([...his.faults, ...cook.faults], [])
  await Promise.all([his.context.close(), cook.context.close()])
})
