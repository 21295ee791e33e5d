/**
 * The chat in a frame of /embed.js: besides what the page does anyway it tells the page around it that it is there, that
 * Escape was pressed, and that something was said; never what.
 */
const listed = document.querySelector<HTMLMetaElement>('meta[name="pals-embed"]')?.content ?? '';
const allowed = new Set([location.origin, ...listed.split(' ')]);
/** The page around it, once it has greeted. */
let around: string | null = null;

const tell = (what: 'ready' | 'close' | 'message'): void => {
  if (around !== null) parent.postMessage(`pals:${what}`, around);
};

addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || !allowed.has(origin) || data !== 'pals:hello') return;
  around = origin;
  tell('ready');
});

// Heard before the page's own listeners: what Escape closes inside of the page is still open then.
addEventListener(
  'keydown',
  ({ key }) => {
    if (key === 'Escape' && document.querySelector('dialog[open], #more[aria-expanded="true"]') === null) tell('close');
  },
  true,
);

const said = new MutationObserver((changes) => {
  const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
  if (added.some((node) => node instanceof Element && !node.classList.contains('app-said--person'))) tell('message');
});
const log = document.getElementById('log');
if (log !== null) said.observe(log, { childList: true });

const isKept = (): boolean => {
  try {
    sessionStorage.setItem('pals-kept', '');
    sessionStorage.removeItem('pals-kept');
    return true;
  } catch {
    return false;
  }
};
const notKept = document.getElementById('not-kept');
if (notKept !== null) notKept.hidden = isKept();
