// Reads a page aloud, for whoever pressed the button (app/src/components/aloud.rs). boot.js loads this with the first press.
// It reads one sentence after the other: some browsers end a long text after a quarter of a minute, and some cannot go on with what
// they have paused. So a pause stops, and going on says the sentence again. Where it stands is an attribute of the root, which the
// style shows the buttons by: the app may draw them anew at any time.

const [LEAST, MOST, STEP] = [0.7, 1.2, 0.1];
const RATE = 'aloud-rate';
// A browser that has not begun by then has no voice, whatever it says.
const BEGINNING_MS = 5000;
const BLOCKS = 'h1, h2, p, li, dl > div';
const UNSAID = 'button, output, form, svg, .unseen, [aria-hidden=true]';

const root = document.documentElement;
const voice = window.speechSynthesis;
let [left, at, turn, where, watch] = [[], 0, 0, '', 0];
let rate = kept();

function kept() {
  try {
    return Math.min(MOST, Math.max(LEAST, Number(localStorage.getItem(RATE)) || 1));
  } catch {
    return 1;
  }
}

function keep() {
  try {
    localStorage.setItem(RATE, rate.toFixed(1));
  } catch {
    // Where nothing can be kept it holds as long as the page is open.
  }
}

const group = () => document.querySelector('main .aloud');
const show = (state) => { root.dataset.voice = state; };
const tell = (words) => { const line = group()?.querySelector('[role=status]'); if (line) line.textContent = words(line.dataset); };
const focus = (name) => group()?.querySelector(`[data-aloud=${name}]`)?.focus({ preventScroll: true });

/** What a part of the page says to those who see it, without its buttons. */
function said(part) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (data.trim() && !parentElement.closest(UNSAID)) words.push(data.trim());
  }
  const text = words.join('，').replace(/[，,\s]*·[，,\s]*/g, '，').replace(/，{2,}/g, '，');
  return /\p{Script=Han}/u.test(text) ? text.replaceAll('–', '到') : text;
}

/** The heading of the page and what is marked to be read, sentence by sentence. */
function sentences() {
  const blocks = (part) => (part.matches(BLOCKS) ? [part] : [...part.querySelectorAll(BLOCKS)].filter((one) => !one.parentElement.closest(BLOCKS)));
  const parts = document.querySelectorAll('main h1, main [data-said]');
  return [...parts].flatMap(blocks).flatMap((block) => said(block).match(/[^。！？!?]+[。！？!?”]*/g) ?? []);
}

/** A voice for what is written in Chinese or not. Cantonese reads the signs otherwise: it is taken where there is no other. */
function speaker(chinese) {
  const all = voice.getVoices().filter(({ lang }) => (chinese ? /^(zh|cmn)/i : /^en/i).test(lang));
  return all.find(({ lang }) => !/HK|MO|TW|yue/i.test(lang)) ?? all[0];
}

/** Some browsers fetch their voices when they are asked for the first time. */
async function voices() {
  if (voice.getVoices().length) return;
  await new Promise((come) => {
    voice.addEventListener?.('voiceschanged', come, { once: true });
    setTimeout(come, 1000);
  });
}

function stop() {
  turn += 1;
  clearInterval(watch);
  voice.cancel();
  show('');
}

function fail() {
  stop();
  tell((words) => words.none);
}

function next() {
  turn += 1;
  const mine = turn;
  const current = (then) => () => { if (mine === turn) then(); };
  if (at >= left.length) {
    const held = group()?.contains(document.activeElement);
    stop();
    if (held) focus('read');
    return;
  }
  const chinese = /\p{Script=Han}/u.test(left[at]);
  const words = new window.SpeechSynthesisUtterance(left[at]);
  words.lang = chinese ? 'zh-CN' : 'en';
  const who = speaker(chinese);
  if (who) words.voice = who;
  words.rate = rate;
  const late = setTimeout(current(fail), BEGINNING_MS);
  words.onstart = () => clearTimeout(late);
  words.onend = () => { clearTimeout(late); current(() => { at += 1; next(); })(); };
  words.onerror = () => { clearTimeout(late); current(fail)(); };
  voice.speak(words);
}

/** From the sentence at which it stands. Some browsers lose what is to be said in the moment in which something else was ended. */
function speak() {
  turn += 1;
  const mine = turn;
  voice.cancel();
  show('reading');
  setTimeout(() => { if (mine === turn) next(); }, 60);
}

async function begin() {
  stop();
  const mine = turn;
  show('reading');
  focus('pause');
  await voices();
  if (mine !== turn) return;
  [left, at, where] = [sentences(), 0, location.pathname];
  // Whoever has voices, and none of them for this, is told at once.
  if (voice.getVoices().length && !speaker(left.some((one) => /\p{Script=Han}/u.test(one)))) {
    fail();
    return;
  }
  // A page that is left is not read on.
  watch = setInterval(() => { if (location.pathname !== where || !group()) stop(); }, 400);
  speak();
}

function pause() {
  turn += 1;
  voice.cancel();
  show('paused');
  focus('go');
}

function go() {
  speak();
  focus('pause');
}

function change(by) {
  rate = Math.min(MOST, Math.max(LEAST, rate + by));
  keep();
  tell((words) => `${words.rate} ${rate.toFixed(1)}`);
  if (root.dataset.voice === 'reading') speak();
}

const DEEDS = {
  read: begin,
  pause,
  go,
  stop: () => { stop(); focus('read'); },
  slower: () => change(-STEP),
  faster: () => change(STEP),
};

addEventListener('pagehide', stop);

/** What a button does. */
export function pressed(button) {
  tell(() => '');
  return DEEDS[button.dataset.aloud]?.();
}
