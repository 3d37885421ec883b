// What makes forms comfortable: a preview while typing, names offered, drafts kept. Everything works without it.

const form = document.getElementById('entry');
const TYPING_PAUSE = 450;
const OFFER_PAUSE = 120;
const SAVING = 'briefings:saving';

const named = () => [...form.querySelectorAll('input[name], select[name], textarea[name]')]
  .filter((field) => !['token', 'before'].includes(field.name));

// --- the preview -------------------------------------------------------------------------------------

// Whoever still chooses from what is offered has not chosen wrongly.
const isBeingChosen = (list) => {
  const field = document.activeElement;
  return field?.dataset.completes !== undefined && list.id === `${field.id}-problems`;
};

let turn = 0;
const preview = async () => {
  const mine = ++turn;
  const panel = document.getElementById('preview');
  panel.setAttribute('aria-busy', 'true');
  const body = new URLSearchParams(new FormData(form));
  body.set('do', 'live');
  const answer = await fetch(form.action, { method: 'POST', body, credentials: 'same-origin' });
  if (mine !== turn) return;
  panel.setAttribute('aria-busy', 'false');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const news = page.getElementById('preview');
  if (!news) return;
  if (news.dataset.good !== undefined) document.getElementById('refused')?.remove();
  const isOpen = panel.querySelector('.behind')?.open;
  panel.replaceChildren(...news.childNodes); // every value in it was escaped, and no script in it may run
  if (isOpen) panel.querySelector('.behind')?.setAttribute('open', '');
  for (const list of form.querySelectorAll('.fields :is(.problems, .read)[id]')) {
    const other = isBeingChosen(list) ? null : page.getElementById(list.id);
    list.replaceChildren(...(other ? other.childNodes : []));
    if (!list.textContent.trim()) list.replaceChildren();
  }
  markProblems();
};

const markProblems = () => {
  for (const field of named()) {
    const lists = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id));
    const isWrong = lists.some((list) => list?.classList.contains('problems') && list.querySelector('li'));
    if (isWrong) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
};

// --- drafts ------------------------------------------------------------------------------------------

const draftKey = form && `briefings:${form.dataset.draft}`;
const before = () => form.elements.before?.value ?? '';

const keep = () => {
  const words = Object.fromEntries(named().filter((field) => field.value).map((field) => [field.name, field.value]));
  localStorage.setItem(draftKey, JSON.stringify({ before: before(), words }));
  isChanged = true;
};

let isChanged = false;

const offerDraft = () => {
  const saved = localStorage.getItem(draftKey);
  if (!saved || document.querySelector('.fields .problems li')) return;
  const { before: old, words } = JSON.parse(saved);
  const now = Object.fromEntries(named().filter((field) => field.value).map((field) => [field.name, field.value]));
  if (Object.keys(words).every((name) => now[name] === words[name])) return;
  const note = document.getElementById('kept');
  const use = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Take up what I wrote' });
  const drop = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Forget it' });
  use.addEventListener('click', () => {
    for (const [name, value] of Object.entries(words)) {
      let field = form.elements.namedItem(name);
      while (!field && addRow(name)) field = form.elements.namedItem(name);
      if (field) field.value = value;
      field?.dispatchEvent(new Event('change'));
      field?.closest('details')?.setAttribute('open', '');
    }
    if (form.elements.before) form.elements.before.value = old;
    note.hidden = true;
    preview();
  });
  drop.addEventListener('click', () => {
    localStorage.removeItem(draftKey);
    note.hidden = true;
  });
  note.replaceChildren('You wrote here before, and did not save it. ', use, ' ', drop);
  note.hidden = false;
};

