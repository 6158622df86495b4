// The database is away, locked, or out of room; the process is out of files. The server says so soon (503, come again), never that
// something was done which was not, and when the trouble is over everything that was asked is done once.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { compare, History } from '../prove/history.mjs'
import { broken } from '../prove/invariants.mjs'
import { snapshot } from '../prove/read.mjs'
import { freePort, inTurns, ownPostgres, release, Server, template } from '../prove/stage.mjs'
import { postgres, sleep, uuid7 } from '../support.mjs'

const run = promisify(execFile)

let stage
before(async () => { stage = await template({ phones: 12, capacities: [100] }) })
after(() => stage?.remove())

const turns = (ops, job) => inTurns(ops, 4, job)
const signUp = (signup, phone) => ({ sign_up: { signup, occurrence: stage.dates[0], party: [phone.actor] } })

const health = async (server) => {
  const began = Date.now()
  const { status } = await fetch(`${server.origin}/health`, { signal: AbortSignal.timeout(10_000) }).catch(() => ({ status: 0 }))
  return { status, ms: Date.now() - began }
}

/** Everybody asks once; answers the statuses and how long the slowest took. */
async function everybody(history, phones) {
  const began = Date.now()
  const heard = await Promise.all(phones.map((phone) => history.send(phone, phone.envelope(signUp(uuid7(), phone)))))
  return { statuses: heard.map(({ status }) => status), applied: heard.filter((one) => one.heard?.outcome.applied).length, ms: Date.now() - began }
}

/** The trouble is over: everything asked is done, once. */
async function settled(history, server, count) {
  await history.settle(turns)
  const state = await snapshot(server.database)
  assert.deepEqual([...history.faults, ...broken(state), ...compare(history, state)], [])
  const applied = [...history.ops.values()].filter((op) => op.outcome?.applied)
  assert.equal(applied.length, count, 'all of them were done')
}

async function until(check, ms) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) if (await check()) return true
  return false
}

/** Sets a limit of a living process: `limit(server, 'nofile', '64')`. */
const limit = (server, name, value) => run('prlimit', ['--pid', String(server.child.pid), `--${name}=${value}`])

/** A disk of its own, as small as it can be; none for whoever may not have one. */
async function smallDisk() {
  const place = path.join(stage.place, 'disk')
  await mkdir(place)
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', place])
  } catch {
    return null
  }
  return { place, gone: () => run('umount', ['-l', place]) }
}

/** Nothing can be written, until `relief`. */
async function withoutRoom(server, database, relief) {
  const phones = stage.cast(server)
  const history = new History()
  const { statuses, ms } = await everybody(history, phones)
  const hasty = [...history.ops.values()].filter((op) => op.outcome)
  assert.ok(statuses.includes(503), `somebody was told to come again: ${statuses}`)
  assert.ok(statuses.every((status) => [200, 503].includes(status)), `heard ${statuses}`)
  assert.ok(ms < 5000, `after ${ms} ms`)
  const { status } = await health(server)
  assert.equal(status, 503, 'it says that it is not well')
  assert.equal((await phones[0].pull()).status, 200, 'reads go on')
  assert.equal((await fetch(`${server.origin}/`)).status, 200, 'pages too')
  assert.equal(server.child.exitCode, null)
  const held = await snapshot(database)
  const receipts = new Set(held.receipts.map((row) => row.id))
  assert.deepEqual(hasty.filter((op) => !receipts.has(op.id)), [], 'what was said to be done is')
  await relief()
  assert.ok(await until(async () => (await health(server)).status === 200, 8000), `it is well again by itself: ${server.said.slice(-1500)}`)
  await settled(history, server, phones.length)
}

test('a full disk', { timeout: 60_000 }, async (t) => {
  const disk = await smallDisk()
  if (!disk) return t.skip('only root can mount a small disk')
  const file = path.join(disk.place, 'xishan.db')
  await copyFile((await stage.copy()).slice('sqlite:'.length), file)
  const server = new Server({ binary: release, database: `sqlite:${file}`, port: await freePort() })
  try {
    await server.start()
    const ballast = path.join(disk.place, 'ballast')
    await run('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k']).catch(() => {})
    await withoutRoom(server, server.database, () => rm(ballast))
  } finally {
    await server.stop()
    await disk.gone()
  }
})

test('files that cannot grow', { timeout: 60_000 }, async () => {
  const database = await stage.copy()
  const file = database.slice('sqlite:'.length)
  // Whoever writes beyond the limit is told so, and not killed.
  const script = path.join(path.dirname(file), 'server.sh')
  await writeFile(script, `#!/bin/sh\ntrap '' XFSZ\nexec ${release} "$@"\n`, { mode: 0o755 })
  const server = await new Server({ binary: script, database, port: await freePort() }).start()
  try {
    const log = await stat(`${file}-wal`).catch(() => ({ size: 0 }))
    await limit(server, 'fsize', `${log.size + 2048}:unlimited`)
    await withoutRoom(server, database, () => limit(server, 'fsize', 'unlimited:unlimited'))
  } finally {
    await server.stop()
  }
})

