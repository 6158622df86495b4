// A passkey instead of password and digits, with an authenticator that Chromium plays: it is added at the open desk and opens the locked
// one; it opens nothing for anybody else, nothing twice, and nothing once it is removed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, open, overflow, phone, signIn, startServer, totp, violations } from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const PASSWORD = '山茶 石桥 电梯 豆腐 二胡'
const OPEN = '用通行密钥打开'
const SHOW = '**/api/desk/unlock/finish'
let server, browser, linked

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A machine that a staff member is signed in on, with an authenticator of its own that `knows` these keys. */
async function machine(code, knows = [], options = {}) {
  const one = await phone(browser, { ...DESK, ...options })
  const cdp = await one.context.newCDPSession(one.page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  for (const credential of knows) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential })
  await signIn(one.page, await server.card(code))
  return {
    ...one,
    /** Whether its owner's finger is known. */
    verifies: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    keys: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

/** Asks the server as the page would, for the person whose page it is. */
function ask(page, who, path, body) {
  return page.evaluate(async ([who, path, body]) => {
    const headers = { 'content-type': 'application/json', 'x-xishan': who }
    const answer = await fetch(`/api/desk/${path}`, { method: 'POST', headers, body })
    return { status: answer.status, body: await answer.json() }
  }, [who, path, body])
}

/** Chooses password and authenticator for the first time, on the page. */
async function enrol(page) {
  await open(page, `${server.origin}/desk`)
  await page.getByRole('heading', { name: '第一次用工作台' }).waitFor()
  const secret = await page.locator('form b.num').textContent()
  await page.getByLabel('设一个密码').fill(PASSWORD)
  await page.getByLabel('6 位数字').fill(totp(secret))
  await page.getByRole('button', { name: '设好了，开锁' }).click()
  await page.getByText('这台机器已开锁').waitFor()
}

async function add(page, name) {
  const section = page.getByRole('region', { name: '我的通行密钥' })
  await section.getByLabel('名字').fill(name)
  await section.getByRole('button', { name: '加一个通行密钥' }).click()
  return section
}

async function lock(page) {
  await page.getByRole('button', { name: '上锁' }).click()
  await page.getByRole('heading', { name: '工作台锁着' }).waitFor()
}

/** The next answer of the page's authenticator: what was sent, for whom. It does not reach the server. */
async function intercepted(page) {
  const caught = new Promise((resolve) => {
    page.route(SHOW, async (route) => {
      resolve({ who: route.request().headers()['x-xishan'], body: route.request().postData() })
      await route.abort()
    }, { times: 1 })
  })
  await page.getByRole('button', { name: OPEN }).click()
  return caught
}

test('a passkey is added at the open desk and opens the locked one', { timeout: 120_000 }, async () => {
  linked = await machine('R0007')
  const { page, faults, blocked, verifies, keys } = linked
  await enrol(page)
  const section = await add(page, '  ')
  await section.getByText('请起个名字').waitFor()
  await verifies(false)
  await add(page, '办公室的电脑')
  await section.getByText('没加上').waitFor()
  assert.equal((await keys()).length, 0)
  await verifies(true)
  await add(page, '办公室的电脑')
  await section.getByText('加好了').waitFor()
  await section.getByText('还没用过').waitFor()
  assert.equal((await keys()).length, 1)
  await add(page, '又一个')
  await section.getByText('这台机器上已经有您的通行密钥了').waitFor()
  assert.equal(await section.getByRole('listitem').count(), 1)
  assert.deepEqual(await violations(page), [])

  await lock(page)
  const names = await page.locator('main').getByRole('button').allTextContents()
  assert.deepEqual(names.map((name) => name.trim()), [OPEN, '开锁'], 'the passkey comes first')
  assert.deepEqual(await violations(page), [])
  await verifies(false)
  await page.getByRole('button', { name: OPEN }).click()
  await page.getByText('没开锁：您取消了').waitFor()
  await verifies(true)
  await page.getByRole('button', { name: OPEN }).click()
  await page.getByText('这台机器已开锁').waitFor()
  await section.getByText('用过').waitFor()
  // The role comes with the next pull: the pages of the desk are there.
  await page.getByRole('link', { name: '居民与居民卡' }).waitFor()
  await lock(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(() => { document.documentElement.dataset.view = 'elder' })
  assert.ok(await overflow(page) <= 0, 'it fits a small phone in the elder view')
  await page.setViewportSize(DESK.viewport)
  assert.deepEqual([faults, blocked], [[], []])
})

test('an answer that was used once is used up', { timeout: 60_000 }, async () => {
  const { page } = linked
  await open(page, `${server.origin}/desk`)
  const { who, body } = await intercepted(page)
  await page.getByText('没开锁').first().waitFor()
  assert.deepEqual(await ask(page, who, 'unlock/finish', body), { status: 200, body: 'open' }, 'it was a good answer')
  const refused = { status: 403, body: 'wrong_factor' }
  for (const again of ['at once', 'to the next question']) {
    assert.equal((await ask(page, who, 'lock', 'null')).status, 200)
    if (again !== 'at once') assert.equal((await ask(page, who, 'unlock/begin', 'null')).status, 200)
    assert.deepEqual(await ask(page, who, 'unlock/finish', body), refused, again)
  }
  assert.deepEqual((await ask(page, who, 'state', 'null')).body, { locked: { passkey: true } })
})

test("a colleague's answer opens nothing", { timeout: 90_000 }, async () => {
  const colleague = await machine('R0079')
  await enrol(colleague.page)
  await (await add(colleague.page, '我的手机')).getByText('加好了').waitFor()
  await lock(colleague.page)
  const hers = await intercepted(colleague.page)

  const { page } = linked
  await open(page, `${server.origin}/desk`)
  const own = await intercepted(page)
  assert.notEqual(own.who, hers.who)
  const refused = { status: 403, body: 'wrong_factor' }
  assert.deepEqual(await ask(page, own.who, 'unlock/finish', hers.body), refused, 'to a question to somebody else')
  assert.deepEqual(await ask(page, own.who, 'unlock/finish', own.body), refused, 'the question is spent')
  assert.equal((await ask(page, hers.who, 'unlock/finish', hers.body)).status, 401, 'she is not signed in here')
  const good = await ask(colleague.page, hers.who, 'unlock/finish', hers.body)
  assert.deepEqual(good, { status: 200, body: 'open' }, 'where it was asked for it is a good answer')
  await colleague.context.close()
})

test('a removed passkey opens nothing, and what is open elsewhere ends', { timeout: 90_000 }, async () => {
  const { page, faults } = linked
  // The same passkey on two other machines, as an account carries it there. These authenticators count, and a count that does not
  // grow is that of a copy: so the machines are used in the order of their counts.
  const carried = async (ahead) => (await linked.keys()).map((key) => ({ ...key, signCount: key.signCount + ahead }))
  const [third, other] = [await machine('R0007', await carried(100)), await machine('R0007', await carried(200))]
  for (const one of [page, third.page]) {
    await open(one, `${server.origin}/desk`)
    await one.getByRole('button', { name: OPEN }).click()
    await one.getByText('这台机器已开锁').waitFor()
  }
  await open(other.page, `${server.origin}/desk`)
  const waiting = await intercepted(other.page)
  await open(third.page, `${server.origin}/desk`)
  await third.page.getByText('这台机器已开锁').waitFor()

  const section = page.getByRole('region', { name: '我的通行密钥' })
  await section.getByRole('button', { name: '删掉' }).click()
  await section.getByRole('button', { name: '确定删掉' }).click()
  await section.getByText('删掉了').waitFor()
  await section.getByText('还没有通行密钥').waitFor()
  await page.getByText('这台机器已开锁').waitFor()
  const late = await ask(other.page, waiting.who, 'unlock/finish', waiting.body)
  assert.deepEqual(late, { status: 403, body: 'wrong_factor' }, 'it was asked for before it was removed')
  await other.page.getByRole('button', { name: OPEN }).click()
  await other.page.getByText('这个通行密钥已经不能用了').waitFor()
  await open(third.page, `${server.origin}/desk`)
  await third.page.getByRole('heading', { name: '工作台锁着' }).waitFor()
  assert.equal(await third.page.getByRole('button', { name: OPEN }).count(), 0, 'there is none left to offer')
  assert.deepEqual([...faults, ...other.faults, ...third.faults], [])
  await Promise.all([other.context.close(), third.context.close()])
})

test('a browser without passkeys asks for password and digits, and says so in its language', { timeout: 90_000 }, async () => {
  const { page, context, faults } = linked
  await (await add(page, '回来')).getByText('加好了').waitFor()
  const plain = await phone(browser, { ...DESK, locale: 'en-US' })
  await plain.page.addInitScript(() => { delete globalThis.PublicKeyCredential })
  await signIn(plain.page, await server.card('R0007'))
  await open(plain.page, `${server.origin}/desk`)
  await plain.page.getByRole('heading', { name: 'The desk is locked' }).waitFor()
  const names = await plain.page.locator('main').getByRole('button').allTextContents()
  assert.deepEqual(names.map((name) => name.trim()), ['Unlock'])

  const english = await machine('R0007', await linked.keys(), { locale: 'en-US' })
  await open(english.page, `${server.origin}/desk`)
  await english.verifies(false)
  await english.page.getByRole('button', { name: 'Open with a passkey' }).click()
  await english.page.getByText('Not unlocked: it was cancelled').waitFor()
  await english.verifies(true)
  await english.page.getByRole('button', { name: 'Open with a passkey' }).click()
  await english.page.getByText('Unlocked on this device').waitFor()
  await english.page.getByRole('region', { name: 'My passkeys' }).getByText(/added .*, used/).waitFor()
  assert.deepEqual([...faults, ...plain.faults, ...english.faults], [])
  await Promise.all([context.close(), plain.context.close(), english.context.close()])
})
