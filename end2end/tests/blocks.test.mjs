// The picture of where people live: a report's place is tapped in it without a network, and the desk finds the people of a house.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, kept, launch, open, openDesk, phone, signIn, startServer, violations } from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const picture = (page) => page.locator('.blocks')

test('a house is tapped in the picture, in a lift', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0001'))
  await kept(page)
  await context.setOffline(true)
  await open(page, `${server.origin}/needs/new`)
  await page.getByLabel('是什么事').fill('车棚的门锁坏了')
  await page.getByRole('button', { name: '换个地方' }).click()
  await picture(page).getByRole('button', { name: '看别的小区' }).click()
  await picture(page).getByRole('button', { name: /^桑园里/ }).click()
  // The button is gone; what it opened has the focus.
  await page.waitForFunction(() => document.activeElement?.id === 'blocks')
  const house = picture(page).getByRole('button', { name: '4幢', exact: true })
  const { width, height } = await house.boundingBox()
  assert.ok(width >= 44 && height >= 44, `${width} x ${height}`)
  await house.click()
  assert.equal(await house.getAttribute('aria-pressed'), 'true')
  const listed = await page.locator('#building').evaluate((list) => list.selectedOptions[0].textContent)
  assert.equal(listed, '4幢', 'the list says the same')
  assert.deepEqual(await violations(page), [])
  // And the other way round.
  await page.locator('#building').selectOption({ label: '2幢' })
  await picture(page).locator('[aria-pressed=true]', { hasText: '2幢' }).waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await context.setOffline(false)
  const own = await apiPhone(server.origin, await server.card('R0001'))
  await page.getByText('已收到').first().waitFor()
  const [report] = await own.mine('report')
  assert.equal(report.words, '车棚的门锁坏了')
  assert.ok(report.building)
  assert.deepEqual(faults, [])
  await context.close()
})

test('the desk finds the people of a house by tapping it', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0007'))
  await openDesk(page, server.origin)
  await open(page, `${server.origin}/desk/residents`)
  await page.getByText('按楼幢找').click()
  await picture(page).getByRole('button', { name: /^隆兴嘉苑/ }).click()
  await picture(page).getByRole('button', { name: '3幢', exact: true }).click()
  await page.getByRole('table', { name: '找到的居民' }).waitFor()
  const addresses = await page.locator('.table tbody td[data-label=住址]').allTextContents()
  assert.ok(addresses.length > 0 && addresses.every((one) => one.startsWith('隆兴嘉苑 3幢')), addresses.join())
  assert.deepEqual(faults, [])
  await context.close()
})
