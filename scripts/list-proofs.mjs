// node scripts/list-proofs.mjs: writes into docs/security.md which test files prove each statement, read from their titles.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './steps.mjs';

const page = path.join(root, 'docs/security.md');
const files = new Map();
for (const name of readdirSync(path.join(root, 'test'), { recursive: true }).sort()) {
  if (!name.endsWith('.test.ts')) continue;
  const text = readFileSync(path.join(root, 'test', name), 'utf8');
  for (const [, numbers] of text.matchAll(/['"`]((?:S[01]\d\d )+)/g)) {
    for (const number of numbers.trim().split(' ')) {
      files.set(number, new Set([...(files.get(number) ?? []), `test/${name.replaceAll(path.sep, '/')}`]));
    }
  }
}

const statement = /^- \*\*(S\d{3})\*\* [^\n]*(?:\n {2}\S[^\n]*)*/gm;
const text = readFileSync(page, 'utf8').replace(statement, (whole, number) => {
  const [said = '', reason = '  No test proves it yet.'] = whole.split(/\n(?= {2}(?:Proof: |No test ))/);
  const found = [...(files.get(number) ?? [])];
  const names = found.map((file) => `\`${file}\``).join(', ');
  return `${said}\n${found.length > 0 ? `  Proof: ${names}.` : reason.startsWith('  No test ') ? reason : '  No test proves it yet.'}`;
});
writeFileSync(page, text);
