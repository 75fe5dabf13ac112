#!/usr/bin/env node
// The `latchkey` command. A file of its own, because npm's link to a built file breaks when dist/ is built anew.
import { existsSync } from 'node:fs';

if (!existsSync(new URL('../dist/cli.js', import.meta.url))) {
  console.error('Latchkey is not built yet: run "npm run build".');
  process.exit(1);
}
await import('../dist/cli.js');