// What lasts is known to last on the day of its source, new or known, unless one writes another day.
const sourceDays = new Map();
const offerDays = (changed) => {
  if (changed?.name?.endsWith('.attests')) changed.dataset.own = '';
  if (!form) return;
  const lasts = form.elements['k.valid.0.from']?.value && !form.elements['k.valid.0.until']?.value;
  for (const day of form.querySelectorAll('[name^="k.evidence."][name$=".attests"]')) {
    const [source, published] = ['source', 'new-published'].map(
      (part) => form.elements[day.name.replace(/attests$/, part)]);
    const isOld = before() && source.value && source.value === source.defaultValue;
    if (isOld || day.dataset.own !== undefined) continue;
    const found = lasts ? published?.value || sourceDays.get(source.value) || '' : '';
    if (!day.value || day.value === day.dataset.offered) day.value = day.dataset.offered = found;
  }
};

// --- rows --------------------------------------------------------------------------------------------

// Adds an empty row after the last one of a field.
const addRow = (name) => {
  const start = name.split('.').slice(0, 2).join('.');
  const rows = [...form.querySelectorAll('.row')].filter(
    (row) => row.querySelector(`[name^="${CSS.escape(start)}."]`));
  const last = rows.at(-1);
  if (!last || rows.length > 50) return false;
  const number = Number(last.dataset.row);
  const unit = last.closest('details.another') ?? last;
  const copy = unit.cloneNode(true);
  copy.querySelector('.offers')?.remove();
  const row = copy.matches('.row') ? copy : copy.querySelector('.row');
  row.dataset.row = number + 1;
  copy.open = false;
  for (const part of row.querySelectorAll('*')) {
    for (const attribute of ['id', 'name', 'for', 'aria-describedby', 'aria-controls']) {
      const value = part.getAttribute(attribute);
      if (value) part.setAttribute(attribute, value.replace(/([.-])(\d+)(?=[.-]|$)/, `$1${number + 1}`));
    }
    if ('value' in part && part.matches('input, select, textarea')) part.value = '';
    if (part.matches('.problems, .read')) part.replaceChildren();
    if (part.matches('details')) part.open = false;
    if (part.matches('input[data-completes]')) delete part.dataset.ready;
    for (const mark of ['own', 'offered']) delete part.dataset[mark];
  }
  unit.after(copy);
  readyAll();
  return true;
};

const growRows = (field) => {
  const row = field.closest('.row');
  const fields = row?.closest('fieldset[data-several]');
  if (field.value && fields && row === [...fields.querySelectorAll('.row')].at(-1)) addRow(field.name);
};

// --- names offered while typing ----------------------------------------------------------------------

const offers = document.createElement('ul');
offers.className = 'offers';
offers.id = 'offers';
offers.dataset.own = '';
offers.setAttribute('role', 'listbox');
offers.setAttribute('aria-label', 'Known names');
offers.hidden = true;
let owner = null;
let chosen = -1;

const close = () => {
  offers.hidden = true;
  chosen = -1;
  owner?.setAttribute('aria-expanded', 'false');
  owner?.removeAttribute('aria-activedescendant');
};

const take = (item) => {
  // Of several names, separated by semicolons, the last one is written.
  owner.value = [...owner.value.split(';').slice(0, -1).map((name) => name.trim()), item.dataset.word].join('; ');
  close();
  owner.dispatchEvent(new Event('change', { bubbles: true }));
  owner.dispatchEvent(new Event('input', { bubbles: true }));
  close();
};

const mark = (number) => {
  const items = [...offers.children];
  chosen = (number + items.length) % items.length;
  items.forEach((item, place) => item.setAttribute('aria-selected', `${place === chosen}`));
  owner.setAttribute('aria-activedescendant', items[chosen].id);
  items[chosen].scrollIntoView({ block: 'nearest' });
};

