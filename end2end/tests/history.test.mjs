// Long histories with lost answers are explained by one order of all commands; and the checker sees what is wrong with a history.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hist } from '../prove/hist.mjs'
import { compare } from '../prove/history.mjs'
import { broken } from '../prove/invariants.mjs'
import { linearizable } from '../prove/model.mjs'
import { postgres } from '../support.mjs'

test('10,000 operations on SQLite have one order that explains them', { timeout: 300_000 }, async () => {
  const { failures, tried, lost } = await hist({ operations: 10_000 })
  assert.deepEqual(failures, [])
  assert.ok(tried >= 10_000 && lost >= 10, `${tried} operations, ${lost} % of the answers lost`)
})

const skip = postgres ? false : 'XISHAN_TEST_POSTGRES is not set: run it with .ci/with-postgres'
test('2,000 operations on PostgreSQL have one order that explains them', { timeout: 300_000, skip }, async () => {
  assert.deepEqual((await hist({ operations: 2_000, postgres })).failures, [])
})

/** Two people, one place: the first got it, the second waits, the first gave it back, a third was refused for being in already. */
function story() {
  const date = { id: 'date', capacity: 1, confirmed: 0, waiting: 0, last_ticket: 0 }
  const start = { dates: [date], servings: [], signups: [], orders: [] }
  const sign = (signup, person) => ({ sign_up: { signup, occurrence: 'date', party: [person] } })
  const op = (id, command, invoked, ended, outcome) => [id, { id, command, invoked, ended, outcome }]
  const already = { refused: { refusal: { already_signed_up: { name: 'b' } } } }
  const ops = new Map([
    op('1', sign('a', 'anna'), 1, 2, { applied: { revision: 1 } }),
    op('2', sign('b', 'bei'), 3, 5, { applied: { revision: 2 } }),
    op('3', sign('c', 'bei'), 4, 6, already),
    op('4', { cancel_signup: { signup: 'a' } }, 7, 8, { applied: { revision: 3 } }),
  ])
  const row = (id, person, state) => ({ id, date: 'date', booker: person, party: [person], state, ticket: null, position: null })
  const end = {
    ...start, revision: 3, feed: [],
    dates: [{ ...date, confirmed: 1, last_ticket: 1 }],
    signups: [row('a', 'anna', 'cancelled'), row('b', 'bei', 'confirmed')],
    receipts: [...ops.values()].map(({ id, outcome }) => ({ id, outcome })),
  }
  const history = { ops, faults: [] }
  return { history, start, end }
}

const check = ({ history, start, end }) => [...linearizable(history, start, end), ...compare(history, end)]
const feedless = (state) => broken(state).filter((text) => !text.includes('feed'))

test('the checker explains a right history', () => {
  const right = story()
  assert.deepEqual(check(right), [])
  assert.deepEqual(feedless(right.end), [])
})

const LIES = {
  'an order against time': ({ history: { ops } }) => { ops.get('1').outcome = { applied: { revision: 9 } } },
  'a refusal before its reason': ({ history: { ops } }) => { Object.assign(ops.get('3'), { invoked: 2.1, ended: 2.2 }) },
  'a refusal for another reason': ({ history: { ops } }) => { ops.get('3').outcome = { refused: { refusal: 'already_cancelled' } } },
  'an effect without its command': ({ history: { ops } }) => { ops.get('4').outcome = undefined },
  'a command applied twice': ({ history: { ops } }) => { ops.set('5', { ...ops.get('2'), id: '5', invoked: 9, ended: 10, outcome: { applied: { revision: 4 } } }) },
  'an answer that is gone': ({ end }) => { end.receipts.pop() },
  'a row that is gone': ({ end }) => { end.signups.pop() },
  'a row that nobody made': ({ end }) => { end.receipts.splice(1, 1) },
  'nobody moved up': ({ end }) => { Object.assign(end.signups[1], { state: 'waiting', ticket: 1, position: 1 }) },
}

for (const [what, lie] of Object.entries(LIES)) {
  test(`the checker sees ${what}`, () => {
    const wrong = story()
    lie(wrong)
    assert.notDeepEqual(check(wrong), [])
  })
}

const BREACHES = {
  'more people than places': ({ signups, dates }) => { dates[0].capacity = 0; return signups },
  'a count that is not the rows': ({ dates }) => { dates[0].confirmed = 0 },
  'somebody in it twice': ({ signups, dates }) => { signups.push({ ...signups[1], id: 'd' }); dates[0].confirmed = 2; dates[0].capacity = 2 },
  'a free place and a line': ({ signups, dates }) => { Object.assign(signups[1], { state: 'waiting', ticket: 1, position: 1 }); Object.assign(dates[0], { confirmed: 0, waiting: 1 }) },
  'two commands at one revision': ({ receipts }) => { receipts[0].outcome = receipts[1].outcome },
}

for (const [what, breach] of Object.entries(BREACHES)) {
  test(`the invariants see ${what}`, () => {
    const { end } = story()
    breach(end)
    assert.notDeepEqual(feedless(end), [])
  })
}
