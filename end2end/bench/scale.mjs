// How much of everything. BENCH_SCALE makes it less, to try the benchmark out; figures of such a run mean nothing.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { release, root } from '../prove/stage.mjs'

const scale = Number(process.env.BENCH_SCALE ?? 1)
const whole = (n, least) => Math.max(least, Math.round(n * scale))

export const binary = process.env.BENCH_BINARY ?? release
export const bareBinary = process.env.BENCH_BARE ?? path.join(root, 'target/release/bare')

export const RESIDENTS = whole(10_000, 1_000)
/** Each signed in as somebody else. */
export const PHONES = whole(5_000, 320)
/** Connections of the load generators. */
export const CONNECTIONS = 16
/** Measured in turns with what it is compared with, because other work on the machine comes and goes; the median counts. */
export const SLICES = 3
export const SLICE_SECONDS = whole(3, 1)
export const OPEN_SECONDS = whole(8, 1)
export const COMMAND_SECONDS = whole(4, 1)
/** Phones that send commands at the same time. */
export const SENDERS = 64
export const RUSHES = 5
export const OUTAGE_PHONES = whole(10_000, 200)
export const OUTAGE_SECONDS = whole(60, 3)
export const IDLE_SECONDS = whole(25, 3)
/** People on a date whose list is opened, or whose doors have no network. */
export const SIGNED_UP = whole(500, 50)
export const LIST_RUNS = 7
export const DOORS = 4
/** Facts that all doors together have noted. */
export const CHECK_INS = 2 * SIGNED_UP
export const DOOR_RUNS = 3

/** So many files a process may have open here: Node asks for all that the system allows. */
const files = Number(execFileSync('bash', ['-c', 'ulimit -Hn']).toString().replace('unlimited', '1048576'))

/** As many connections as were asked for, or as many as fit. */
export const fitting = (connections) => Math.min(connections, files - 300)
