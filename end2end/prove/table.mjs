// What `make prove` keeps: a line for everything that was tried, and the table of them, with what was to be reached beside what was.
import { execFileSync } from 'node:child_process'
import { appendFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './stage.mjs'

export const LINES = path.join(root, 'target/prove.jsonl')
export const TABLE = path.join(root, 'target/prove.txt')

export const lines = async () => {
  const text = await readFile(LINES, 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line))
}

export const note = (line) => appendFile(LINES, `${JSON.stringify(line)}\n`)

/** The goals of a night for what is counted in Rust: how many, and of what. Where there are several, each must be reached. */
export const GOALS = {
  SIM: [{ of: 'phones, network and rules', goal: 20_000 }],
  AUTHZ: [{ of: '', goal: 5_000 }],
  CANARY: [{ of: '', goal: 10_000_000 }],
  FUZZ: [{ of: 'malformed HTTP', goal: 1_000_000 }, { of: '', each: true, goal: 10_000_000 }],
}

/**
 * How far a harness in Rust came. What is run a second time, larger, is counted once: its chances are the same ones. `each` is of the
 * kind that was tried least.
 */
export function reached(rows, { of, each }) {
  const counts = new Map()
  for (const { what, tried } of rows.filter((row) => row.what.startsWith(of))) {
    const name = what.replace(/: \d+ commands$/, '')
    counts.set(name, Math.max(counts.get(name) ?? 0, tried))
  }
  const all = [...counts.values()]
  return each ? Math.min(...all, Infinity) : all.reduce((sum, one) => sum + one, 0)
}

/** A line for each goal of the harnesses in Rust that ran. */
export function goalsOf(rows) {
  const ran = Object.entries(GOALS).filter(([harness]) => rows.some((row) => row.harness === harness))
  return ran.flatMap(([harness, goals]) => goals.map((one) => {
    const tried = reached(rows.filter((row) => row.harness === harness), one)
    const what = `goal of a night: ${one.each ? 'each kind' : one.of || 'all kinds'}`
    return { harness, what, tried: Number.isFinite(tried) ? tried : 0, goal: one.goal, failures: 0, seeds: [] }
  }))
}

/** Whether somebody may rely on it: a run that was too short shows less than it was to show. */
export function verdict({ tried, goal, failures }) {
  if (failures > 0) return 'FAILED'
  if (goal === undefined) return 'ok'
  if (tried >= goal) return 'ok'
  return `SHORT: ${Math.floor((100 * tried) / goal)} %`
}

function commit() {
  const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', with changes that are not committed'
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed}`
  } catch {
    return 'unknown'
  }
}

export function table(rows, minutes) {
  const head = ['harness', 'tried', 'goal', 'failures', 'verdict', 'what', 'seeds of the failures']
  const right = [1, 2, 3]
  const seeds = (row) => (row.seeds ?? []).slice(0, 8).join(' ')
  const cells = rows.map((row) => {
    return [row.harness, String(row.tried), String(row.goal ?? ''), String(row.failures), verdict(row), row.what, seeds(row)]
  })
  const widths = head.map((_, at) => Math.max(...[head, ...cells].map((line) => line[at].length)))
  const fit = (cell, at) => right.includes(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at])
  const draw = (line) => line.map(fit).join('  ').trimEnd()
  const [failed, short] = ['FAILED', 'SHORT'].map((word) => rows.filter((row) => verdict(row).startsWith(word)).length)
  const end = failed > 0 ? `${failed} lines FAILED` : short > 0 ? `nothing failed, but ${short} goals were not reached: longer is needed` : 'every goal was reached'
  return [
    `commit ${commit()}`, `${minutes.toFixed(1)} minutes, begun ${new Date(Date.now() - minutes * 60_000).toISOString()}`, '',
    draw(head), draw(widths.map((width) => '-'.repeat(width))), ...cells.map(draw), '', end, '',
  ].join('\n')
}
