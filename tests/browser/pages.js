// Opens pages in headless Chromium over a pipe of the DevTools protocol, and checks what only a browser can tell.
// usage: node pages.js CHROMIUM SCREENSHOTS PAGE.html…   (SCREENSHOTS: a folder, or - for none)
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const [chromium, screenshots, ...pages] = process.argv.slice(2);
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'grappe-browser-'));
const browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars',
  '--disable-extensions', '--disable-component-update', '--disable-background-networking', '--no-first-run',
  '--user-data-dir=' + profile, '--remote-debugging-pipe', 'about:blank'],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
let failures = 0, checks = 0, last = 0, rest = '';
const waiting = new Map(), listeners = new Set();

browser.stdio[4].on('data', (bytes) => {
  rest += bytes;
  const messages = rest.split('\0');
  rest = messages.pop();
  for (const text of messages) {
    const message = JSON.parse(text);
    if (message.id && waiting.has(message.id)) {
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      message.error ? reject(new Error(message.error.message)) : resolve(message.result);
    } else for (const listener of listeners) listener(message);
  }
});

function send(method, params = {}, sessionId) {
  return new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    browser.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId }) + '\0');
  });
}

function check(ok, page, what, found) {
  checks++;
  if (ok) return;
  failures++;
  console.log(`${path.basename(page)}: ${what}${found === undefined ? '' : ': ' + JSON.stringify(found)}`);
}

// --- what runs inside the page ---------------------------------------------------------------------------------------

// WCAG 2 contrast of every text against the ground it stands on, and of SVG texts against the shapes below them.
function contrasts() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  }
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark') &&
      matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#ffffff');
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 99;
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || ['SCRIPT', 'STYLE', 'TITLE', 'DESC', 'title', 'desc'].includes(element.tagName) || !element.getClientRects().length) continue;
    const svg = element.closest('svg'), style = getComputedStyle(element);
    let colour = rgba(svg ? style.fill : style.color), under = ground(svg ? svg.parentElement : element);
    if (svg && /\bgd-l\d/.test(element.getAttribute('class') || '')) {
      const tone = /gd-l(\d)/.exec(element.getAttribute('class'))[1], shape = svg.querySelector('.gd-c' + tone);
      if (shape) under = rgba(getComputedStyle(shape).fill);
    }
    const found = ratio(colour, under);
    least = Math.min(least, found);
    if (found < 4.5) poor.push([text.slice(0, 40), Math.round(found * 100) / 100]);
  }
  return { least, poor: poor.slice(0, 5) };
}

// Every link inside the page leads somewhere; every figure to an explanation and, where it cites, to a source.
function links() {
  const broken = [], figures = document.querySelectorAll('a.fig');
  document.querySelectorAll('a[href^="#"]').forEach((link) => {
    if (!document.getElementById(link.getAttribute('href').slice(1))) broken.push(link.getAttribute('href'));
  });
  const lost = Array.from(figures).filter((figure) => {
    const to = document.getElementById(figure.getAttribute('href').slice(1));
    return !to || to.tagName !== 'DETAILS' || !to.querySelector('summary');
  }).length;
  const uncited = Array.from(document.querySelectorAll('sup.cite')).filter((cite) =>
    !Array.from(cite.querySelectorAll('a')).some((a) => /^#s\d/.test(a.getAttribute('href')))).length;
  return { figures: figures.length, broken, lost, uncited, sources: document.querySelectorAll('ol.sources > li').length };
}

function structure() {
  const levels = Array.from(document.querySelectorAll('h1,h2,h3,h4')).map((h) => Number(h.tagName[1]));
  const ids = Array.from(document.querySelectorAll('[id]')).map((e) => e.id);
  return {
    language: document.documentElement.lang, title: document.title, ones: levels.filter((l) => l === 1).length,
    jumps: levels.filter((l, i) => i && l > levels[i - 1] + 1).length,
    twice: ids.filter((id, i) => ids.indexOf(id) !== i).slice(0, 3),
    unnamed: Array.from(document.querySelectorAll('svg')).filter((s) =>
      !document.getElementById(s.getAttribute('aria-labelledby'))?.textContent || !document.getElementById(s.getAttribute('aria-describedby'))?.textContent).length,
    captions: Array.from(document.querySelectorAll('table')).filter((t) => !t.caption || !t.tHead || !t.tHead.querySelector('th[scope=col]')).length,
    text: document.querySelector('main').innerText.length,
    wide: document.documentElement.scrollWidth > innerWidth + 1,
  };
}

// The first table with a column of figures: what stands in that column, in order.
const COLUMN = `(function(){for(const t of document.querySelectorAll('main table')){const h=t.tHead.rows[0].cells;
  if(!t.checkVisibility())continue;
  for(let c=0;c<h.length;c++){if(!h[c].classList.contains('n'))continue;const v=Array.from(t.tBodies[0].rows,r=>r.cells[c].dataset.v);
  if(new Set(v.filter(x=>x!==undefined)).size>1)return {table:t,head:h[c],values:v}}}return null})()`;

async function evaluate(session, expression) {
  const result = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true }, session);
  if (result.exceptionDetails) throw new Error(result.exceptionDetails.exception?.description || result.exceptionDetails.text);
  return result.result.value;
}

