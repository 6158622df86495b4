// The tests of the tests (NC7, a vote table without its key, is server/tests/votes; those of phones are in end2end/tests): a server that breaks one rule on purpose must be caught by the harness that the rule belongs to. The same
// build that breaks nothing must pass.
import path from 'node:path'
import { clock } from './clock.mjs'
import { killServer } from './kill.mjs'
import { power } from './power.mjs'
import { race } from './race.mjs'
import { root } from './stage.mjs'

/** `make negative` builds it. */
export const binary = path.join(root, 'target/negative/xishan')
/** Stands in every binary that can break a rule. */
export const MARK = 'unsafe-negative-controls: a rule is broken on purpose'

const racing = (resource) => (env) => race({ rounds: 9, enough: 1, resources: [resource], binary, env })
const dying = (env) => killServer({ cycles: 50, enough: 1, binary, env })
const stepping = (env) => clock({ enough: 1, binary, env })
const darkness = (env) => power({ count: 24, commands: 400, binary, env })

/** Each control with the rule it breaks and the harness that must see it. */
export const CONTROLS = {
  NC1: { what: 'no capacity condition', harness: racing('place') },
  'NC1 (offers)': { what: 'no capacity condition where places are offered', harness: racing('offer'), rule: 'NC1' },
  NC2: { what: 'a write that reads before it takes the lock', harness: racing('terminal') },
  NC3: { what: 'no receipt check', harness: racing('sameId') },
  NC4: { what: 'the receipt in a second transaction', harness: dying },
  NC5: { what: 'an answer before the commit', harness: darkness },
  NC6: { what: 'synchronous=NORMAL', harness: darkness },
  NC8: { what: 'a permission that somebody had when the command was made', harness: racing('office') },
  NC9: { what: 'the session checked outside the transaction', harness: racing('revoke') },
  NC14: { what: 'one posting of an entry turned round', harness: racing('balance') },
  NC16: { what: 'a time that follows the steps of the clock', harness: stepping },
}

/** Runs a control's harness, on a server that breaks its rule or, for `rule` = null, on the same build as it should be. */
export const tryControl = (name, rule = CONTROLS[name].rule ?? name) => CONTROLS[name].harness({ XISHAN_NEGATIVE: rule ?? '' })
