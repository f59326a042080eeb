// Walks through a dashboard in Debian's Chromium: axe-core finds nothing on any page, in both
// languages and at the width of a telephone; every page works without script and by keyboard alone.
//
//   node walk.mjs FIRST_URL [FOLDER_FOR_SCREENSHOTS]
//
// FIRST_URL is what `primum serve` prints while there is no account. Packages are those of
// tests/reports; exit code 77 where they are not installed.
import path from 'node:path';
import { axe, check, end, launch } from './browser.mjs';

const [first, screenshots] = process.argv.slice(2);
const origin = new URL(first).origin;
const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 780 };
const passphrase = 'quatre mots au hasard';

const told = (violations) => violations
  .map((each) => `${each.id}: ${each.help} (${each.nodes.map((node) => node.html).slice(0, 3).join('; ')})`)
  .join('\n     ');

// axe is evaluated by the debugger, which the page's policy does not stop.
async function look(page, name, viewport) {
  await page.setViewportSize(viewport);
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
  }));
  check(`${name} at ${viewport.width} px: axe-core finds nothing`, violations.length === 0, told(violations));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  check(`${name}: nothing is wider than ${viewport.width} px`, width <= viewport.width, `${width} px`);
  if (screenshots) {
    await page.screenshot({ path: path.join(screenshots, `${name}-${viewport.width}.png`), fullPage: true });
  }
}

async function visit(page, name, where) {
  const answer = await page.goto(origin + where);
  check(`${name}: answers`, answer.ok(), `${answer.status()} ${where}`);
  await look(page, name, wide);
  await look(page, name, narrow);
}

// Every page that the contents lead to.
async function contents(page) {
  await page.goto(`${origin}/`);
  return page.$$eval('#menu a', (links) => links.map((link) => link.getAttribute('href')));
}

const nameOf = (where) => (where === '/' ? 'home' : where.slice(1).replace(/[^a-z-]+/gu, '-'));

async function firstAccount(page) {
  await page.goto(first);
  await look(page, 'first', wide);
  await page.fill('#name', 'Dr Martin');
  await page.fill('#passphrase', passphrase);
  await page.fill('#again', 'autre chose que cela');
  await page.click('main button');
  check('first account: two different passphrases are refused, the name is kept',
    await page.inputValue('#name') === 'Dr Martin' && await page.locator('#again-why').count() === 1);
  await page.fill('#passphrase', passphrase);
  await page.fill('#again', passphrase);
  await page.click('main button');
  check('first account: leads home', page.url() === `${origin}/`, page.url());
}

async function audit(page) {
  await page.goto(`${origin}/audit`);
  await page.click('main form button');
  for (let tries = 0; tries < 300 && await page.locator('#progress').count() === 1; tries += 1) {
    if (tries === 0) await look(page, 'audit-running', wide);
    await page.waitForTimeout(1000);
    await page.goto(`${origin}/audit`);
  }
  check('audit: it ends, and says so', await page.locator('.notice.good').count() === 1);
}

async function finding(page) {
  await page.goto(`${origin}/findings`);
  const link = page.locator('.list h3 a').first();
  if (await link.count() === 0) return check('findings: there is one to look at', false);
  const where = await link.getAttribute('href');
  await visit(page, 'finding', where);
  check('finding: it can be looked at again', await page.locator('form[action="/finding/look"] button').count() === 1);
  await page.fill('#to', 'Mme Petit');
  await page.click('form[action="/finding/assign"] button');
  check('finding: somebody takes care of it', await page.inputValue('#to') === 'Mme Petit');
  await page.locator('details:has(form[action="/finding/accept"])').evaluate((each) => { each.open = true; });
  await page.fill('#reason', 'remplacé au printemps');
  await page.fill('#until', '2020-01-01');
  await page.click('form[action="/finding/accept"] button');
  check('finding: a day that is past is refused, the reason is kept',
    await page.inputValue('#reason') === 'remplacé au printemps' && await page.locator('#until-why').count() === 1);
  await look(page, 'finding-refused', wide);
}

