// Sizes, speeds, memory: `make bench`. Prints tables; fails nothing.
//
// Everything is measured on the release binary, in folders and on ports of its own, with the load made on the same machine. Speeds mean
// little by themselves on a machine that does other things too, so they stand beside those of a bare server and a bare
// loop of the same libraries (`end2end/bare`), measured in turns with them; only the ratio is worth comparing.
//
// `BENCH=load,live` measures those parts alone; `BENCH_DATABASE=sqlite` one database alone.
import { commands } from './bench/commands.mjs'
import { doors } from './bench/doors.mjs'
import { fingers } from './bench/fingers.mjs'
import { heading } from './bench/figures.mjs'
import { intake } from './bench/intake.mjs'
import { lighthouse } from './bench/lighthouse.mjs'
import { list } from './bench/list.mjs'
import { live } from './bench/live.mjs'
import { load } from './bench/load.mjs'
import { outage } from './bench/outage.mjs'
import { search } from './bench/search.mjs'
import { size } from './bench/size.mjs'
import { town } from './bench/town.mjs'
import { warm } from './bench/warm.mjs'
import { postgres } from './support.mjs'

/** What needs only the demonstration community. */
const ALONE = { size, lighthouse, warm, fingers, search, intake }
/** What needs a whole town, on each database. */
const IN_TOWN = { load, commands, live, outage, doors, list }

const asked = process.env.BENCH?.split(',')
const wanted = (parts) => Object.entries(parts).filter(([name]) => !asked || asked.includes(name))

/** A part that cannot be measured says so, and the others go on. */
async function measure(name, part) {
  try {
    await part()
  } catch (error) {
    heading(`${name} was not measured: ${error.stack}`)
  }
}

async function inTown(kind) {
  const place = await town(kind, postgres)
  heading(`==== ${kind === 'postgres' ? 'PostgreSQL' : 'SQLite'} ====`)
  try {
    for (const [name, part] of wanted(IN_TOWN)) await measure(name, () => part(place))
  } finally {
    await place.remove()
  }
}

for (const [name, part] of wanted(ALONE)) await measure(name, part)
for (const kind of ['sqlite', 'postgres']) {
  const leftOut = process.env.BENCH_DATABASE && process.env.BENCH_DATABASE !== kind
  if (leftOut || wanted(IN_TOWN).length === 0) continue
  if (kind === 'postgres' && !postgres) heading('There is no PostgreSQL to measure with: see .ci/with-postgres')
  else await measure(kind, () => inTown(kind))
}
