// What makes the live page comfortable. Everything works without it.
'use strict';

const { documentElement: root } = document;

// Of the links of one sentence, the keyboard stops at the first.
const mark = () => {
  const seen = new Set();
  const chosen = new URLSearchParams(location.search).get('sentence');
  for (const link of document.querySelectorAll('.said')) {
    if (seen.has(link.href)) link.tabIndex = -1;
    seen.add(link.href);
    link.classList.toggle('chosen', new URL(link.href).searchParams.get('sentence') === chosen);
  }
};

// A click on a sentence changes the panel alone, and the note stays where it is.
const choose = async (link) => {
  const address = new URL(link.href);
  address.searchParams.set('part', 'panel');
  address.hash = '';
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(answer.statusText);
  const panel = document.getElementById('rests');
  panel.innerHTML = await answer.text(); // every value in it was escaped, and no script in it may run
  history.replaceState(null, '', link.href.split('#')[0]);
  mark();
  panel.focus({ preventScroll: root.clientWidth > 1024 });
};

document.addEventListener('click', (event) => {
  const link = event.target.closest('.said');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  choose(link).catch(() => location.assign(link.href));
});

// A fold with a part of its own is filled when it is opened.
document.addEventListener('toggle', async (event) => {
  const fold = event.target;
  const address = fold.dataset?.part;
  if (!address || !fold.open || fold.dataset.filled) return;
  fold.dataset.filled = 'yes';
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) return;
  const place = document.createElement('div');
  place.innerHTML = await answer.text(); // every value in it was escaped, and no script in it may run
  fold.querySelector('p').replaceWith(place);
}, true);

// A file goes as a field of the form; dropped anywhere, it is taken as well.
const bring = async (file) => {
  const form = document.getElementById('upload');
  const state = document.getElementById('reading');
  state.textContent = `Reading ${file.name} …`;
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  const data = address.slice(address.indexOf(',') + 1).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const body = new URLSearchParams({ token: form.elements.token.value, name: file.name, data, purpose: form.dataset.purpose ?? '' });
  const answer = await fetch(form.action, { method: 'POST', body, credentials: 'same-origin' });
  if (answer.ok && answer.redirected) {
    location.assign(answer.url);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  state.textContent = page.querySelector('main')?.innerText.trim().replaceAll(/\s+/g, ' ') ?? 'The file could not be read.';
};
document.addEventListener('change', (event) => {
  if (event.target.id === 'file' && event.target.files[0]) bring(event.target.files[0]).catch(() => {});
});
document.addEventListener('dragover', (event) => {
  if (!document.getElementById('drop')) return;
  event.preventDefault();
  document.getElementById('drop').classList.add('over');
});
document.addEventListener('drop', (event) => {
  const file = event.dataTransfer?.files[0];
  if (!document.getElementById('drop') || !file) return;
  event.preventDefault();
  document.getElementById('drop').classList.remove('over');
  bring(file).catch(() => {});
});

// Words that are selected in the text of a source go to the form below.
document.addEventListener('selectionchange', () => {
  const field = document.getElementById('quote');
  const selection = document.getSelection();
  if (!field || selection.isCollapsed || !selection.anchorNode?.parentElement?.closest('.text')) return;
  field.value = selection.toString().replaceAll(/\s+/g, ' ').trim();
});

// A PDF takes a few seconds: the page stays, says how long it takes, and hands over the file.
const download = async (link) => {
  const progress = document.getElementById('progress');
  for (;;) {
    const answer = await fetch(`${link.href}&part=progress`, { credentials: 'same-origin' });
    if (answer.status === 202) {
      const words = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[role=status]');
      progress.textContent = `The PDF is in the making: ${words.textContent}`;
      await new Promise((resolve) => { setTimeout(resolve, 400); });
    } else if (answer.ok) {
      progress.textContent = 'The PDF is there.';
      location.assign(link.href);
      return;
    } else {
      location.assign(link.href);
      return;
    }
  }
};
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-slow]');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  download(link).catch(() => location.assign(link.href));
});

// The slider of the days on which the note may change.
const addSlider = () => {
  const place = document.getElementById('slider');
  if (!place || place.querySelector('input')) return;
  const days = place.dataset.days.split(' ');
  const day = place.dataset.day;
  const slider = document.createElement('input');
  const label = document.createElement('output');
  const ticks = document.createElement('datalist');
  const words = (iso) => new Date(`${iso}T00:00Z`).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const show = () => {
    label.textContent = words(days[slider.value]);
    slider.setAttribute('aria-valuetext', label.textContent);
  };
  Object.assign(slider, { type: 'range', min: 0, max: days.length - 1 });
  ticks.id = 'change-days';
  // More of them than this are a wall.
  if (days.length <= 120) ticks.append(...days.map((_, number) => Object.assign(document.createElement('option'), { value: number })));
  slider.setAttribute('list', ticks.id);
  slider.value = Math.max(0, days.filter((other) => other <= day).length - 1);
  slider.setAttribute('aria-label', 'Day on which something changes');
  slider.addEventListener('input', show);
  slider.addEventListener('change', () => {
    const form = document.getElementById('choice');
    form.elements.day.value = days[slider.value];
    form.requestSubmit();
  });
  show();
  label.textContent = words(day);
  place.append(slider, ticks, label);
};

// Keys: / finds, the arrows step from change to change.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea, [contenteditable]')) return;
  const target = { ArrowLeft: 'back', ArrowRight: 'on' }[event.key];
  if (event.key === '/') {
    event.preventDefault();
    document.getElementById('q').focus();
  } else if (target && document.getElementById(target)) {
    document.getElementById(target).click();
  }
});

const prepare = () => {
  mark();
  addSlider();
};
document.addEventListener('page-changed', prepare);
prepare();
