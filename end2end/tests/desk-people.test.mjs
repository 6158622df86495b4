// What staff do rarely and cannot easily undo: they make one person of two records, correct one, take everything of the community
// along, and take money back that was noted wrongly. Each on a machine of their own, and whom it is about sees it on their own phone.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import {
  apiPhone, futureDates, launch, open, openDesk, overflow, phone, signIn, startServer, terminal, uuid7, violations,
} from '../support.mjs'

// Two women of one month of birth: both have phones, and still may be one. Somebody with a wrong name. And six members of staff.
const [STAYS, GOES, OWNER, CORRECTED] = ['R0131', 'R0148', 'R0001', 'R0024']
const [MERGES, ASKS, AGREES, CASHIER, CORRECTS] = ['R0007', 'R0079', 'R0087', 'R0090', 'R0091']
const STAYS_THERE = 'R0105'

// What is in an archive, as far as the story looks at it.
const UNPACK = `
import csv, io, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
names = archive.namelist()
residents = archive.read('residents.csv').decode('utf-8-sig')
residents = list(csv.reader(io.StringIO(residents, newline='')))
book = zipfile.ZipFile(io.BytesIO(archive.read([name for name in names if name.endswith('.xlsx')][0])))
json.dump({
    'broken': [archive.testzip(), book.testzip()],
    'names': names,
    'header': residents[0],
    'codes': [row[0] for row in residents[1:]],
    'sheets': [name for name in book.namelist() if name.startswith('xl/worksheets/sheet')],
}, sys.stdout)
`
let server, browser

/** The codes of the residents in the workbook as LibreOffice reads it, or nothing where there is no LibreOffice. */
async function readByLibreOffice(file, place, sheets) {
  const run = promisify(execFile)
  await run('python3', ['-c', 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])', file, '社区.xlsx', place])
  // Every sheet as a file, in UTF-8, with commas and quotes.
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
  const profile = `-env:UserInstallation=file://${path.join(place, 'profile')}`
  try {
    await run('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', place, path.join(place, '社区.xlsx')])
  } catch (fault) {
    if (fault.code === 'ENOENT') return null
    throw fault
  }
  const files = (await readdir(place)).filter((name) => name.startsWith('社区-') && name.endsWith('.csv'))
  assert.equal(files.length, sheets)
  const residents = await readFile(path.join(place, '社区-居民.csv'), 'utf8')
  return residents.trim().split('\n').slice(1).map((line) => line.split(',')[0].replaceAll('"', ''))
}

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A member of staff at a machine with the desk open, on the page of residents. */
async function desk(code) {
  const one = await phone(browser, { viewport: { width: 1280, height: 900 } })
  await signIn(one.page, await server.card(code))
  await openDesk(one.page, server.origin)
  await open(one.page, `${server.origin}/desk/residents`)
  await one.page.getByRole('region', { name: '找居民' }).waitFor()
  return one
}

/** Searches for somebody, and answers their line. */
async function find(page, name) {
  await page.getByLabel('姓名、称呼或住址').fill(name)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  return page.getByRole('table', { name: '找到的居民' }).getByRole('row').filter({ hasText: name })
}

test('two records become one person, whose sign-ups both are', { timeout: 90_000 }, async () => {
  const [stays, goes] = await Promise.all([STAYS, GOES].map(async (code) => apiPhone(server.origin, await server.card(code))))
  const dates = await futureDates(server.origin)
  const first = dates[0]
  const second = dates.find((one) => one.starts >= first.ends)
  const signup = (date, who) => ({ sign_up: { signup: uuid7(), occurrence: date.id, party: [who.id] } })
  assert.ok((await stays.do(signup(first, stays))).applied)
  assert.ok((await goes.do(signup(second, goes))).applied)
  // One of the two phones of the record that goes has a screen.
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(GOES))

  const { context, page, faults } = await desk(MERGES)
  await (await find(page, stays.name)).getByRole('button', { name: /^登记了两份/ }).click()
  await page.getByText(`已经选了${stays.name}。`).waitFor()
  await (await find(page, goes.name)).getByRole('button', { name: /^和选中的比一比/ }).click()
  const panel = page.getByRole('group', { name: '两份资料' })
  await panel.getByRole('row').filter({ hasText: '登录的手机' }).filter({ hasText: '2 台手机' }).waitFor()
  await panel.getByRole('row').filter({ hasText: '没到的报名' }).filter({ hasText: '报名 1' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'merging')
  assert.deepEqual(await violations(page), [])

  await panel.getByRole('button', { name: '合并成一个人' }).click()
  await panel.getByText(`把${goes.name}这份并到${stays.name}？`).waitFor()
  await panel.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByText('合并好了。').first().waitFor()
  await page.getByText('另一份的手机退出了').waitFor()
  await panel.waitFor({ state: 'detached' })
  // The list is read again: the old name is found, and nothing can be done with it.
  const former = page.getByRole('table', { name: '找到的居民' }).getByRole('row').filter({ hasText: `已并到${stays.name}` })
  await former.waitFor()
  assert.equal(await former.getByRole('button').count(), 0)

  const signups = (await stays.mine('signup')).filter((one) => one.state !== 'cancelled')
  assert.deepEqual(signups.map((one) => one.occurrence).sort(), [first.id, second.id].sort())
  for (const one of signups) assert.deepEqual([one.booker.id, ...one.party.map((who) => who.id)], [stays.id, stays.id])
  await assert.rejects(goes.mine('me'), /401/)
  await open(hers.page, `${server.origin}/me`)
  await hers.page.getByRole('link', { name: '登录', exact: true }).first().waitFor()
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})

