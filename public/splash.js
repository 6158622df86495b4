// What an iPhone shows while the app opens from its Home Screen, instead of an empty white: the lantern on the paper of today's
// theme. It is drawn on the phone for its very screen, so that no list of screens and pictures has to be sent. boot.js loads it on
// iPhones and iPads alone, in the browser, where the page can still be added.
const lantern = new Image();
lantern.src = '/favicon.svg';
await lantern.decode();
const paper = getComputedStyle(document.documentElement).backgroundColor;
const sides = [screen.width, screen.height].map((side) => side * devicePixelRatio).sort((a, b) => a - b);

function drawn(width, height) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d');
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, height);
  const side = Math.round(sides[0] / 3);
  pen.drawImage(lantern, (width - side) / 2, (height - side) / 2, side, side);
  return canvas.toDataURL('image/png');
}

function add(tag, attributes) {
  document.head.append(Object.assign(document.createElement(tag), attributes));
}

// The system looks for pictures only where this is said, too.
add('meta', { name: 'apple-mobile-web-app-capable', content: 'yes' });
const [short, long] = sides;
for (const [how, width, height] of [['portrait', short, long], ['landscape', long, short]]) {
  add('link', { rel: 'apple-touch-startup-image', media: `(orientation: ${how})`, href: drawn(width, height) });
}
