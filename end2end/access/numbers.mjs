// What is asked of the app so that everybody can use it, by number, and where it is held to it: a file below tests, and a text of that file.
// WALK is the look at every page in every way, whose eyes carry the numbers themselves.

const WALK = 'WALK'
const DEEDS = 'web/access-deeds.test.mjs'

export const NUMBERS = {
  X1: ['letters can grow to 30 px', [DEEDS, 'X1:']],
  X2: ['in the elder view the text is 20 px large, headings 26, nothing below 18', WALK],
  X3: ['in the normal view the text is 16 px large, nothing below 14', WALK],
  X4: ['lines stand 1.3 apart at least, paragraphs more', WALK],
  X5: ['letters have a contrast of 4.5, in the elder view of 7', WALK],
  X6: ['what has the focus has a ring of 3 px, seen and not hidden', WALK, ['keyboard.test.mjs', 'never lost sight of the focus']],
  X7: ['colour is never the only sign', WALK],
  X8: ['what one touches is 44 px large, the main things of the elder view 60', WALK],
  X9: ['8 px lie between what one touches, in the elder view 12', WALK],
  X10: [
    'what floats can be closed, by a button that is large and where one looks for it', WALK, ['toast.test.mjs', 'X10:'],
    ['hand.test.mjs', 'floating(page)'],
  ],
  X11: ['no gesture but a tap', WALK, ['shifts.test.mjs', 'is planned, taken in three taps']],
  X12: ['nothing hurries', [DEEDS, 'X12:'], ['toast.test.mjs', 'X12:'], ['desk-people.test.mjs', 'X12:']],
  X13: ['nobody else is asked, and nothing opens by itself', WALK],
  X14: ['no puzzle at the door', [DEEDS, 'X14:']],
  X15: ['a screen reader hears a name for each control, and what is new', WALK],
  X16: [
    'all tasks with the keyboard alone', ['keyboard.test.mjs', 'with the keyboard alone'],
    ['keyboard-more.test.mjs', 'on the pages that came later'],
  ],
  X17: ['nothing is lost at 320 px or with text spaced wider', WALK],
  X18: ['nothing is lost with letters twice as large', WALK],
  X19: ['a phone may lie on its side, and nothing moves where movement is unwanted', WALK],
  X20: ['help stands at the same place of every page, one tap to call', WALK],
  X21: [
    'four fields at once at most in the elder view', WALK, ['steps.test.mjs', 'nothing is lost'],
    ['draft.test.mjs', 'outlives its page'],
  ],
  X22: ['what is wrong is said beside its field', [DEEDS, 'X22:'], ['post.test.mjs', 'a mistake is said at its field']],
  X23: ['what cannot be undone is asked twice', ['stories.test.mjs', '是的，不去了'], ['keyboard-more.test.mjs', 'thinks better of it']],
  X24: ['three taps in the elder view', [DEEDS, 'X24:']],
  X25: ['six tiles at most, each a drawing and a short word', WALK],
  X26: ['what is announced can be heard', [DEEDS, 'X26:']],
  X27: ['short sentences, no English alone', WALK],
  X28: [
    'a finger is answered in 200 ms, a start without a network in 3 s', ['web/faults-slow.test.mjs', 'slowest <= 200'],
    ['web/faults-cold.test.mjs', 'took <= 3000'],
  ],
  X29: ['program and scripts are 700 KiB at most', [DEEDS, 'X29:']],
  X30: ['language, title, regions, one heading', WALK],
  X31: [
    'a state is a word and a sign, and is heard', WALK, ['offline.test.mjs', 'what is done offline is kept'],
    ['offline.test.mjs', 'heard once'], ['shifts.test.mjs', 'heard once'],
  ],
  X32: ['a helper acts with consent, and is named', ['mandate.test.mjs', 'a helper asks, is let, signs her up, and is ended']],
}

/** Which numbers nobody holds the app to. `looks` is the text of the walk and its eyes, `read(name)` that of a file of tests. */
export async function unheld(looks, read) {
  const lost = []
  for (const [number, [, ...places]] of Object.entries(NUMBERS)) {
    for (const place of places) {
      // X1 is not the beginning of X10.
      const held = place === WALK ? new RegExp(`${number}(?!\\d)`).test(looks) : (await read(place[0])).includes(place[1])
      if (!held) lost.push(`${number} is not held to in ${place === WALK ? 'the walk' : place[0]}`)
    }
  }
  return lost
}
