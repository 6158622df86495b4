// Who is signed in. A session that ran out loses nothing; a phone that was signed out from elsewhere shows nothing more and sends nothing
// by itself; two people on one phone never meet; signing out without a network is done at once. What the disk holds is looked at
// raw: words that only one person wrote must not stand there for anybody else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, canary, dump, nudge, reported, signUpButton, toggle, until, visit, waitingOn } from '../../faults.mjs'
import { futureDates, signIn, sleep } from '../../support.mjs'

const MANY = 500
/** Somebody without family here: the page has one button. */
const ALONE = 'R0034'
const { place, settled } = await begin()

/** The list says that something waits here, and how it goes on. */
async function saidToWait(page) {
  const place = page.locator('main .empty')
  await place.getByText('还有事等着送').waitFor({ timeout: 60_000 })
  assert.equal(await place.getByRole('link', { name: '登录', exact: true }).getAttribute('href'), '/sign-in')
  assert.equal(await page.getByText('没有等着送的事').count(), 0)
}

/** The line by which others hear that one thing of somebody is kept here. */
const keptFor = (name) => `这里还留着${[...name][0]}${'*'.repeat([...name].length - 1)}的 1 件事`

const said = (found, word) => JSON.stringify(found).includes(word)

test('F6: five hundred things wait and the session has run out: sign in, and all go, in their order', { timeout: 400_000 }, async () => {
  const { context, page, faults } = await settled(ALONE)
  const [date] = await futureDates(place.direct)
  await visit(page, `${place.origin}/activities/${date.id}`)
  await signUpButton(page).waitFor()
  await context.setOffline(true)
  await toggle(page, MANY / 2)
  await sleep(500)
  assert.equal(await waitingOn(page), MANY)
  // A month and a day without a visit.
  await place.sql(`update device set seen = seen - 31 * 86400000, made = made - 31 * 86400000`)
  // What the server has read of who is signed in it knows for two seconds, enough for five hundred things to go through.
  await sleep(2_500)
  const before = place.road.of('/api/push').length
  await context.setOffline(false)
  await until(() => place.road.of('/api/push').length > before, 'it hears that it is signed out', { page })
  await visit(page, `${place.origin}/me`)
  // It first draws five hundred things that wait.
  await page.getByRole('link', { name: '登录', exact: true }).first().waitFor({ timeout: 60_000 })
  assert.equal(await waitingOn(page), MANY, 'nothing was dropped')
  await visit(page, `${place.origin}/me/outbox`)
  await saidToWait(page)

  const [tried] = [place.road.of('/api/push').length]
  await signIn(page, await place.card(ALONE))
  await until(async () => (await waitingOn(page)) === 0, 'all are through', { page, ms: 120_000 })
  const sent = place.road.of('/api/push').slice(tried).flatMap((one) => one.json.commands)
  const ids = [...new Map(sent.map((command) => [command.id, command.device_seq])).entries()]
  assert.equal(ids.length, MANY)
  const { receipts } = await place.holds()
  const revision = new Map(receipts.map((receipt) => [receipt.id, receipt.outcome.applied?.revision]))
  const revisions = ids.sort((a, b) => a[1] - b[1]).map(([id]) => revision.get(id))
  assert.ok(revisions.every((one) => one > 0), 'a receipt each, and done')
  assert.deepEqual(revisions, [...revisions].sort((a, b) => a - b), 'in the order of making')
  assert.deepEqual(faults, [])
  await context.close()
})

/** A phone with one thing that is known to the server and one that waits, and then signed out from another phone. */
async function revoked(code, words) {
  const one = await settled(code)
  await reported(one.page, place.origin, words.known)
  await until(async () => (await waitingOn(one.page)) === 0, 'sent')
  await one.context.setOffline(true)
  await reported(one.page, place.origin, words.waits)
  const device = place.road.of('/api/push').at(-1).json.commands[0].device
  const other = await place.api(code)
  assert.ok((await other.do({ revoke_device: { device } })).applied)
  const pushes = place.road.of('/api/push').length
  await one.context.setOffline(false)
  await until(() => place.road.of('/api/push').length > pushes, 'it tries', { page: one.page })
  await visit(one.page, `${place.origin}/me`)
  await one.page.getByRole('link', { name: '登录', exact: true }).first().waitFor()
  return { ...one, other, pushes: place.road.of('/api/push').length }
}

test('F7: signed out from elsewhere while offline: nothing is shown, nothing goes by itself, she decides', { timeout: 120_000 }, async () => {
  const words = { known: `社区知道的 ${canary()}`, waits: `没送出的 ${canary()}` }
  const { context, page, other, pushes } = await revoked('R0030', words)
  await sleep(1000)
  const held = await dump(page)
  for (const word of Object.values(words)) assert.ok(!said(held, word.slice(-20)), `${word} can be read on the disk`)
  for (const address of ['/', '/needs', '/me', '/me/outbox']) {
    await visit(page, `${place.origin}${address}`)
    const text = await page.locator('body').innerText()
    for (const word of Object.values(words)) assert.ok(!text.includes(word.slice(-20)), `${word} is shown on ${address}`)
  }
  await saidToWait(page)
  await signIn(page, await place.card('R0030'))
  await nudge(page)
  await sleep(3000)
  const own = async () => (await other.mine('report')).map((row) => row.words).sort()
  assert.deepEqual(await own(), [words.known], 'it does not go by itself')
  const sent = place.road.of('/api/push').slice(pushes).flatMap((one) => one.json.commands)
  assert.deepEqual(sent, [])
  await visit(page, `${place.origin}/me/outbox`)
  const item = page.getByRole('listitem').filter({ hasText: '没送出' }).first()
  await item.getByRole('button', { name: '再试一次' }).click()
  await until(async () => (await own()).length === 2, 'now it goes')
  assert.deepEqual(await own(), Object.values(words).sort())
  await context.close()
})

