// Keeps the page as the files are: when they change, the page is fetched and its changed parts are replaced.
'use strict';

(() => {
  let stream = null;
  let waiting = false;
  let isStale = false;
  let pending = 0;

  // What a person writes is never replaced: neither the field in use, nor a form that has been changed.
  const isInUse = (element) => element.matches?.('input:focus, select:focus, textarea:focus, [data-changed], [data-own]');
  const isSameHead = (other) => {
    const styles = (from) => [...from.querySelectorAll('head style')].map((style) => style.textContent).join();
    return styles(document) === styles(other);
  };

  // Fetches the page that is open, and puts in place what differs: scroll, focus and open parts stay.
  const refresh = async () => {
    if (waiting) { isStale = true; return; }
    waiting = true;
    try {
      const answer = await fetch(location.href, { credentials: 'same-origin', headers: { accept: 'text/html' } });
      const text = await answer.text();
      if (!text.includes('data-state')) return;
      // The policy that holds is that of the page, so its own word opens the styles of the one that was fetched.
      const { nonce = '' } = document.querySelector('head style') ?? {};
      const other = new DOMParser().parseFromString(text.replaceAll(/ nonce="[^"]*"/g, ` nonce="${nonce}"`), 'text/html');
      if (!isSameHead(other)) { location.reload(); return; }
      globalThis.Idiomorph.morph(document.body, other.body, {
        ignoreActiveValue: true,
        callbacks: {
          beforeNodeMorphed: (old, fresh) => {
            if (old.nodeType !== 1) return true;
            if (old.tagName === 'DETAILS' && old.open) fresh.setAttribute('open', '');
            return !isInUse(old);
          },
          beforeNodeRemoved: (old) => old.nodeType !== 1 || !isInUse(old),
        },
      });
      document.title = other.title;
      document.dispatchEvent(new Event('page-changed'));
    } catch {
      // The server is gone, or comes back: the stream says when.
    } finally {
      waiting = false;
      if (isStale) { isStale = false; refresh(); }
    }
  };

  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`/events?state=${document.body.dataset.state}`);
    stream.addEventListener('changed', () => {
      clearTimeout(pending);
      pending = setTimeout(refresh, 20);
    });
  };
  const close = () => {
    stream?.close();
    stream = null;
  };

  // A browser keeps few connections to one server, so only pages that are seen listen.
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  globalThis.addEventListener('pagehide', close);
  globalThis.addEventListener('pageshow', open);
  document.addEventListener('input', (event) => event.target.closest?.('form[method=post]')?.setAttribute('data-changed', ''));
  open();
})();
