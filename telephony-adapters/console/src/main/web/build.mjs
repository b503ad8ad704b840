// Builds the pages, as Maven does: packages of the lock file if they are not installed yet, type check, bundle.

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** When npm installs all packages, it writes this file last. */
const INSTALLED = 'node_modules/.package-lock.json';

if (modified(INSTALLED) < modified('package-lock.json')) {
  npm('ci', '--prefer-offline');
}
npm('run', '--silent', 'build');

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function npm(...words) {
  const { status, error } = spawnSync('npm', words, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`npm ${words[0]}: ${error?.message ?? 'failed, see above'}`);
    process.exit(1);
  }
}