test('another process holds the lock for twelve seconds', { timeout: 60_000 }, async () => {
  const database = await stage.copy()
  const server = await new Server({ binary: release, database, port: await freePort() }).start()
  const hold = 'import sqlite3, sys, time; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute("begin immediate"); print("held", flush=True); time.sleep(12)'
  const holder = spawn('python3', ['-c', hold, database.slice('sqlite:'.length)])
  try {
    await new Promise((resolve) => { holder.stdout.once('data', resolve) })
    const phones = stage.cast(server)
    const history = new History()
    const { statuses, ms } = await everybody(history, phones)
    assert.ok(statuses.every((status) => [200, 503].includes(status)), `heard ${statuses}`)
    assert.ok(statuses.includes(503), 'they were not kept waiting until the end')
    assert.ok(ms < 15_000, `after ${ms} ms`)
    assert.equal((await phones[0].pull()).status, 200, 'reads go on')
    assert.ok(await until(async () => (await health(server)).status === 200, 15_000), 'it is well again by itself')
    await settled(history, server, phones.length)
  } finally {
    holder.kill('SIGKILL')
    await server.stop()
  }
})

/** How long the process has worked, in clock ticks: a hundred to the second. */
async function worked(server) {
  const fields = (await readFile(`/proc/${server.child.pid}/stat`, 'utf8')).split(') ')[1].split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** Whether it does next to nothing for a second. */
async function rests(server) {
  const before = await worked(server)
  await sleep(1000)
  return (await worked(server)) - before < 20
}

test('no more files to open', { timeout: 60_000 }, async () => {
  const server = await new Server({ binary: release, database: await stage.copy(), port: await freePort() }).start()
  const sockets = []
  try {
    const [phone] = stage.cast(server)
    await limit(server, 'nofile', '64:64')
    for (let n = 0; n < 300; n += 1) {
      const socket = net.connect(server.port, '127.0.0.1')
      socket.on('error', () => {})
      sockets.push(socket)
    }
    assert.ok(await until(() => server.said.includes('a connection could not be taken'), 5000), 'the server is out of files')
    // Squeezing the first snapshot may still take a while; a server that spins never rests.
    assert.ok(await until(() => rests(server), 12_000), 'it works for nothing')
    assert.equal(server.child.exitCode, null)
    sockets.forEach((socket) => socket.destroy())
    assert.ok(await until(async () => (await health(server)).status === 200, 5000), 'it answers again')
    const history = new History()
    const { applied } = await everybody(history, [phone])
    assert.equal(applied, 1)
    await settled(history, server, 1)
  } finally {
    sockets.forEach((socket) => socket.destroy())
    await server.stop()
  }
})

const skip = postgres ? false : 'XISHAN_TEST_POSTGRES is not set: run it with .ci/with-postgres'

test('PostgreSQL is away', { timeout: 60_000, skip }, async () => {
  const own = await ownPostgres()
  const other = await template({ postgres: own.address, phones: 6, capacities: [100] })
  const server = new Server({ binary: release, database: await other.copy(), port: await freePort() })
  const here = stage
  stage = other
  try {
    await server.start()
    const phones = other.cast(server)
    const history = new History()
    assert.equal((await health(server)).status, 200)
    await own.crash()
    const [{ statuses, ms }, well] = await Promise.all([everybody(history, phones), health(server)])
    assert.deepEqual(new Set(statuses), new Set([503]))
    assert.ok(ms < 4000, `pushes heard it after ${ms} ms`)
    assert.equal(well.status, 503)
    assert.ok(well.ms < 3000, `and who asked after its health after ${well.ms} ms`)
    const asked = await fetch(`${server.origin}/api/accounts`, { method: 'POST', headers: { 'x-xishan': 'visitor', cookie: phones[0].cookie } })
    assert.equal(asked.status, 503)
    assert.ok(Number(asked.headers.get('retry-after')) > 0, 'it says when to come again')
    assert.equal((await fetch(`${server.origin}/`)).status, 200, 'pages go on from memory')
    await own.start()
    assert.ok(await until(async () => (await health(server)).status === 200, 8000), `it is well again by itself: ${server.said.slice(-1500)}`)
    await settled(history, server, phones.length)
  } finally {
    stage = here
    await server.stop()
    await own.remove()
    await other.remove()
  }
})
