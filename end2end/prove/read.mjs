// Reads what a database really holds, without the server: SQLite through Node's own module or, where Node has none, Python's;
// PostgreSQL through psql. Both come out as one plain snapshot.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The tables a check looks at. `{x}` stands for the identity column x as hexadecimal text. */
const TABLES = {
  community: 'select revision from community',
  dates: `select {occurrence} as id, capacity, confirmed, waiting, last_ticket, cancelled, held, (
    select a.offers from activity a where a.community = o.community and a.activity = o.activity) as offers from occurrence o`,
  signups: 'select {signup} as id, {occurrence} as date, {booker} as booker, state, ticket, position from signup',
  members: 'select {signup} as signup, {resident} as resident from signup_member',
  servings: 'select {serving} as id, day, portions, ordered, served from serving',
  orders: 'select {meal_order} as id, day, {eater} as eater, code, state from meal_order',
  wallets: 'select {wallet} as id, fen from wallet',
  entries: 'select {entry} as id, {resident} as resident, balance_fen from entry',
  lines: 'select {meal_order} as "order", {serving} as serving, portions from order_line',
  receipts: 'select {command} as id, {actor} as actor, outcome, at from receipt',
  feed: `select scope, noun, {id} as id, revision, body from feed where noun in ('occurrence', 'signup', 'serving', 'order')`,
}
const PRAGMAS = { integrity: 'pragma integrity_check', foreign: 'pragma foreign_key_check' }

const PYTHON = `
import json, sqlite3, sys
asked = json.load(sys.stdin)
answers = []
for file in asked['files']:
    answer = {}
    try:
        db = sqlite3.connect(file)
        db.row_factory = sqlite3.Row
        db.execute('pragma synchronous = off')
        for name, text in asked['statements'].items():
            answer[name] = [dict(row) for row in db.execute(text)]
        db.commit()
        db.close()
    except sqlite3.Error as error:
        answer = {'error': str(error)}
    answers.append(answer)
json.dump(answers, sys.stdout)
`

const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'
const own = await import('node:sqlite').catch(() => null)

function withNode(files, statements) {
  return files.map((file) => {
    try {
      const db = new own.DatabaseSync(file)
      db.exec('pragma synchronous = off')
      const answer = Object.fromEntries(Object.entries(statements).map(([name, text]) => [name, db.prepare(text).all()]))
      db.close()
      return answer
    } catch (error) {
      return { error: String(error) }
    }
  })
}

function withPython(files, statements) {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-c', PYTHON], { stdio: ['pipe', 'pipe', 'inherit'] })
    const parts = []
    child.stdout.on('data', (part) => parts.push(part))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(parts)))
      else reject(new Error(`python ended with ${code}`))
    })
    child.stdin.end(JSON.stringify({ files, statements }))
  })
}

/** Nothing here is worth waiting for a disk. Plain rows of statements on SQLite files; `error` where a file could not be read. */
export const readFiles = (files, statements) => own ? withNode(files, statements) : withPython(files, statements)

async function readPostgres(address, statements) {
  const answer = {}
  for (const [name, text] of Object.entries(statements)) {
    const query = `select coalesce(json_agg(t), '[]') from (${text}) t`
    const { stdout } = await run('psql', [address, '-qAtXc', query], { maxBuffer: 2 ** 30 })
    answer[name] = JSON.parse(stdout)
  }
  return answer
}

/** A list by what `key` says of each. */
export function groups(list, key) {
  const map = new Map()
  for (const item of list) {
    const of = key(item)
    if (map.has(of)) map.get(of).push(item)
    else map.set(of, [item])
  }
  return map
}

const dashed = (hex) => hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Every identity with dashes, every JSON read, parties and lines with what they belong to. */
function shape(rows) {
  if (rows.error) return rows
  const ids = ['id', 'date', 'booker', 'signup', 'resident', 'eater', 'order', 'serving', 'actor']
  for (const row of Object.values(rows).flat()) {
    for (const name of ids) if (typeof row[name] === 'string') row[name] = dashed(row[name])
  }
  const [members, lines] = [groups(rows.members, (row) => row.signup), groups(rows.lines, (row) => row.order)]
  rows.signups.forEach((row) => { row.party = (members.get(row.id) ?? []).map((member) => member.resident) })
  rows.orders.forEach((row) => { row.lines = lines.get(row.id) ?? [] })
  rows.receipts.forEach((row) => { row.outcome = JSON.parse(row.outcome) })
  rows.feed.forEach((row) => { row.body = row.body === null ? null : JSON.parse(row.body) })
  return { ...rows, revision: rows.community[0].revision }
}

const spoken = (id) => Object.fromEntries(Object.entries(TABLES).map(([name, text]) => {
  return [name, text.replaceAll(/\{(\w+)\}/g, (_, column) => id(column))]
}))

/** Snapshots of SQLite files, in their order. */
export async function snapshots(files) {
  const all = await readFiles(files, { ...PRAGMAS, ...spoken((column) => `lower(hex(${column}))`) })
  return all.map(shape)
}

/** What a database holds: `sqlite:FILE` or `postgres://...`. */
export async function snapshot(database) {
  if (database.startsWith('sqlite:')) return (await snapshots([database.slice('sqlite:'.length)]))[0]
  return shape(await readPostgres(database, spoken((column) => `replace(${column}::text, '-', '')`)))
}
