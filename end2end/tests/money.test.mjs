// Meal money from the desk to the plate and back: somebody pays ahead, pays a meal from the balance, gives it up and has the money
// back; every step is a line of a statement that nobody else sees.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, launch, open, overflow, phone, publicRows, signIn, startServer, totp, uuid7, violations,
} from '../support.mjs'

const [OWNER, STAFF, NEIGHBOUR] = ['R0001', 'R0007', 'R0158']
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** The social worker unlocks the desk and takes 50 yuan in cash for somebody. Answers the number of the receipt. */
async function payAhead(name) {
  const { context, page, faults } = await phone(browser, { viewport: { width: 1280, height: 900 } })
  await signIn(page, await server.card(STAFF))
  await open(page, `${server.origin}/desk`)
  await page.getByRole('heading', { name: '第一次用工作台' }).waitFor()
  const secret = await page.locator('form b.num').textContent()
  await page.getByLabel('设一个密码').fill('山茶 石桥 电梯 豆腐 二胡')
  await page.getByLabel('6 位数字').fill(totp(secret))
  await page.getByRole('button', { name: '设好了，开锁' }).click()
  await page.getByText('这台机器已开锁').waitFor()
  await open(page, `${server.origin}/desk/residents`)
  await page.getByLabel('姓名、称呼或住址').fill(name)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await page.getByRole('row').filter({ hasText: name }).getByRole('button', { name: /^饭费/ }).click()
  const form = page.getByRole('form', { name: `${name}的饭费` })
  await form.getByRole('button', { name: '收了现金，存上' }).click()
  await form.getByText('请写一个多于 0 的钱数').waitFor()
  await form.getByLabel('多少元').fill('50')
  await form.getByRole('button', { name: '收了现金，存上' }).click()
  const receipt = await page.getByText(/^收据号 [0-9A-F]{8}$/).textContent()
  await page.getByText('记上了，收据号在上面').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
  return receipt
}

test('a meal is paid from the balance and given back', { timeout: 120_000 }, async () => {
  const owner = await apiPhone(server.origin, await server.card(OWNER))
  const receipt = await payAhead(owner.name)
  assert.deepEqual((await owner.mine('wallet')).map((wallet) => wallet.fen), [5000])

  const days = Date.now() + (8 + 3 * 24) * 3_600_000
  const day = new Date(days).toISOString().slice(0, 10)
  const dish = (await publicRows(server.origin, 'serving')).find((one) => one.day === day && one.price_fen >= 300)
  const order = uuid7()
  const portions = [{ serving: dish.id, count: 1 }]
  assert.ok((await owner.do({ place_order: { order, day, eater: owner.id, portions } })).applied)
  const [{ total_fen: price, subsidy_fen: subsidy = 0 }] = await owner.mine('order')
  assert.equal(subsidy, 200, 'she is over 60')

  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(OWNER))
  await open(page, `${server.origin}/me/money`)
  await page.getByRole('heading', { level: 1, name: '饭费' }).waitFor()
  await page.getByText(receipt).waitFor()
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: '用余额付' }).click()
  await page.getByRole('button', { name: '确定付' }).click()
  await page.getByText('还没付的饭').waitFor({ state: 'detached' })
  await page.getByText('付款待确认').waitFor({ state: 'detached' })
  const balance = 5000 - (price - subsidy)
  assert.deepEqual((await owner.mine('wallet')).map((wallet) => wallet.fen), [balance])
  assert.deepEqual((await owner.mine('payment')).map((payment) => payment.paid_fen), [price - subsidy])
  const again = await owner.do({ pay_order: { entry: uuid7(), order } })
  assert.deepEqual(again, { refused: { refusal: 'already_paid' } })

  assert.ok((await owner.do({ cancel_order: { order } })).applied)
  await page.getByText('退餐').waitFor()
  assert.deepEqual((await owner.mine('wallet')).map((wallet) => wallet.fen), [5000])
  const entries = (await owner.mine('entry')).map((entry) => entry.postings.balance)
  assert.equal(entries.reduce((a, b) => a + b, 0), 5000, 'the statement is the balance')

  const neighbour = await apiPhone(server.origin, await server.card(NEIGHBOUR))
  for (const noun of ['wallet', 'entry', 'payment', 'till']) assert.deepEqual(await neighbour.mine(noun), [], noun)
  assert.deepEqual(faults, [])
  await context.close()
})
