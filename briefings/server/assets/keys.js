// Keys for everything that can be clicked; `?` lists them.
'use strict';

(() => {
  const PAGES = { d: ['/', 'Desk'], i: ['/inbox', 'Inbox'], c: ['/calendar', 'Contacts'], s: ['/sources', 'Sources'], a: ['/add', 'Add'], v: ['/saved', 'Saved'] };
  const HERE = [
    ['/', 'Find'],
    ['j, k', 'next and last entry of a list, sentence of a note, or fact of the inbox'],
    ['Enter', 'open it'],
    ['←, →', 'last and next day on which the note changes; last and next year'],
    ['o', 'open what folds in the panel'],
    ['Esc', 'close the panel, or this list'],
    ['?', 'this list'],
  ];
  const INBOX = [
    ['a, r', 'accept, reject'],
    ['h, e', 'it still holds; it ended on a day'],
    ['n, s', 'not yet; settle it'],
    ['o, u', 'open it; undo the last save'],
  ];
  const isOffered = (address) => document.querySelector(`.bar a[href="${address}"]`) !== null;

  const list = () => {
    let dialog = document.getElementById('keys');
    if (dialog) return dialog;
    dialog = document.createElement('dialog');
    dialog.id = 'keys';
    dialog.className = 'own';
    dialog.setAttribute('aria-labelledby', 'keys-title');
    dialog.dataset.own = '';
    const rows = [...HERE, ...(document.querySelector('.inbox') ? INBOX : []), ...Object.entries(PAGES).filter(([, [address]]) => isOffered(address)).map(([key, [, name]]) => [`g ${key}`, name])];
    const title = Object.assign(document.createElement('h2'), { id: 'keys-title', textContent: 'Keys' });
    const table = document.createElement('table');
    for (const [key, words] of rows) {
      const row = table.insertRow();
      const head = Object.assign(document.createElement('th'), { scope: 'row' });
      head.append(...key.split(', ').flatMap((each, number) => [number ? ', ' : '', Object.assign(document.createElement('kbd'), { textContent: each })]));
      row.append(head);
      row.insertCell().textContent = words;
    }
    const form = Object.assign(document.createElement('form'), { method: 'dialog' });
    form.append(Object.assign(document.createElement('button'), { textContent: 'Close' }));
    dialog.append(title, table, form);
    document.body.append(dialog);
    return dialog;
  };

  // One stop for each sentence and each entry of a list.
  const stops = () => {
    const sentences = [...document.querySelectorAll('.note .said')].filter((link) => link.tabIndex >= 0);
    return sentences.length ? sentences : [...document.querySelectorAll('main :is(.tasks, .timeline, .strip) li > a, main .board th a, main .wide th a')];
  };
  const move = (step) => {
    const all = stops();
    const place = all.indexOf(document.activeElement);
    const next = all[Math.min(Math.max(place + step, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'center' });
  };

  let isGoing = false;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest('input, select, textarea, [contenteditable], dialog')) return;
    const wasGoing = isGoing;
    isGoing = false;
    if (wasGoing) {
      const [address] = PAGES[event.key] ?? [];
      if (address && isOffered(address)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        location.assign(address);
      }
      return;
    }
    const isInbox = document.querySelector('.inbox') !== null;
    if (event.key === 'g') isGoing = true;
    else if (event.key === '?') list().showModal();
    else if ((event.key === 'j' || event.key === 'k') && !isInbox) move(event.key === 'j' ? 1 : -1);
    else if (event.key === 'o') document.querySelectorAll('#rests details').forEach((fold) => { fold.open = true; });
    else if (event.key === 'Escape') document.querySelector('#rests .close')?.click();
  }, true); // before the keys of the inbox, since `g a` accepts nothing

  // The list is there for a finger, too.
  const place = document.querySelector('.bar > p');
  if (place) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Keys' });
    button.dataset.own = '';
    button.addEventListener('click', () => list().showModal());
    place.append(' ', button);
  }
})();
