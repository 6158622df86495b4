// X2, X3, X4: how large letters are, and how far their lines stand apart.
Object.assign(globalThis.eyes, {
  letters({ elder }) {
    const wrong = []
    const least = elder ? 18 : 14
    const main = elder ? 20 : 16
    const number = elder ? 'X2' : 'X3'
    const size = (element) => parseFloat(getComputedStyle(element).fontSize)
    for (const one of this.texts()) {
      if (one.size < least - 0.01) wrong.push(`${number} letters of ${one.size} px, not ${least}: ${this.called(one.element)}`)
    }
    if (size(document.body) < main) wrong.push(`${number} the text of the page is ${size(document.body)} px large, not ${main}`)
    for (const field of document.querySelectorAll('input, select, textarea')) {
      if (!this.shown(field) || size(field) >= main - 0.01) continue
      wrong.push(`${number} what is typed is ${size(field)} px large, not ${main}: ${this.called(field)}`)
    }
    const heading = document.querySelector('main h1')
    if (elder && heading && size(heading) < 26) wrong.push(`X2 the heading is ${size(heading)} px large, not 26`)
    return this.few(wrong)
  },

  /** Lines of a paragraph at 1.3 at least, ours at 1.6 in the elder view; a heading is no paragraph. */
  lines({ elder }) {
    const wrong = []
    const style = getComputedStyle(document.body)
    const ours = parseFloat(style.lineHeight) / parseFloat(style.fontSize)
    const wanted = elder ? 1.6 : 1.5
    if (ours < wanted - 0.01) wrong.push(`X4 the lines of the page are ${ours.toFixed(2)} apart, not ${wanted}`)
    for (const { element, boxes, size } of this.texts()) {
      if (element.closest('h1, h2, h3, .code')) continue
      const tops = [...new Set(boxes.map((box) => Math.round(box.top * 2) / 2))].sort((a, b) => a - b)
      const steps = tops.slice(1).map((top, at) => top - tops[at]).filter((step) => step > size / 2)
      if (steps.length > 0 && Math.min(...steps) < 1.3 * size - 0.6) {
        wrong.push(`X4 lines ${(Math.min(...steps) / size).toFixed(2)} apart, not 1.3: ${this.called(element)}`)
      }
    }
    for (const next of document.querySelectorAll('.prose p + p')) {
      const before = next.previousElementSibling
      const line = parseFloat(getComputedStyle(before).lineHeight)
      const apart = next.getBoundingClientRect().top - before.getBoundingClientRect().bottom
      if (!this.shown(next) || !this.shown(before) || apart >= 0.3 * line - 0.6) continue
      wrong.push(`X4 ${apart.toFixed(1)} px between two paragraphs of lines of ${line} px: ${this.called(next)}`)
    }
    return this.few(wrong)
  },
})
