// Makes an editor of the field with an entry as YAML. What is wrong is found by the server, and marked on its line.

import {
  EditorState, EditorView, HighlightStyle, defaultKeymap, drawSelection, highlightActiveLine, history, historyKeymap,
  keymap, lineNumbers, lintGutter, setDiagnostics, syntaxHighlighting, tags, yaml,
} from './codemirror.js';

const area = document.getElementById('text');
const room = document.createElement('div');
room.className = 'editor';
area.before(room);
area.classList.add('hidden');
area.tabIndex = -1;
area.setAttribute('aria-hidden', 'true');
area.labels[0].addEventListener('click', () => view.focus());

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--card)', color: 'var(--text)', border: '1px solid var(--soft)', borderRadius: '3px' },
  '&.cm-focused': { outline: '3px solid var(--alarm)', outlineOffset: '2px' },
  '.cm-scroller': { fontFamily: 'monospace', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--desk)', color: 'var(--soft)', borderRight: '1px solid var(--rule)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--rule) 35%, transparent)' },
  '.cm-tooltip': { backgroundColor: 'var(--card)', color: 'var(--text)', border: '1px solid var(--soft)' },
});
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--link)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
]);

const view = new EditorView({
  parent: room,
  state: EditorState.create({
    doc: area.value,
    extensions: [
      EditorView.cspNonce.of(area.dataset.nonce),
      EditorView.contentAttributes.of({ 'aria-label': 'The entry', 'aria-describedby': 'raw-help' }),
      lineNumbers(), highlightActiveLine(), drawSelection(), history(), lintGutter(), yaml(), EditorView.lineWrapping,
      syntaxHighlighting(colours), look, keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (!docChanged) return;
        area.value = state.doc.toString();
        area.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    ],
  }),
});

// Marks the lines that the page beside names.
const mark = () => {
  const found = [...document.querySelectorAll('#preview [data-line]')].flatMap((item) => {
    const number = Number(item.dataset.line);
    if (number < 1 || number > view.state.doc.lines) return [];
    const { from, to } = view.state.doc.line(number);
    return [{ from, to, severity: item.dataset.severity, message: item.innerText }];
  });
  view.dispatch(setDiagnostics(view.state, found));
  return found;
};

new MutationObserver(mark).observe(document.getElementById('preview'), { childList: true });
area.addEventListener('change', () => {
  if (area.value === view.state.doc.toString()) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
});

// Whoever opens a file with an error sees its place.
const [first] = mark();
if (first) view.dispatch({ effects: EditorView.scrollIntoView(first.from, { y: 'center' }) });