test('F7: signed out from elsewhere, and another person takes the phone: it is kept for whom it belongs to, and said by little of the name', { timeout: 120_000 }, async () => {
  const words = { known: `原来的人 ${canary()}`, waits: `原来的人没送出的 ${canary()}` }
  const { context, page, other, pushes } = await revoked('R0031', words)
  await signIn(page, await place.card('R0032'))
  await nudge(page)
  await sleep(3000)
  const held = await dump(page)
  for (const word of Object.values(words)) assert.ok(!said(held, word.slice(-20)), `${word} can be read on the disk`)
  assert.deepEqual(place.road.of('/api/push').slice(pushes).flatMap((one) => one.json.commands), [])
  assert.deepEqual((await other.mine('report')).map((row) => row.words), [words.known])
  await visit(page, `${place.origin}/me/outbox`)
  assert.equal(await page.getByRole('button', { name: '再试一次' }).count(), 0, 'nothing of the other is offered')
  await page.getByText(keptFor(other.name)).waitFor()
  await visit(page, `${place.origin}/me`)
  await page.getByText(keptFor(other.name)).waitFor()
  assert.ok(!(await page.locator('body').innerText()).includes(other.name), 'the rest of the name is nobody’s business')

  // Whoever it belongs to comes back, and decides.
  await signIn(page, await place.card('R0031'))
  await visit(page, `${place.origin}/me/outbox`)
  await page.getByRole('listitem').filter({ hasText: '没送出' }).first().getByRole('button', { name: '再试一次' }).click()
  await until(async () => (await other.mine('report')).length === 2, 'now it goes')
  assert.equal(await page.getByText(keptFor(other.name)).count(), 0, 'it is kept for nobody any more')
  await context.close()
})

test('F7: the session has run out while something is being written: it is kept for whoever wrote it, and shown to nobody else', { timeout: 120_000 }, async () => {
  const { context, page } = await settled('R0035')
  const { name } = await place.api('R0035')
  const words = `还没写完的 ${canary()}`
  const written = () => page.getByLabel('是什么事').inputValue()
  await visit(page, `${place.origin}/needs/new`)
  await page.getByLabel('是什么事').fill(words)
  const drafted = ({ meta }) => meta.some(([key]) => key === 'draft')
  await until(async () => Object.values(await dump(page)).some(drafted), 'it is on the disk')
  await place.sql('update device set seen = seen - 31 * 86400000, made = made - 31 * 86400000')
  // What the server has read of who is signed in it knows for two seconds.
  await sleep(2_500)
  await visit(page, `${place.origin}/me`)
  await until(() => page.getByRole('link', { name: '登录', exact: true }).first().isVisible(), 'signed out', { page })
  await visit(page, `${place.origin}/me/outbox`)
  await page.getByText(keptFor(name)).waitFor()

  await signIn(page, await place.card('R0036'))
  await visit(page, `${place.origin}/me/outbox`)
  await page.getByText(keptFor(name)).waitFor()
  await visit(page, `${place.origin}/needs/new`)
  await sleep(1000)
  assert.equal(await written(), '', 'another person finds an empty page')
  assert.ok(!said(await dump(page), words.slice(-20)), 'it can be read on the disk')

  await signIn(page, await place.card('R0035'))
  await visit(page, `${place.origin}/needs/new`)
  await until(async () => (await written()) === words, 'whoever wrote it goes on')
  await context.close()
})

test('F26: signing out without a network: wiped at once, and the server is told at the next contact', { timeout: 120_000 }, async () => {
  const words = { known: `退出之前的 ${canary()}`, waits: `退出时还没送的 ${canary()}` }
  const { context, page } = await settled('R0033')
  await reported(page, place.origin, words.known)
  await until(async () => (await waitingOn(page)) === 0, 'sent')
  const cookie = (await context.cookies()).find((one) => one.name === '__Host-sid')
  await context.setOffline(true)
  await reported(page, place.origin, words.waits)
  await visit(page, `${place.origin}/me`)
  await page.getByRole('button', { name: '在这台手机上退出' }).click()
  await page.getByText('还有 1 件没有送出去').waitFor()
  await page.getByRole('button', { name: '确定退出' }).click()
  await page.getByText('还没有登录').waitFor()
  await sleep(500)
  const held = await dump(page)
  for (const word of [...Object.values(words), 'outbox":[["']) assert.ok(!said(held, word.slice(-20)), `${word} is still on the disk`)
  assert.equal(Object.keys(held).filter((name) => name !== 'xishan').length, 0, 'the account has no database any more')

  const live = () => place.sql('select count(*) as n from device_resident d join device v on v.device = d.device where d.revoked is null')
  const [{ n }] = await live()
  await context.setOffline(false)
  await until(async () => (await live())[0].n === n - 1, 'the server knows', { page })
  // A copy of the cookie opens nothing.
  const answer = await fetch(`${place.direct}/api/pull`, {
    method: 'POST', body: JSON.stringify({ part: 'mine', epoch: '', since: 0, scopes: [] }),
    headers: { 'content-type': 'application/json', 'x-xishan': (await place.api('R0033')).id, cookie: `${cookie.name}=${cookie.value}` },
  })
  assert.equal(answer.status, 401)
  const rows = (await (await place.api('R0033')).mine('report')).map((row) => row.words)
  assert.deepEqual(rows, [words.known], 'what was given up was not sent')
  await context.close()
})
