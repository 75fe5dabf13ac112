// npm run soak: the statements of docs/security.md that have a size, at their full size, in one table. It takes some twenty
// minutes; `npm run soak -- S152` runs the parts of that statement alone.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { startPostgres } from './postgres.mjs';
import { compile, generate, root } from './steps.mjs';

await generate();
await compile('tsconfig.test.json', '.build');
const postgres = await startPostgres();
try {
  const main = path.join(root, '.build/test/soak/main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', main, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', TEST_PG_URL: postgres.at('postgres') },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
} finally {
  await postgres.stop();
}
