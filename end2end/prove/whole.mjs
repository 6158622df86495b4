// All tables of a database as they are, table by table: how many rows, and what they come to. What is there by halves differs.
import { createHash } from 'node:crypto'
import { readFiles } from './read.mjs'
import { sql } from './stage.mjs'

const known = new Map()
/** Says only when the desk was last used, each minute anew, and belongs to no deed. */
const CLOCK = 'desk_seen'

/** The columns of a SQLite file's tables. They stay as they are while a stage stands. */
async function columns(file, stage) {
  if (known.has(stage)) return known.get(stage)
  const text = `select m.name as t, p.name as c from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and p.name <> '${CLOCK}'`
  const [{ list }] = await readFiles([file], { list: text })
  const tables = {}
  for (const { t, c } of list ?? []) (tables[t] ??= []).push(`quote("${c}")`)
  const statements = Object.entries(tables).map(([t, all]) => [t, `select ${all.join(` || ',' || `)} as line from "${t}" order by 1`])
  if (list?.length > 0) known.set(stage, Object.fromEntries(statements))
  return Object.fromEntries(statements)
}

async function ofPostgres(database) {
  const [server, name] = [database.slice(0, database.lastIndexOf('/')), database.slice(database.lastIndexOf('/') + 1)]
  const names = `select table_name from information_schema.tables where table_schema = 'public'`
  const tables = (await sql(server, name, names)).trim().split('\n').filter(Boolean)
  const one = (t) => `select '${t}', count(*), coalesce(md5(string_agg(x, ';' order by x)), '') from (select md5((to_jsonb(t) - '${CLOCK}')::text) as x from "${t}" t) l`
  const lines = tables.length > 0 ? (await sql(server, name, tables.map(one).join(' union all '))).trim().split('\n') : []
  return Object.fromEntries(lines.map((line) => line.split('|')).map(([t, count, hash]) => [t, { count: Number(count), hash }]))
}

/** Each table's rows: how many, and their hash. `stage` names what the columns are remembered under. */
export async function whole(database, stage = database) {
  if (!database.startsWith('sqlite:')) return ofPostgres(database)
  const file = database.slice('sqlite:'.length)
  const [rows] = await readFiles([file], await columns(file, stage))
  if (rows.error) throw new Error(`cannot be read: ${rows.error}`)
  return Object.fromEntries(Object.entries(rows).map(([t, lines]) => {
    const hash = createHash('md5').update(lines.map(({ line }) => line).join('\n')).digest('hex')
    return [t, { count: lines.length, hash }]
  }))
}

/** What teams' groups are to be told is taken out by a job, in its own time. */
const EMPTIED = ['group_post']

/** Which tables changed, the `spare` ones apart, and by how many rows: `{"feed":0,"signup":1}` in the order of their names. */
export function change(before, after, spare = []) {
  const left = [...EMPTIED, ...spare]
  const tables = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((t) => !left.includes(t)).sort()
  const changed = tables.filter((t) => before[t]?.hash !== after[t]?.hash)
  return JSON.stringify(Object.fromEntries(changed.map((t) => [t, (after[t]?.count ?? 0) - (before[t]?.count ?? 0)])))
}