let asked = 0;
const offer = async (field) => {
  const mine = ++asked;
  const query = new URLSearchParams({
    kinds: field.dataset.completes, q: field.value.split(';').at(-1).trim(), folder: form?.elements.partner?.value ?? '',
  });
  const answer = await fetch(`/complete?${query}`, { credentials: 'same-origin' });
  const found = answer.ok ? await answer.json() : [];
  if (!answer.ok || mine !== asked || document.activeElement !== field) return;
  for (const { word, day } of found) if (day) sourceDays.set(word, day);
  offerDays();
  owner = field;
  offers.replaceChildren(...found.map(({ word, name, kind }, number) => {
    const item = document.createElement('li');
    const detail = document.createElement('small');
    item.id = `offer-${number}`;
    item.setAttribute('role', 'option');
    item.dataset.word = word;
    detail.textContent = word === name ? ` ${kind}` : ` ${kind}, ${word}`;
    item.append(name, detail);
    return item;
  }));
  if (!found.length || (found.length === 1 && found[0].word === field.value)) return close();
  chosen = -1;
  // Beside its field, so that it stays there whatever appears above; over it only if there is no room below.
  field.after(offers);
  offers.hidden = false;
  const room = innerWidth - field.getBoundingClientRect().left - 8;
  Object.assign(offers.style, { left: `${field.offsetLeft}px`, top: `${field.offsetTop + field.offsetHeight + 2}px`, minWidth: `${field.offsetWidth}px`, maxWidth: `${Math.max(field.offsetWidth, Math.min(480, room))}px` });
  offers.scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-expanded', 'true');
};

const readyAll = () => {
  for (const field of document.querySelectorAll('input[data-completes]:not([data-ready])')) {
    field.dataset.ready = '';
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'offers',
    })) field.setAttribute(name, value);
  }
};

// --- together ----------------------------------------------------------------------------------------

let offering = 0;
document.body.append(offers);
readyAll();
document.addEventListener('input', ({ target }) => {
  if (target.dataset.completes === undefined) return;
  close(); // what was offered for less is no answer to what is typed now, nor is an answer that is still on its way
  asked += 1;
  clearTimeout(offering);
  offering = setTimeout(() => offer(target).catch(close), OFFER_PAUSE);
});
document.addEventListener('focusin', ({ target }) => {
  if (target.dataset.completes !== undefined && !target.value) offer(target).catch(close);
});
document.addEventListener('focusout', () => setTimeout(close, 150));
document.addEventListener('keydown', (event) => {
  if (offers.hidden || event.target !== owner) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    mark(event.key === 'ArrowDown' ? chosen + 1 : Math.max(chosen, 0) - 1);
  } else if (event.key === 'Enter' && chosen >= 0) {
    event.preventDefault();
    take(offers.children[chosen]);
  } else if (event.key === 'Escape') {
    close();
  }
});
offers.addEventListener('pointerdown', (event) => {
  event.preventDefault();
  const item = event.target.closest('li');
  if (item) take(item);
});

if (form) {
  markProblems();
  let typing = 0;
  let isLeaving = false;
  form.addEventListener('input', ({ target }) => {
    offerDays(target);
    keep();
    growRows(target);
    clearTimeout(typing);
    typing = setTimeout(() => preview().catch(() => {}), TYPING_PAUSE);
  });
  form.addEventListener('focusout', ({ target }) => {
    if (isChanged && target.dataset.completes !== undefined) preview().catch(() => {});
  });
  form.addEventListener('keydown', (event) => {
    if (event.ctrlKey && (event.key === 's' || event.key === 'Enter')) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('.main'));
    }
  });
  form.addEventListener('submit', ({ submitter }) => {
    isLeaving = true;
    if (submitter?.value === 'save') sessionStorage.setItem(SAVING, draftKey);
  });
  addEventListener('beforeunload', (event) => {
    if (isChanged && !isLeaving) event.preventDefault();
  });
  offerDraft();
  document.getElementById('refused')?.focus();
  // What an entry prints now, or what an address has filled in, is there at once.
  const hasTrial = document.querySelector('#preview h2, #preview li');
  const isFilled = before() || new URLSearchParams(location.search).size > 1;
  if (isFilled && !hasTrial) preview().catch(() => {});
}

// What was saved is no draft any more.
if (!form && location.pathname === '/saved') {
  localStorage.removeItem(sessionStorage.getItem(SAVING) ?? '');
  sessionStorage.removeItem(SAVING);
}
