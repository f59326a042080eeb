// Debian's Chromium, driven by the packages of tests/reports; exit code 77 where one is missing.
import fs from 'node:fs';
import path from 'node:path';

const packages = path.join(import.meta.dirname, '../reports/node_modules');
const chromiumPath = process.env.PRIMUM_CHROMIUM ?? '/usr/bin/chromium';

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}
if (!fs.existsSync(path.join(packages, 'playwright-core'))) skip('npm ci --prefix tests/reports');
if (!fs.existsSync(chromiumPath)) skip('chromium is not installed');

const { chromium } = (await import(path.join(packages, 'playwright-core/index.js'))).default;
export const axe = (await import(path.join(packages, 'axe-core/axe.js'))).default;
export const launch = () => chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });

let failures = 0;
export function check(what, isRight, why = '') {
  console.log(`${isRight ? 'ok  ' : 'FAIL'} ${what}${isRight ? '' : `\n     ${why}`}`);
  if (!isRight) failures += 1;
}

// Ends the program, and says how it went.
export function end() {
  console.log(failures === 0 ? 'all is well' : `${failures} failed`);
  process.exit(failures > 0 ? 1 : 0);
}
