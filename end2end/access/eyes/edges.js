// X17, X18: nothing sticks out, nothing is cut off, nothing lies on top of something else. Which of the two it is says who asks.
Object.assign(globalThis.eyes, {
  edges({ number = 'X17' } = {}) {
    const wrong = []
    const root = document.documentElement
    const over = root.scrollWidth - root.clientWidth
    if (over > 0) wrong.push(`${number} the page is ${over} px wider than the screen`)
    const texts = this.texts()
    for (const text of texts) wrong.push(...this.cut(text).map((what) => `${number} ${what}: ${this.called(text.element)}`))
    return this.few([...wrong, ...this.piled(texts).map((what) => `${number} ${what}`)])
  },

  /** What of a text is lost: behind the edge of a box that does not scroll, or over the border of what it is written on. */
  cut({ element, boxes, size }) {
    const lost = []
    let [across, down] = [true, true]
    const on = element.closest('button, .button, .chip, .tile, .state, .sync, .card, .item, .day, .choice')
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around)
      const box = around.getBoundingClientRect()
      if (/auto|scroll/.test(overflowX)) across = false
      if (/auto|scroll/.test(overflowY)) down = false
      const hides = (overflow) => /hidden|clip/.test(overflow)
      for (const { left, right, top, bottom } of boxes) {
        // Of a line the middle is looked at: the box of its letters is higher than they are.
        const [middle, half] = [(top + bottom) / 2, 0.36 * size]
        const aside = left < box.left - 1.5 || right > box.right + 1.5
        const above = middle - half < box.top - 1.5 || middle + half > box.bottom + 1.5
        if (across && aside && (hides(overflowX) || around === on)) lost.push('cut off at the side')
        if (down && above && (hides(overflowY) || around === on)) lost.push('cut off above or below')
      }
      if (getComputedStyle(around).position === 'fixed') break
    }
    if (across && boxes.some(({ left, right }) => left < -1.5 || right > innerWidth + 1.5)) lost.push('beyond the edge of the screen')
    return [...new Set(lost)]
  },

  /** Texts that lie on each other. */
  piled(texts) {
    const lines = texts.flatMap(({ element, boxes, size }) => {
      const layer = this.layer(element)
      const line = ({ left, right, top, bottom }) => ({ element, layer, left, right, middle: (top + bottom) / 2, half: 0.36 * size })
      return boxes.map(line)
    }).sort((a, b) => a.middle - b.middle)
    const found = []
    for (const [at, a] of lines.entries()) {
      for (let next = at + 1; next < lines.length && lines[next].middle - a.middle < a.half + 40; next += 1) {
        const b = lines[next]
        if (a.element === b.element || a.layer !== b.layer) continue
        const down = a.half + b.half - (b.middle - a.middle)
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        if (down > 2 && across > 2) found.push(`one text on another: ${this.called(a.element)} and ${this.called(b.element)}`)
      }
    }
    return found
  },

  /** As the guideline on text spacing wants it, over all that the page says. */
  spaced(on) {
    this.sheet ??= new CSSStyleSheet()
    const all = 'line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important'
    this.sheet.replaceSync(`* { ${all} } p { margin-block-end: 2em !important }`)
    document.adoptedStyleSheets = on ? [this.sheet] : []
  },
})
