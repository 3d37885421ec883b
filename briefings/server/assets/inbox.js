// Keys of the inbox: from one fact to the next, and what can be done about each.

const items = () => [...document.querySelectorAll('.inbox article')];
const current = () => document.activeElement?.closest('.inbox article')
  ?? document.querySelector('.inbox article:target') ?? null;

const go = (item) => {
  item?.focus();
  item?.scrollIntoView({ block: 'nearest' });
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input:not([type=checkbox]), select, textarea')) {
    if (event.key === 'Escape') go(current());
    return;
  }
  const list = items();
  const place = list.indexOf(current());
  if (event.key === 'j' || event.key === 'k') {
    event.preventDefault();
    go(list[Math.min(Math.max(place + (event.key === 'j' ? 1 : -1), 0), list.length - 1)]);
    return;
  }
  const room = event.key === 'u' ? document : current() ?? list[0];
  const target = /^[a-z]$/.test(event.key) && room?.querySelector(`[data-press="${event.key}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
  // What unfolds asks for something: the first thing to write is under the cursor.
  target.closest('details[open]')?.querySelector('form input:not([type=hidden])')?.focus();
});

if (location.hash.startsWith('#item-')) go(document.querySelector(location.hash) ?? items().at(-1));
