// Chances that can be drawn again: a seed gives the same choices. (What happens in which millisecond, it does not decide.)
import { randomInt } from 'node:crypto'

export const newSeed = () => Number(process.env.PROVE_SEED ?? randomInt(2 ** 32 - 1))

export class Random {
  constructor(seed) { this.state = seed >>> 0 }

  /** In [0, 1). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below(n) { return Math.floor(this.next() * n) }

  chance(p) { return this.next() < p }

  pick(list) { return list[this.below(list.length)] }

  shuffled(list) {
    return list.map((item) => [this.next(), item]).sort(([a], [b]) => a - b).map(([, item]) => item)
  }
}
