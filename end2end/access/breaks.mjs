// Each requirement broken once, by hand, in a page that is open: [number, which check must see it, what is done in the page].

/** Each runs in the page, with `put` to add something to the end of what it says. */
export const BREAKS = [
  ['X2', 'glance', () => { document.querySelector('main p').style.fontSize = '13px' }],
  ['X2', 'glance', () => { document.querySelector('main h1').style.fontSize = '24px' }],
  ['X4', 'glance', (put) => { put('p', '一句很长的话，'.repeat(30)).style.lineHeight = '1.1' }],
  ['X4', 'glance', () => { document.body.style.lineHeight = '1.4' }],
  ['X5', 'contrasts', (put) => { Object.assign(put('p', '看不清').style, { color: '#999', background: '#fff' }) }],
  ['X5', 'contrasts', (put) => { Object.assign(put('p', '只有五比一').style, { color: '#6b6b6b', background: '#fff', fontSize: '18px' }) }],
  ['X6', 'rings', () => { document.querySelector('main a').style.outline = '0' }],
  ['X7', 'chosen', (put) => {
    put('div').innerHTML = '<button aria-pressed="true">上午</button><button aria-pressed="false">下午</button>'
  }],
  ['X7', 'glance', (put) => { put('span', '排队').className = 'state is-waiting' }],
  ['X8', 'glance', (put) => { Object.assign(put('button', '小').style, { inlineSize: '40px', blockSize: '40px' }) }],
  ['X8', 'glance', (put) => {
    put('a', '大', { href: '/', class: 'button' }).style.cssText = 'min-block-size: 0; block-size: 50px; padding: 0'
  }],
  ['X9', 'glance', (put) => { put('div').innerHTML = '<a href="/" class="button">左</a><a href="/" class="button">右</a>' }],
  ['X10', 'glance', (put) => { put('dialog', '关不掉', { open: '' }) }],
  ['X10', 'glance', (put) => {
    const close = '<button style="inline-size: 20px; block-size: 20px">关</button>'
    put('dialog', '', { open: '' }).innerHTML = `<p>很长</p>${close}<p>很长</p>`
  }],
  ['X10', 'glance', (put) => { put('div', '说完不走', { class: 'toast' }) }],
  ['X10', 'glance', (put) => { put('section', '放到手机桌面', { class: 'notice install' }) }],
  ['X10', 'glance', (put) => { put('p', '挡着路', { class: 'hand-line' }).style.pointerEvents = 'auto' }],
  ['X11', 'heard', () => { document.addEventListener('touchmove', () => {}) }],
  ['X13', 'glance', (put) => { put('div', '您好', { role: 'alertdialog' }) }],
  ['X15', 'names', (put) => { put('button').style.cssText = 'inline-size:80px;block-size:80px' }],
  ['X15', 'axe', (put) => { put('img', '', { src: '/favicon.svg' }) }],
  ['X17', 'glance', (put) => { put('p', '宽').style.inlineSize = '2000px' }],
  ['X17', 'glance', (put) => { put('p', '一句很长的话，'.repeat(30)).style.cssText = 'overflow:hidden;block-size:40px' }],
  ['X17', 'glance', (put) => {
    const both = put('div')
    both.innerHTML = '<p>下面的一行</p><p>上面的一行</p>'
    both.lastChild.style.marginBlockStart = '-1.6em'
  }],
  ['X17', 'spaced', (put) => { put('p', '十个字放得下的一行字').style.cssText = 'white-space:nowrap;overflow:hidden;inline-size:10.2em' }],
  ['X18', 'twice', (put) => { put('p', '字大了就放不下').style.cssText = 'overflow:hidden;block-size:34px' }],
  ['X19', 'glance', () => {
    document.querySelector('h1').animate([{ opacity: 1 }, { opacity: 0.9 }], { duration: 500, iterations: Infinity })
  }],
  ['X20', 'glance', () => { document.querySelector('.help-line').remove() }],
  ['X20', 'glance', () => { document.querySelector('main').prepend(document.querySelector('.help-line')) }],
  ['X21', 'glance', (put) => { put('form').innerHTML = '<input><input><input><input><input>' }],
  ['X25', 'glance', () => { const tile = document.querySelector('.tile'); tile.after(tile.cloneNode(true)) }],
  ['X25', 'glance', () => { document.querySelector('.tile').append('名字太长的入口啊') }],
  ['X27', 'glance', (put) => { put('p', 'Submit') }],
  ['X27', 'glance', (put) => { for (let at = 0; at < 40; at += 1) put('p', '这一句话实在是太长了'.repeat(4)) }],
  ['X30', 'glance', () => { document.documentElement.lang = 'fr' }],
  ['X30', 'glance', (put) => { put('h1', '又一个') }],
  ['X30', 'glance', () => { document.title = '' }],
  ['X30', 'glance', (put) => { put('main') }],
  ['X30', 'glance', () => { for (const nav of document.querySelectorAll('nav')) nav.remove() }],
  ['X31', 'glance', (put) => { put('span', '待确认').className = 'state is-pending' }],
  ['X31', 'glance', (put) => {
    put('span').innerHTML = '<b class="state is-confirmed" style="inline-size: 30px; block-size: 30px"><svg></svg></b>'
  }],
]

/** The text of a break as it runs in the page. */
export const inPage = (act) => `(${act})((name, words = '', more = {}) => {
  const one = document.createElement(name)
  one.textContent = words
  for (const [key, value] of Object.entries(more)) one.setAttribute(key, value)
  document.querySelector('main > .page').append(one)
  return one
})`
