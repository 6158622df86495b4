// A stage for the harnesses: servers that may be killed and come back on the same address, and a template database with people who
// are signed in already.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { HOUR, sleep, uuid7 } from '../support.mjs'
import { hangUp, Phone, publicRows } from './phones.mjs'
import { groups, readFiles } from './read.mjs'

const run = promisify(execFile)
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..')
export const release = process.env.XISHAN_BINARY ?? path.join(root, 'target/release/xishan')

export const folder = () => mkdtemp(path.join(tmpdir(), 'xishan-prove-'))

export function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** Runs `job` for every item, a few at a time. */
export async function inTurns(items, width, job) {
  const results = []
  const queue = items.entries()
  const worker = async () => { for (const [at, item] of queue) results[at] = await job(item, at) }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

// ---- servers

const running = new Set()
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** One server process at a time, always on the same address and the same database. */
export class Server {
  constructor({ binary = release, database, port, env = {} }) {
    Object.assign(this, { binary, database, port, env, child: null, said: '' })
    this.origin = `http://127.0.0.1:${port}`
  }

  async start(...more) {
    const serve = ['--database', this.database, 'serve', '--listen', `127.0.0.1:${this.port}`, ...more]
    const env = { ...process.env, RUST_LOG: 'warn,sqlx=error', ...this.env }
    const child = spawn(this.binary, serve, { env })
    // The demonstration's cards are printed last; earlier ones of the same people would end with them.
    const last = more.includes('--demo') ? '社工:' : '西山:'
    let [ready, out] = [false, '']
    child.stdout.on('data', (data) => { out += data; ready = out.includes(last) })
    child.stderr.on('data', (data) => { this.said = (this.said + data).slice(-4000) })
    this.child = child
    running.add(child)
    this.ended = new Promise((resolve) => { child.once('exit', resolve); child.once('error', resolve) })
    this.ended.then(() => running.delete(child))
    const lives = () => child.exitCode === null && child.signalCode === null
    for (let tries = 0; tries < 3000 && !ready && lives(); tries += 1) await sleep(10)
    if (!ready) throw new Error(`the server did not start: ${this.said}`)
    return this
  }

  /** No goodbye: what is in memory is gone. */
  async kill() {
    this.child.kill('SIGKILL')
    await this.ended
  }

  async stop() {
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 3000)
    this.child.kill('SIGTERM')
    hangUp(this.port)
    await this.ended
    clearTimeout(hard)
  }

  async card(code) {
    const { stdout } = await run(this.binary, ['--database', this.database, 'card', code, '--origin', this.origin])
    return stdout.match(/http\S+/)[0]
  }
}

/** Ends the servers on databases whose addresses begin so: one that lives on would keep a test from ending that has failed. */
async function endOn(database) {
  const lives = ({ exitCode, signalCode }) => exitCode === null && signalCode === null
  const ours = [...running].filter((child) => lives(child) && child.spawnargs.some((word) => word.startsWith(database)))
  await Promise.all(ours.map((child) => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    return gone
  }))
}

// ---- the template

