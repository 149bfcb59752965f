/**
 * The whole script of the sandbox frame: it starts and ends one language worker, keeps what its workers start from, and
 * does nothing else.
 *
 * The worker is classic on purpose (Chromium starts no module worker from a blob in an opaque origin), and user code runs
 * in it and never in this frame, which shares the page's thread in some browsers. WebAssembly is compiled here, once for
 * all workers: a compiled module cannot cross from the page. A worker that starts from what is kept says once how that
 * went, and what the next may start from beside it; only its first word counts, for user code comes later and can post
 * too. The text's hash stands in both the page's and the frame's
 * Content-Security-Policy.
 */
export const BOOT = `
let worker, url, parts, turn = 0;
const end = () => {
  if (worker) worker.terminate();
  if (url) URL.revokeObjectURL(url);
  worker = url = undefined;
};
const tell = (message) => parent.postMessage(message, '*');
const keep = ({ wasm, ...rest }) => {
  parts = WebAssembly.compile(wasm).then((module) => ({ ...rest, module }));
  parts.catch(() => {});
};
const spawn = ({ script, number }, ports, given) => {
  url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  worker = new Worker(url);
  worker.onerror = (error) => tell({ type: 'worker-error', message: error.message });
  if (given) worker.onmessage = ({ data }) => {
    worker.onmessage = null;
    if (data.keep) parts = Promise.resolve({ ...given, ...data.keep });
    tell({ type: 'worker', number, message: data.failure });
  };
  worker.postMessage({ type: 'start', parts: given }, ports);
};
onmessage = async ({ source, data, ports }) => {
  if (source !== parent) return;
  if (data.type === 'keep') return keep(data.parts);
  end();
  const mine = ++turn;
  if (data.type !== 'spawn') return;
  if (!data.needsParts) return spawn(data, ports);
  try {
    const given = await parts;
    if (mine === turn) spawn(data, ports, given);
  } catch (error) {
    tell({ type: 'worker', number: data.number, message: String(error) });
  }
};
tell({ type: 'ready' });
`
