// A hostile page in another tab of a browser that has opened the live page: it tries to read and to change something.
//
//   node hostile.mjs ADDRESS
//     The address lets the browser in. From other origins of this machine, whose cookies are the same, pages try all that
//     a page can. Prints a JSON report: what each attempt got, by its name, and every answer of the live page to them.

import { createServer } from 'node:http';
import { DESKTOP, enter, launch } from './visits.mjs';

const [entrance] = process.argv.slice(2);
const target = new URL(entrance).origin;
const browser = await launch();
const report = { attempts: {}, answers: [] };

const server = createServer((_, answer) => {
  answer.setHeader('content-type', 'text/html');
  answer.end('<!DOCTYPE html><title>evil</title><iframe name="frame"></iframe>');
});
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });

// Runs in the hostile page. Each attempt gives "nothing", or what it got.
const attack = async (there) => {
  const form = 'token=guess&number=1&do=save&text=x';
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const read = async (address, options = {}) => {
    const answer = await fetch(there + address, { credentials: 'include', ...options });
    const text = await answer.text();
    return text ? text.slice(0, 60) : 'nothing';
  };
  const load = (tag, attributes, sees = () => 'it loads') => new Promise((resolve) => {
    const element = document.createElement(tag);
    element.onload = () => resolve(sees(element));
    element.onerror = () => resolve('nothing');
    Object.assign(element, attributes);
    document.body.append(element);
    setTimeout(() => resolve('nothing'), 1500);
  });
  const post = (address, enctype) => new Promise((resolve) => {
    const element = Object.assign(document.createElement('form'), { method: 'post', action: there + address, target: 'frame', enctype });
    element.append(Object.assign(document.createElement('input'), { name: 'do', value: 'save' }));
    document.body.append(element);
    document.querySelector('iframe').onload = (event) => {
      try { resolve(event.target.contentDocument?.body.innerText || 'nothing'); } catch { resolve('nothing'); }
    };
    element.submit();
    setTimeout(() => resolve('nothing'), 1500);
  });
  const attempts = {
    'read the desk': () => read('/'),
    'read a note': () => read('/note/zubrowka'),
    'read a fact': () => read('/fact/zubrowka/oil'),
    'read offers': () => read('/complete?kinds=person&q=a'),
    'read a download': () => read('/download/zubrowka?format=md'),
    'read the house': () => read('/edit/house'),
    'read blindly': () => read('/', { mode: 'no-cors' }),
    'read with another header': () => read('/', { headers: { 'x-requested-with': 'fetch' } }),
    'read with a forged header': () => read('/', { headers: { 'sec-fetch-site': 'same-origin' } }),
    'read a part': () => read('/note/zubrowka?sentence=1&part=panel'),
    'read the stream': () => read('/events?state=x'),
    'read files of the server': () => read('/assets/../site.py'),
    'write a form blindly': () => read('/undo', { method: 'POST', mode: 'no-cors', body: form, headers: type }),
    'write a fact': () => read('/edit/zubrowka/oil', { method: 'POST', mode: 'no-cors', body: form, headers: type }),
    'write the house': () => read('/edit/house', { method: 'POST', mode: 'no-cors', body: form, headers: type }),
    'remove a partner': () => read('/remove/zubrowka', { method: 'POST', mode: 'no-cors', body: form, headers: type }),
    'write as text': () => read('/seen', { method: 'POST', mode: 'no-cors', body: form }),
    'write as JSON': () => read('/seen', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
    'write with PUT': () => read('/seen', { method: 'PUT', body: form }),
    'write by a beacon': async () => (navigator.sendBeacon(`${there}/seen`, new Blob([form], { type: type['content-type'] })), 'nothing'),
    'send a form': () => post('/seen', 'application/x-www-form-urlencoded'),
    'send a form of parts': () => post('/upload', 'multipart/form-data'),
    'send a form of text': () => post('/undo', 'text/plain'),
    'show a picture': () => load('img', { src: `${there}/note/zubrowka` }),
    'run a script': () => load('script', { src: `${there}/assets/page.js` }),
    'run data as a script': () => load('script', { src: `${there}/complete?kinds=person&q=a` }),
    'apply a style': () => load('link', { rel: 'stylesheet', href: `${there}/assets/page.css` }),
    'play it': () => load('video', { src: `${there}/download/zubrowka?format=pdf` }),
    'frame it': () => load('iframe', { src: `${there}/` }, (frame) => {
      try { return frame.contentDocument?.body?.innerText || 'nothing'; } catch { return 'nothing'; }
    }),
    'embed it': () => load('object', { data: `${there}/note/zubrowka` }),
    'listen to the stream': () => new Promise((resolve) => {
      const stream = new EventSource(`${there}/events?state=x`, { withCredentials: true });
      stream.onopen = () => resolve('it opens');
      stream.onerror = () => resolve('nothing');
    }),
    'open a socket': () => new Promise((resolve) => {
      const socket = new WebSocket(`${there.replace('http', 'ws')}/events`);
      socket.onopen = () => resolve('it opens');
      socket.onerror = () => resolve('nothing');
    }),
    'import it': async () => (await import(`${there}/assets/page.js`), 'it runs'),
    'work on it': () => new Promise((resolve) => {
      const worker = new Worker(`${there}/assets/page.js`);
      worker.onerror = () => resolve('nothing');
      setTimeout(() => resolve('it runs'), 1500);
    }),
    'open a window': async () => {
      const other = globalThis.open(`${there}/`);
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
      try { return other?.document?.body?.innerText || 'nothing'; } catch { return 'nothing'; } finally { other?.close(); }
    },
  };
  const got = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    try { got[name] = await attempt(); } catch { got[name] = 'nothing'; }
  }
  return got;
};

try {
  const { page } = await enter(browser, entrance, DESKTOP, 'light');
  const context = page.context();
  context.on('response', (answer) => {
    const { origin, pathname } = new URL(answer.url());
    if (origin === target && answer.frame().page() !== page) {
      report.answers.push([answer.request().method(), pathname, answer.status()]);
    }
  });
  for (const host of ['127.0.0.1', 'localhost']) {
    const other = await context.newPage();
    await other.goto(`http://${host === 'localhost' ? '127.0.0.1' : host}:${server.address().port}/`);
    const there = host === 'localhost' ? target.replace('127.0.0.1', 'localhost') : target;
    for (const [name, got] of Object.entries(await other.evaluate(attack, there))) report.attempts[`${name}, as ${host}`] = got;
    await other.close();
  }
  report.isStillIn = (await page.goto(`${target}/`)).status() === 200;
  console.log(JSON.stringify(report));
} finally {
  await browser.close();
  server.close();
}
