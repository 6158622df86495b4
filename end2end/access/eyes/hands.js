// X8, X9, X10: what one can touch is large enough and far enough from the next one.
Object.assign(globalThis.eyes, {
  sizes({ elder }) {
    const wrong = []
    for (const one of this.targets()) {
      const { width, height } = one.getBoundingClientRect()
      const least = elder && one.matches('.button, .tile, .tab-bar a') ? 60 : 44
      if (Math.min(width, height) < least - 0.5) {
        wrong.push(`X8 ${Math.round(width)} by ${Math.round(height)} px to touch, not ${least}: ${this.called(one)}`)
      }
    }
    return this.few(wrong)
  },

  gaps({ elder }) {
    const wrong = []
    // Five places of 60 px leave 5 px between them where the screen has 320: their size is the ministry's, the gap is ours.
    const least = (one) => (elder && one.matches('.tab-bar a') && innerWidth < 5 * 60 + 4 * 12 ? 4 : elder ? 12 : 8)
    const all = this.targets().map((one) => ({ one, box: one.getBoundingClientRect(), layer: this.layer(one) }))
    for (const [at, a] of all.entries()) {
      for (const b of all.slice(at + 1)) {
        if (a.layer !== b.layer || a.one.contains(b.one) || b.one.contains(a.one)) continue
        const across = Math.max(a.box.left, b.box.left) - Math.min(a.box.right, b.box.right)
        const down = Math.max(a.box.top, b.box.top) - Math.min(a.box.bottom, b.box.bottom)
        if (across > -1 && down > -1) continue // over a corner
        const apart = Math.max(across, down)
        if (apart < least(a.one) - 0.5) {
          wrong.push(`X9 ${apart.toFixed(1)} px apart, not ${least(a.one)}: ${this.called(a.one)} and ${this.called(b.one)}`)
        }
      }
    }
    return this.few(wrong)
  },

  /**
   * Whatever floats above the page, or came up by itself, if anything does: 44 px to close it, at the upper corners or in the middle of
   * the foot. What lets every touch through to the page is in nobody's way.
   */
  floats() {
    const wrong = []
    const floating = 'dialog[open], [role=dialog], [role=alertdialog], [popover]:popover-open, .toast, .install, .hand-line'
    const closes = /关|×|不用|知道|close|no, thank|i see/i
    for (const float of document.querySelectorAll(floating)) {
      if (!this.shown(float) || getComputedStyle(float).pointerEvents === 'none') continue
      const box = float.getBoundingClientRect()
      const close = [...float.querySelectorAll('button')].find((one) => closes.test(one.textContent + one.getAttribute('aria-label')))
      if (!close) { wrong.push(`X10 nothing closes ${this.called(float)}`); continue }
      const { left, right, top, bottom, width, height } = close.getBoundingClientRect()
      const corner = top - box.top < 24 && (left - box.left < 24 || box.right - right < 24)
      const foot = box.bottom - bottom < 24 && Math.abs((left + right) / 2 - (box.left + box.right) / 2) < 24
      if (Math.min(width, height) < 43.5) wrong.push(`X10 ${Math.round(width)} by ${Math.round(height)} px close ${this.called(float)}`)
      if (!corner && !foot) wrong.push(`X10 what closes it is hard to find: ${this.called(float)}`)
    }
    return wrong
  },
})
