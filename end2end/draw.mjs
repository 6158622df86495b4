// Draws a lottery again from what is published of it, with nothing but Node's own hash.
import { createHash } from 'node:crypto'

export const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** The order and who gets places, from seed, classes, sizes and identities alone. */
export function drawAgain({ seed, places, entries }) {
  const bytes = Buffer.from(seed, 'hex')
  const parties = entries.map(({ signup, seats, drawn }) => {
    const value = sha256(bytes, Buffer.from(signup.replaceAll('-', ''), 'hex'))
    return { signup, seats, class: drawn.class, elsewhere: drawn.outcome === 'elsewhere', value }
  })
  parties.sort((a, b) => a.class - b.class || Buffer.compare(a.value, b.value))
  let [free, held] = [places, false]
  return parties.map((party, at) => {
    const won = !party.elsewhere && !held && party.seats <= free
    if (won) free -= party.seats
    held ||= !won && !party.elsewhere
    const outcome = won ? 'won' : party.elsewhere ? 'elsewhere' : 'waits'
    return { signup: party.signup, place: at + 1, class: party.class, value: party.value.toString('hex'), outcome }
  })
}

/** What is published of a draw, party by party, to be compared with the same drawn again. */
export const asPublished = ({ entries }) => entries.map(({ signup, drawn: { place, class: served, value, outcome } }) => {
  return { signup, place, class: served, value, outcome }
})