const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
// Few choices are buttons, many a list to open.
async function choose(page, name, value) {
  if (await page.locator(`select[name="${name}"]`).count() === 1) return page.selectOption(`#${name}`, value);
  return page.check(`input[name="${name}"][value="${value}"]`);
}

// A patient asks for the record; the practice answers in time.
async function request(page) {
  await page.goto(`${origin}/record/new?kind=request`);
  await look(page, 'request-new', wide);
  check('request: what only heirs are asked is hidden for others', await page.isHidden('[data-only-when="asker=heir"]'));
  await page.fill('#patient', 'Jeanne Exemple');
  await page.locator('main form.card').evaluate((form) => { form.noValidate = true; });
  await page.click('main form.card button');
  check('request: refused with every field that is missing, the name is kept',
    await page.inputValue('#patient') === 'Jeanne Exemple' && await page.locator('.wrong').count() > 1);
  await look(page, 'request-refused', narrow);
  await page.fill('#received_on', day(2));
  await choose(page, 'way', 'email');
  await choose(page, 'right', 'access');
  await choose(page, 'older_than_five_years', 'no');
  await choose(page, 'asker', 'patient');
  await choose(page, 'identity', 'known');
  await choose(page, 'outcome', 'open');
  await page.click('main form.card button');
  check('request: its days are counted', (await page.textContent('main')).includes('encore 6'), page.url());
  const where = new URL(page.url());
  await visit(page, 'request', where.pathname + where.search);
  const [letter] = await Promise.all([page.waitForEvent('download'), page.click('a[href*="request-answer"][href$="odt"]')]);
  check('request: its answer is a letter to download', letter.suggestedFilename() === 'request-answer.odt');
  await page.click('a[href*="/record/change"]');
  await look(page, 'request-change', wide);
  await choose(page, 'outcome', 'answered');
  await page.fill('#closed_on', day(0));
  await choose(page, 'sent_by', 'registered');
  await page.click('main form.card button');
  await page.goto(`${origin}/requests`);
  check('request: answered in time', await page.locator('.tag.good').count() === 1);
}

// Something went wrong: from the moment of knowledge to the CNIL's form.
async function breach(page) {
  await page.goto(`${origin}/record/new?kind=breach`);
  await page.fill('#title', 'Clé USB perdue');
  await page.fill('#aware_at', `${day(1)}T09:30`);
  await choose(page, 'found_by', 'staff');
  await choose(page, 'origin', 'lost-device');
  await choose(page, 'nature', 'confidentiality');
  await page.click('main form.card button');
  const where = new URL(page.url());
  await visit(page, 'breach', where.pathname + where.search);
  await page.click('a[href^="/breach/form"]');
  const form = new URL(page.url());
  await visit(page, 'breach-form', form.pathname + form.search);
  check('breach: what is missing says so', await page.locator('.tag.soon').count() > 0);
}

async function training(page) {
  await page.goto(`${origin}/training`);
  await page.locator('.list h3 a').first().click();
  const where = new URL(page.url());
  await visit(page, 'training-module', where.pathname + where.search);
  for (const group of await page.locator('main fieldset').all()) await group.locator('input').first().check();
  await page.click('main form.card button');
  check('training: it is noted', await page.locator('.notice.good').count() === 1);
  await look(page, 'training-done', wide);
}

async function register(page) {
  await page.goto(`${origin}/register`);
  await page.click('form[action="/register/prefill"] button');
  check('register: thirteen activities to read over', await page.locator('.list > li').count() === 13);
  await look(page, 'register-filled', wide);
}

// A second step is shown to who knows the passphrase: a square to point a telephone at.
async function secondStep(page) {
  await page.goto(`${origin}/me`);
  await page.fill('#factor-current', passphrase);
  await page.click('form[action="/me/factor"] button');
  check('second step: there is a square', await page.locator('.square svg').count() === 1);
  await look(page, 'second-step', wide);
  await look(page, 'second-step', narrow);
}

