// The committee's own list of residents comes in at the desk: a CSV as an older program for tables writes it, with a title above it.
// One line is wrong, one resident is known; the rest is found afterwards, and the whole is taken back. And one who has moved away.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, launch, open, phone, signIn, startServer, totp } from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const LIST = [
  '西山社区居民名册,,,,,',
  '姓名,小区名称,楼栋号,单元,房号,怎么叫',
  '周新一,隆兴嘉苑,3栋,二单元,201室,小新',
  '周桂珍,隆兴嘉苑,3幢,二单元,201,',
  '沈没门,隆兴嘉苑,99幢,一单元,101,',
].join('\r\n')

test('a list of residents is brought in and taken back', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await phone(browser, { viewport: { width: 390, height: 844 } })
  await signIn(page, await server.card('R0007'))
  await open(page, `${server.origin}/desk`)
  await page.getByRole('heading', { name: '第一次用工作台' }).waitFor()
  const secret = await page.locator('form b.num').textContent()
  await page.getByLabel('设一个密码').fill('山茶 石桥 电梯 豆腐 二胡')
  await page.getByLabel('6 位数字').fill(totp(secret))
  await page.getByRole('button', { name: '设好了，开锁' }).click()
  await page.getByText('这台机器已开锁').waitFor()

  await open(page, `${server.origin}/desk/residents`)
  await page.getByText('登记帮手、名册导入导出、操作记录').click()
  const lists = page.getByRole('region', { name: '导入居民名册' })
  const file = lists.locator('input[type=file]')
  await file.setInputFiles({ name: '坏的.xlsx', mimeType: '', buffer: Buffer.from('PK, and nothing behind it') })
  await lists.getByText('这个文件没读出来').waitFor()
  await file.setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) })
  await lists.getByText('名册.csv，3 行').waitFor()
  assert.equal(await lists.getByLabel('“楼栋号”').locator('option:checked').textContent(), '楼幢')
  await lists.getByLabel('“怎么叫”').selectOption({ label: '称呼' })
  await lists.getByRole('button', { name: '先看看结果' }).click()
  await lists.getByText('新居民 1 人，已在册 1 人，1 行有问题。').waitFor()
  await lists.getByText('没有这幢楼：99幢').waitFor()
  await lists.getByRole('button', { name: '导入', exact: true }).click()
  await lists.getByText('导入了 1 人。').waitFor()

  const search = page.getByLabel('姓名、称呼或住址')
  await search.fill('周新一')
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await page.getByRole('row').filter({ hasText: '周新一' }).filter({ hasText: '小新' }).waitFor()

  await lists.getByRole('button', { name: '整份撤回' }).click()
  await lists.getByRole('button', { name: '撤回', exact: true }).click()
  await lists.getByText('撤回了。').waitFor()
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await page.getByText('没有找到这位居民').waitFor()
  // Somebody else has moved away: their phone is signed out, and the log says who noted it.
  const gone = await apiPhone(server.origin, await server.card('R0040'))
  await search.fill(gone.name)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: gone.name }).filter({ hasText: '1 台' })
  await row.getByRole('button', { name: /^换房、搬走、过世/ }).click()
  const panel = page.getByRole('group', { name: `${gone.name}：换房、搬走、过世` })
  await panel.getByRole('button', { name: '搬走了' }).click()
  await panel.getByRole('button', { name: '记下' }).click()
  await page.getByText(/^记好了，放掉了/).waitFor()
  await page.getByRole('row').filter({ hasText: gone.name }).filter({ hasText: '不住这里了' }).waitFor()
  await assert.rejects(gone.mine('me'), /401/)
  await page.getByRole('button', { name: '查记录' }).click()
  const log = page.getByRole('table', { name: '操作记录' })
  await log.getByRole('row').filter({ hasText: '记搬走' }).filter({ hasText: gone.name }).waitFor()
  await log.getByRole('row').filter({ hasText: '导入名册“名册.csv”' }).waitFor()
  // The browser notes that the first file was refused.
  assert.deepEqual(faults.filter((fault) => !/400/.test(fault)), [])
  await context.close()
})