/** What adds dates that overlap with nothing, of an activity of their organizer's. */
export async function plans(server, organizer, capacities, firstHour) {
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((candidate) => led.includes(candidate.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const today = Math.floor(Date.now() / HOUR) * HOUR
  return capacities.map((capacity, at) => {
    const starts = today + (firstHour + at) * HOUR
    const plan = { starts, ends: starts + HOUR / 2, venue: venue.id, capacity, note: '' }
    return { add_occurrence: { occurrence: uuid7(), activity: activity.id, plan } }
  })
}

/** Dates that overlap with nothing, made by their organizer. */
export async function addDates(server, organizer, capacities, firstHour = 26) {
  return inTurns(await plans(server, organizer, capacities, firstHour), 1, async (command) => {
    const { answer } = await organizer.push(organizer.envelope(command))
    if (!answer?.outcome.applied) throw new Error(`no date: ${JSON.stringify(answer)}`)
    return command.add_occurrence.occurrence
  })
}

/** Codes of so many residents: a third of them look after others, who are nobody else's business and have no phone here. */
async function people(count) {
  const lines = (await readFile(path.join(root, 'server/demo/families.csv'), 'utf8')).trim().split('\n').slice(1)
  const families = groups(lines.map((line) => line.split(',')), ([carer]) => carer)
  const taken = new Set(['R0005'])
  const carers = []
  for (const [carer, kin] of families) {
    const all = [carer, ...kin.map(([, ward]) => ward)]
    if (carers.length >= count / 3 || all.some((code) => taken.has(code))) continue
    all.forEach((code) => taken.add(code))
    carers.push(carer)
  }
  const codes = Array.from({ length: 400 }, (_, at) => `R${String(at + 11).padStart(4, '0')}`)
  return [...carers, ...codes.filter((code) => !taken.has(code))].slice(0, count)
}

/** Fills a server with a community; answers its organizer, what they plan and who is signed in. */
async function furnish(server, { phones, capacities }) {
  await server.start('--demo')
  const organizer = await Phone.signIn(server.origin, await server.card('R0005'))
  const dates = await addDates(server, organizer, capacities)
  const all = await inTurns(await people(phones), 4, async (code) => {
    const phone = await Phone.signIn(server.origin, await server.card(code))
    const [me] = await phone.mine('me')
    phone.party = [phone.actor, ...me.wards.map((ward) => ward.person.id)]
    phone.code = code
    return phone
  })
  const servings = (await publicRows(server.origin, 'serving')).filter((row) => row.ordered === 0)
  return { organizer, dates, all, servings }
}

/**
 * A community with so many signed-in phones and dates of these capacities. Made once; `copy()` gives a fresh database of it, with
 * the phones still signed in. `postgres` is the address of a server, or nothing for SQLite.
 */
export async function template({ binary, postgres, phones = 24, capacities = [], env }) {
  const place = await folder()
  const name = `prove_${uuid7().replaceAll('-', '').slice(0, 20)}`
  if (postgres) await sql(postgres, 'postgres', `create database ${name}`)
  const database = postgres ? `${postgres}/${name}` : `sqlite:${path.join(place, 'template.db')}`
  const server = new Server({ binary, database, port: await freePort(), env })
  const furnished = furnish(server, { phones, capacities }).finally(() => server.stop())
  const { organizer, dates, all, servings } = await furnished
  // Everything into the one file that is copied.
  if (!postgres) await readFiles([path.join(place, 'template.db')], { done: 'pragma wal_checkpoint(truncate)' })
  let copies = 0
  return {
    place, organizer, dates, servings, phones: all, kind: postgres ? 'postgres' : 'sqlite',
    async copy() {
      copies += 1
      if (postgres) {
        const own = `${name}_${copies}`
        await sql(postgres, 'postgres', `create database ${own} template ${name}`)
        return `${postgres}/${own}`
      }
      const file = path.join(place, `copy${copies}`, 'xishan.db')
      await mkdir(path.dirname(file))
      await copyFile(path.join(place, 'template.db'), file)
      return `sqlite:${file}`
    },
    /** The phones, as they were when the template was made, talking to these servers in turns. */
    cast: (...servers) => all.map((phone, at) => {
      return Object.assign(new Phone(), phone, { no: at, origin: servers[at % servers.length].origin })
    }),
    async remove() {
      await endOn(postgres ? database : `sqlite:${place}${path.sep}`)
      await rm(place, { recursive: true, force: true })
    },
  }
}

/** Time passes for the offers on a date: nobody has answered them, and they are over. */
export const runOut = (database, occurrence) =>
  change(database, (id) => `update signup set until = 1 where state = 'offered' and occurrence = ${id(occurrence)}`)

/** Time passes for the messages about a date: nobody has seen them, and they climb. */
export const climb = (database, occurrence) =>
  change(database, (id) => `update notice set due = 1 where rung = 'app' and subject = ${id(occurrence)}`)

/** The committee's files say that somebody has another standing in their teams now. */
export const setStanding = (database, resident, from, to) =>
  change(database, (id) => `update member set standing = '${to}' where standing = '${from}' and resident = ${id(resident)}`)

/** Changes the tables beside the server; `text` is told how identities are written. */
async function change(database, text) {
  if (!database.startsWith('sqlite:')) return run('psql', [database, '-qAtXc', text((id) => `'${id}'`)])
  const file = database.slice('sqlite:'.length)
  const done = text((id) => `x'${id.replaceAll('-', '')}'`)
  const [{ error }] = await readFiles([file], { wait: 'pragma busy_timeout = 5000', done })
  if (error) throw new Error(`the tables are not changed: ${error}`)
}

export const sql = async (server, database, text) => (await run('psql', [`${server}/${database}`, '-qAtXc', text])).stdout

/** A PostgreSQL of our own, because it will be stopped in mid-load. */
export async function ownPostgres() {
  const place = await folder()
  const port = await freePort()
  const script = path.join(root, '.ci/postgres')
  await run('chmod', ['755', place])
  const start = () => run(script, ['start', place, String(port)])
  await start()
  const end = () => execFileSync(script, ['stop', place], { stdio: 'ignore' })
  process.once('exit', end)
  return {
    address: `postgres://xishan@127.0.0.1:${port}`,
    start,
    crash: () => run(script, ['stop', place]),
    async remove() { process.removeListener('exit', end); end(); await rm(place, { recursive: true, force: true }) },
  }
}
