/**
 * The whole script of the sandbox frame: it starts and ends one language worker, and does nothing else.
 *
 * The worker is classic on purpose (Chromium starts no module worker from a blob in an opaque origin), and user code runs
 * in it and never in this frame, which shares the page's thread in some browsers. The text's hash stands in both the
 * page's and the frame's Content-Security-Policy.
 */
export const BOOT = `
let worker, url;
const end = () => {
  if (worker) worker.terminate();
  if (url) URL.revokeObjectURL(url);
  worker = url = undefined;
};
onmessage = (event) => {
  if (event.source !== parent) return;
  end();
  const { type, script } = event.data;
  if (type !== 'spawn') return;
  url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  worker = new Worker(url);
  worker.onerror = (error) => parent.postMessage({ type: 'worker-error', message: error.message }, '*');
  worker.postMessage({ type: 'start' }, event.ports);
};
parent.postMessage({ type: 'ready' }, '*');
`
