// The worker that reads codes out of what a camera sees (app/decoder): apart from the page, which ends it when it takes too long.
// Built into one file with its program's own script: not every browser knows modules in workers.
import init, { read } from '../target/parts/packed/decoder.js';

// A picture is [points as a buffer, width, height]. The answer is what a code in it holds, '' where there is none, null when the
// program broke down. Before the first picture, '' says that the program is there, and null that it does not come.
self.onmessage = ({ data: [points, width, height] }) => {
  try {
    self.postMessage(read(new Uint8Array(points), width, height) ?? '');
  } catch {
    self.postMessage(null);
  }
};
init({ module_or_path: fetch('decoder_bg.wasm') }).then(() => self.postMessage(''), () => self.postMessage(null));