test('a name and a number that are wrong are corrected, and whose they are is told', { timeout: 90_000 }, async () => {
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(CORRECTED))
  const theirs = await apiPhone(server.origin, await server.card(CORRECTED))
  const [{ name }] = await theirs.mine('me')

  const { context, page, faults } = await desk(CORRECTS)
  await (await find(page, name)).getByRole('button', { name: /^改资料/ }).click()
  const form = page.getByRole('form', { name: `${name}：改资料` })
  await form.waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'correct-name')
  const field = form.getByLabel('登记的姓名')
  assert.equal(await field.inputValue(), name)
  assert.deepEqual(await violations(page), [])

  // What is wrong is said beside its field, and nothing that was typed is lost.
  await field.fill(`${name.slice(0, 1)}改好`)
  await form.getByLabel('登记的出生年月').fill('五月')
  await form.getByRole('button', { name: '改好了' }).click()
  await page.waitForFunction(() => document.activeElement?.id === 'correct-born')
  const born = form.getByLabel('登记的出生年月')
  assert.equal(await born.getAttribute('aria-invalid'), 'true')
  assert.match(await born.getAttribute('aria-describedby'), /correct-born-error/)
  assert.equal(await field.inputValue(), `${name.slice(0, 1)}改好`)
  await born.fill('1951年6月')
  await form.getByLabel('登记的电话').fill('138 0000 0066')
  await context.setOffline(true)
  await form.getByRole('button', { name: '改好了' }).click()
  await page.getByText('没办成：现在没有网').waitFor()
  await context.setOffline(false)
  assert.equal(await form.getByLabel('登记的电话').inputValue(), '138 0000 0066')
  await form.getByRole('button', { name: '改好了' }).click()
  await page.getByText('资料改好了，已经告诉本人。').waitFor()
  await form.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.id === 'corrected')

  // She is called so on her own phone, and reads that it was corrected.
  const [me] = await theirs.mine('me')
  assert.deepEqual([me.name, me.born], [`${name.slice(0, 1)}改好`, '1951-06'])
  await open(hers.page, `${server.origin}/me/notices`)
  await hers.page.getByText('社区改了登记资料').first().waitFor()
  await (await find(page, me.name)).getByRole('button', { name: /^改资料/ }).click()
  await page.waitForFunction(() => document.activeElement?.id === 'correct-name')
  assert.equal(await page.getByLabel('登记的电话').inputValue(), '13800000066')
  await page.getByRole('button', { name: '先不改' }).click()
  await page.waitForFunction(() => /^correct-[0-9a-f]{8}-/.test(document.activeElement?.id ?? ''))
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})