// Each role finds its rooms, and no others.
async function roles(browser, page) {
  for (const role of ['data-protection-officer', 'technician']) {
    await page.goto(`${origin}/people`);
    await page.fill('#name', role);
    await choose(page, 'role', role);
    await page.fill('#passphrase', passphrase);
    await page.fill('#current', passphrase);
    await page.click('main form.card button');
    const other = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
    await other.goto(`${origin}/sign-in`);
    await other.fill('#name', role);
    await other.fill('#passphrase', passphrase);
    await other.click('main button');
    const places = await contents(other);
    const sees = places.includes('/requests');
    check(`${role}: ${role === 'technician' ? 'sees no request' : 'sees requests'}`, sees === (role !== 'technician'));
    check(`${role}: has no accounts to keep`, !places.includes('/people'));
    await look(other, `home-${role}`, wide);
    if (sees) {
      await other.goto(`${origin}/record?kind=request&number=1`);
      check(`${role}: reads and cannot change`, await other.locator('a[href*="/record/change"]').count() === 0);
    }
    await other.context().close();
  }
}

async function byKeyboard(browser) {
  const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
  await page.goto(`${origin}/sign-in`);
  await page.focus('#name');
  await page.keyboard.type('Dr Martin');
  await page.keyboard.press('Tab');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${origin}/`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  check('keyboard: the first stop skips to the content', page.url().endsWith('#page'), page.url());
  const reached = new Set();
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute('href')));
  }
  const missing = (await page.$$eval('#menu a', (links) => links.map((each) => each.getAttribute('href'))))
    .filter((each) => !reached.has(each));
  check('keyboard: every entry of the contents is reached', missing.length === 0, missing.join(' '));
  await page.context().close();
}

async function withoutScript(browser) {
  const page = await (await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' })).newPage();
  await page.goto(`${origin}/sign-in`);
  await page.fill('#name', 'Dr Martin');
  await page.fill('#passphrase', passphrase);
  await page.click('main button');
  check('without script: signs in', page.url() === `${origin}/`, page.url());
  await page.goto(`${origin}/findings`);
  check('without script: findings are there', await page.locator('h1').count() === 1);
  await page.click('form[action="/language"] button');
  check('without script: changes the language', await page.getAttribute('html', 'lang') === 'en');
  await page.click('form[action="/language"] button');
  await page.context().close();
}

async function firstVisitBytes(browser) {
  const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
  let bytes = 0;
  const foreign = [];
  page.on('response', async (response) => {
    if (!response.url().startsWith(origin)) foreign.push(response.url());
    const sizes = await response.request().sizes();
    bytes += sizes.responseBodySize + sizes.responseHeadersSize;
  });
  await page.goto(`${origin}/sign-in`);
  await page.fill('#name', 'Dr Martin');
  await page.fill('#passphrase', passphrase);
  await page.click('main button');
  await page.waitForLoadState('networkidle');
  console.log(`first visit, sign-in and home: ${bytes} bytes`);
  check('first visit: under 150 kB, all from this server', bytes < 150_000 && foreign.length === 0, `${bytes} ${foreign}`);
  for (const where of ['/', '/findings', '/requests']) {
    await page.goto(origin + where);
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    console.log(`first paint of ${where}: ${Math.round(paint)} ms`);
  }
  await page.context().close();
}

const browser = await launch();
try {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await firstAccount(page);
  await audit(page);
  await request(page);
  await breach(page);
  await training(page);
  await register(page);
  for (const where of await contents(page)) await visit(page, nameOf(where), where);
  await finding(page);
  await visit(page, 'ledger', '/ledger');
  await visit(page, 'erase', '/record/erase?kind=request&number=1');
  await secondStep(page);
  await roles(browser, page);
  await visit(page, 'close-account', '/people/close?name=technician');
  await page.goto(`${origin}/`);
  await page.click('form[action="/language"] button');
  for (const where of await contents(page)) await visit(page, `${nameOf(where)}-en`, where);
  await page.goto(`${origin}/`);
  await page.click('form[action="/language"] button');
  // A refused form answers 422, which Chromium calls an error to load.
  const real = complaints.filter((each) => !each.includes('422'));
  check('the browser has nothing to complain of', real.length === 0, real.join('\n     '));
  await byKeyboard(browser);
  await withoutScript(browser);
  await firstVisitBytes(browser);
} finally {
  await browser.close();
}
end();