async function open(page, { scripts = true, dark = false, width = 1000 } = {}) {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const noise = [], requests = [];
  listeners.add((message) => {
    if (message.sessionId !== sessionId) return;
    if (message.method === 'Runtime.exceptionThrown' || message.method === 'Log.entryAdded') noise.push(message.params.exceptionDetails?.text || message.params.entry?.text);
    if (message.method === 'Runtime.consoleAPICalled') noise.push(message.params.type);
    if (message.method === 'Network.requestWillBeSent') requests.push(message.params.request.url);
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(domain + '.enable', {}, sessionId);
  await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false }, sessionId);
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] }, sessionId);
  await send('Emulation.setScriptExecutionDisabled', { value: !scripts }, sessionId);
  const loaded = new Promise((resolve) => {
    const listener = (message) => { if (message.sessionId === sessionId && message.method === 'Page.loadEventFired') { listeners.delete(listener); resolve(); } };
    listeners.add(listener);
  });
  await send('Page.navigate', { url: 'file://' + path.resolve(page) }, sessionId);
  await loaded;
  return { session: sessionId, targetId, noise, requests };
}

const close = (tab) => send('Target.closeTarget', { targetId: tab.targetId });

// What assistive technology is told: headings, tables and images, without running a script of the page.
async function tree(tab) {
  const { nodes } = await send('Accessibility.getFullAXTree', {}, tab.session);
  const count = (role) => nodes.filter((n) => !n.ignored && n.role?.value === role).length;
  return { headings: count('heading'), images: nodes.filter((n) => !n.ignored && ['image', 'img'].includes(n.role?.value) && n.name?.value).length, main: count('main'), buttons: count('button') };
}

async function shoot(tab, name) {
  if (screenshots === '-') return;
  const height = await evaluate(tab.session, 'Math.min(document.documentElement.scrollHeight,16000)'); // the most that Chromium draws
  const { data } = await send('Page.captureScreenshot', { captureBeyondViewport: true, format: 'png', clip: { x: 0, y: 0, width: 1000, height, scale: 1 } }, tab.session);
  fs.writeFileSync(path.join(screenshots, name + '.png'), Buffer.from(data, 'base64'));
}

async function withoutScripts(page) {
  const tab = await open(page, { scripts: false });
  const found = await tree(tab);
  check(found.headings > 1 && found.main === 1, page, 'reads without scripts', found);
  check(found.buttons === 0, page, 'nothing looks as if it could be pressed without scripts', found.buttons);
  check(tab.noise.length === 0, page, 'says nothing to the console', tab.noise);
  check(tab.requests.every((url) => url.startsWith('file://') || url.startsWith('data:')), page, 'asks nothing of the network', tab.requests);
  await close(tab);
}

async function faces(page) {
  for (const dark of [false, true]) {
    const tab = await open(page, { dark });
    await evaluate(tab.session, "document.querySelectorAll('details').forEach(d=>d.open=true)");
    const found = await evaluate(tab.session, `(${contrasts})()`);
    check(found.poor.length === 0, page, `contrast of 4.5 in ${dark ? 'dark' : 'light'}`, found.poor);
    await evaluate(tab.session, "document.querySelectorAll('details').forEach(d=>d.open=false)");
    await shoot(tab, path.basename(page, '.html') + (dark ? '-dark' : '-light'));
    await close(tab);
  }
}