test('two members of staff take everything along, once, and a fresh server reads it', { timeout: 120_000 }, async () => {
  const [asks, agrees] = [await desk(ASKS), await desk(AGREES)]
  const part = async ({ page }) => {
    await page.getByText('登记帮手、名册导入导出、操作记录').click()
    return page.getByRole('form', { name: '导出整份名册' })
  }
  const [own, other] = [await part(asks), await part(agrees)]
  await own.getByRole('button', { name: '申请导出全部数据' }).click()
  await own.getByText('请写用来做什么。').waitFor()
  await own.getByLabel('用来做什么').fill('换一台服务器')
  await own.getByRole('button', { name: '申请导出全部数据' }).click()
  await own.getByText('要全部数据：换一台服务器').waitFor()
  await own.getByText('等另一位同意').waitFor()
  assert.equal(await own.getByRole('link').count(), 0, 'nobody agrees alone')

  await other.getByRole('button', { name: '看申请' }).click()
  const asked = other.getByRole('listitem').filter({ hasText: '换一台服务器' })
  await asked.getByRole('button', { name: '同意', exact: true }).click()
  await asked.getByText('同意让这位同事带走社区的全部数据？').waitFor()
  await asked.getByRole('button', { name: '同意', exact: true }).click()
  await asked.getByText('已同意', { exact: true }).waitFor()

  await own.getByRole('button', { name: '看申请' }).click()
  const link = own.getByRole('link', { name: '下载全部数据' })
  const address = await link.getAttribute('href')
  const [download] = await Promise.all([asks.page.waitForEvent('download'), link.click()])
  assert.match(download.suggestedFilename(), /\.zip$/)
  const place = await mkdtemp(path.join(tmpdir(), 'xishan-everything-'))
  try {
    const file = path.join(place, 'everything.zip')
    await download.saveAs(file)
    const { stdout } = await promisify(execFile)('python3', ['-c', UNPACK, file], { maxBuffer: 1 << 24 })
    const { broken, names, header, codes, sheets } = JSON.parse(stdout)
    assert.deepEqual(broken, [null, null])
    assert.ok(names.includes('说明.txt') && names.includes('社区.xlsx'), names.join())
    assert.equal(names.filter((name) => name.endsWith('.csv')).length, 20)
    const columns = ['编号', '姓名', '小区', '幢', '楼道', '室', '称呼', '性别', '出生年月', '电话', '角色', '示例']
    assert.deepEqual(header, columns)
    assert.ok(codes.length > 400 && codes.includes(OWNER), `${codes.length} residents`)
    assert.ok(sheets.length > 30, `${sheets.length} sheets`)
    const read = await readByLibreOffice(file, place, sheets.length)
    // The workbook keeps the record that was made one with another; a community that is set up from the files has no use for it.
    const known = (list) => list.filter((code) => code !== GOES).toSorted()
    if (read) assert.deepEqual(known(read), known(codes))
    assert.equal(await asks.page.evaluate(async (again) => (await fetch(again)).status, address), 404, 'once')

    const fresh = `sqlite:${path.join(place, 'fresh.db')}`
    assert.match(await terminal(fresh, 'import', file), /行有变化/)
    assert.match(await terminal(fresh, 'card', OWNER), /http\S+#/)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
  assert.deepEqual([...asks.faults, ...agrees.faults], [])
  await Promise.all([asks.context.close(), agrees.context.close()])
})

test('money that was noted wrongly is taken back, and the statement shows the pair', { timeout: 90_000 }, async () => {
  const owner = await apiPhone(server.origin, await server.card(OWNER))
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(OWNER))
  await open(hers.page, `${server.origin}/me/money`)
  await hers.page.getByText('还没有进出').waitFor()

  const { context, page, faults } = await desk(CASHIER)
  await (await find(page, owner.name)).getByRole('button', { name: /^饭费/ }).click()
  const form = page.getByRole('form', { name: `${owner.name}的饭费` })
  await form.getByLabel('多少元').fill('50')
  await form.getByRole('button', { name: '收了现金，存上' }).click()
  const receipt = (await page.getByText(/^收据号 [0-9A-F]{8}$/).textContent()).trim()
  await page.getByText('记上了，收据号在上面').waitFor()
  const paid = hers.page.getByRole('main').getByRole('listitem').filter({ hasText: receipt })
  await paid.getByText('+50 元').waitFor()

  const taken = page.getByRole('region', { name: '找居民' })
  await taken.getByText('记错了？退回一笔').click()
  const line = taken.getByRole('listitem').filter({ hasText: receipt })
  await line.getByText('+50 元').waitFor()
  await line.getByRole('button', { name: '记错了，退回' }).click()
  await line.getByText('退回这一笔？').waitFor()
  await line.getByLabel('为什么').fill('多收了一次')
  await line.getByRole('button', { name: '确定退回' }).click()
  await line.getByText('已退回').waitFor()
  await taken.getByText('退回了', { exact: true }).waitFor()
  assert.equal(await line.getByRole('button').count(), 0, 'once')

  // Her phone hears of it by itself.
  await paid.getByText('已退回').waitFor()
  const back = hers.page.getByRole('main').getByRole('listitem').filter({ hasText: '记错退回' })
  await back.getByText('−50 元').waitFor()
  await back.getByText('多收了一次').waitFor()
  assert.ok((await overflow(hers.page)) <= 0)
  assert.deepEqual(await violations(hers.page), [])
  assert.deepEqual((await owner.mine('wallet')).map((wallet) => wallet.fen), [0])
  const entries = await owner.mine('entry')
  const reversed = entries.find((entry) => entry.reverses)
  assert.deepEqual([entries.length, reversed.reverses], [2, entries.find((entry) => !entry.reverses).id])
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})

test('X12: the desk says before it locks itself, and one tap keeps it open', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await desk(STAYS_THERE)
  // The server says that nobody has used it for 26 minutes.
  let [left, here] = [240, 0]
  await page.route('**/api/desk/stay', async (route) => {
    if (route.request().postData() === 'true') [left, here] = [1800, here + 1]
    await route.fulfill({ response: await route.fetch(), json: left })
  })
  await open(page, `${server.origin}/desk/residents`)
  const stays = page.getByRole('button', { name: '我还在用' })
  await stays.waitFor()
  await page.getByText(/工作台 [34] 分钟后自动上锁/).waitFor()
  // Announced, and not in the way of what is being typed.
  assert.equal(await page.locator('#staying').getAttribute('aria-live'), 'polite')
  assert.deepEqual(await violations(page), [])
  const field = page.getByLabel('姓名、称呼或住址')
  await field.fill('周')
  await stays.focus()
  await page.keyboard.press('Enter')
  await page.getByText(/^好，至少开到/).waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'staying')
  assert.equal(here, 1)
  assert.equal(await stays.count(), 0)
  assert.equal(await field.inputValue(), '周')
  assert.deepEqual(faults, [])
  await context.close()
})
