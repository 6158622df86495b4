// Dates with many people on them.
import { addDates, inTurns } from '../prove/stage.mjs'
import { uuid7 } from '../support.mjs'
import { SENDERS, SIGNED_UP } from './scale.mjs'

/** So many new dates of the town's organizer, an hour apart, each with as many people on it as it has places. */
export async function crowded(town, server, dates, firstHour) {
  const people = town.phones.slice(0, SIGNED_UP)
  const made = await addDates(server, town.organizer, Array.from({ length: dates }, () => people.length), firstHour)
  for (const occurrence of made) {
    await inTurns(people, SENDERS, async (phone) => {
      const command = { sign_up: { signup: uuid7(), occurrence, party: [phone.actor] } }
      const { status, answer } = await phone.push(phone.envelope(command))
      if (!answer?.outcome.applied) throw new Error(`nobody is signed up: ${status} ${JSON.stringify(answer)}`)
    })
  }
  return { dates: made, people }
}