async function build(page) {
  const tab = await open(page);
  const shape = await evaluate(tab.session, `(${structure})()`), to = await evaluate(tab.session, `(${links})()`);
  check(['en', 'fr', 'it'].includes(shape.language) && shape.title, page, 'has a language and a title', shape);
  check(shape.ones === 1 && shape.jumps === 0, page, 'headings go down by steps', shape);
  check(shape.twice.length === 0, page, 'ids stand once', shape.twice);
  check(shape.unnamed === 0 && shape.captions === 0, page, 'drawings and tables have names', shape);
  check(to.broken.length === 0 && to.lost === 0 && to.uncited === 0, page, 'links lead somewhere', to);
  check(to.figures === 0 || to.sources > 0, page, 'figures have sources', to);
  check(tab.noise.length === 0, page, 'says nothing to the console', tab.noise);
  check(tab.requests.every((url) => url.startsWith('file://') || url.startsWith('data:')), page, 'asks nothing of the network', tab.requests);
  await close(tab);
  const phone = await open(page, { width: 380 });
  check(!(await evaluate(phone.session, `(${structure})()`)).wide, page, 'fits a telephone');
  await close(phone);
}

const sorted = (values) => {
  const numbers = values.filter((v) => v !== undefined && v !== null).map(Number), after = values.slice(numbers.length);
  return after.every((v) => v === undefined || v === null) && numbers.every((v, i) => !i || numbers[i - 1] <= v);
};

async function sorting(page) {
  const tab = await open(page);
  const read = () => evaluate(tab.session, `((f)=>f&&f.values.map(v=>v===undefined?null:v))(${COLUMN})`);
  const before = await read();
  if (before) {
    await evaluate(tab.session, `((f)=>f.head.scrollIntoView({block:'center'}))(${COLUMN})`);
    const at = await evaluate(tab.session, `((f)=>{const r=f.head.querySelector('button').getBoundingClientRect();return [r.x+r.width/2,r.y+r.height/2]})(${COLUMN})`);
    for (const type of ['mousePressed', 'mouseReleased']) await send('Input.dispatchMouseEvent', { type, x: at[0], y: at[1], button: 'left', clickCount: 1 }, tab.session);
    const up = await read();
    check(sorted(up), page, 'a click sorts, what is unknown last', up);
    check((await evaluate(tab.session, `(${COLUMN}).head.getAttribute('aria-sort')`)) === 'ascending', page, 'the order is told');
    await evaluate(tab.session, `(${COLUMN}).head.querySelector('button').focus()`);
    for (const type of ['keyDown', 'keyUp']) await send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', text: type === 'keyDown' ? '\r' : undefined, windowsVirtualKeyCode: 13 }, tab.session);
    const down = await read(), known = down.filter((v) => v !== null);
    check(sorted(known.slice().reverse()) && down.slice(known.length).every((v) => v === null), page, 'Enter sorts the other way, what is unknown last still', down);
  }
  await close(tab);
}

async function printing(page) {
  const tab = await open(page, { dark: true });
  await send('Emulation.setEmulatedMedia', { media: 'print', features: [{ name: 'prefers-color-scheme', value: 'dark' }] }, tab.session);
  const ground = await evaluate(tab.session, 'getComputedStyle(document.body).backgroundColor');
  check(ground === 'rgb(255, 255, 255)', page, 'prints on white also where the screen is dark', ground);
  const { data } = await send('Page.printToPDF', { printBackground: true }, tab.session);
  const pdf = Buffer.from(data, 'base64');
  check(pdf.subarray(0, 4).toString() === '%PDF' && pdf.length > 10000, page, 'prints', pdf.length);
  const sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length;
  check(sheets > 0 && sheets <= 25, page, 'prints on few sheets: explanations that are folded stay so', sheets);
  if (screenshots !== '-') fs.writeFileSync(path.join(screenshots, path.basename(page, '.html') + '.pdf'), pdf);
  await close(tab);
}

async function main() {
  for (const page of pages) for (const step of [withoutScripts, build, faces, sorting, printing]) await step(page);
  console.log(`browser: ${checks - failures} passed, ${failures} failed`);
}

// Processes of the browser that are about to end still write there: again, until they are gone.
function tidy() {
  for (let tries = 0; tries < 50; tries++) {
    try {
      fs.rmSync(profile, { recursive: true, force: true });
      return;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}

// A browser that ends or hangs by itself is a failure, and not a wait for ever.
let finished = false;
const end = (why) => { if (finished) return; console.log(why); tidy(); browser.kill('SIGKILL'); process.exit(1); };
browser.once('exit', () => end('browser: it ended before the checks did'));
browser.once('error', (error) => end(String(error)));
browser.stdio[3].on('error', () => end('browser: it does not listen'));
setTimeout(() => end('browser: it does not answer'), 240000).unref();

main().catch((error) => { failures++; console.log(String(error.stack || error)); }).finally(() => {
  finished = true;
  browser.on('exit', () => { tidy(); process.exit(failures ? 1 : 0); });
  browser.kill();
});
