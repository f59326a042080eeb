// Shared by the checks: what is checked, and how it is said. Exit code 77 says "skipped" to ctest.
import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
// The golden files, or another folder with files of these names.
export const golden = path.resolve(process.argv[2] ?? path.join(root, 'src/report/golden'));
const testdata = process.env.PRIMUM_TESTDATA ?? path.join(root, '../shared/testdata');

export function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

// A package of node_modules, or the end of this check where `npm ci` could not be run.
export async function module(name) {
  try {
    return await import(name);
  } catch {
    return skip(`${name} is not installed: npm ci --prefix tests/reports`);
  }
}

export const read = (name) => fs.readFileSync(path.join(golden, name), 'utf8');
export const exists = (name) => fs.existsSync(path.join(golden, name));
export const readJson = (name) => JSON.parse(read(name));

export function standard(name) {
  const file = path.join(testdata, '08-standards', name);
  if (!fs.existsSync(file)) skip(`${name} is not in PRIMUM_TESTDATA`);
  return fs.readFileSync(file, 'utf8');
}

let failures = 0;
export function check(what, isRight, why = '') {
  console.log(`${isRight ? 'ok  ' : 'FAIL'} ${what}${isRight ? '' : `\n     ${why}`}`);
  if (!isRight) failures += 1;
}
export const finish = () => process.exit(failures > 0 ? 1 : 0);
