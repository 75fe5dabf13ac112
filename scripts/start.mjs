// npm start: builds where the sources are newer than dist/, then runs the server in this very process, so that signals and
// the exit code are its own.
import path from 'node:path';
import { build, newest, root } from './steps.mjs';

const sources = ['src', 'prisma/schema.prisma', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const changed = Math.max(...sources.map((file) => newest(path.join(root, file), 'generated')));
if (changed > newest(path.join(root, 'dist/main.js'))) {
  console.log('Building Latchkey ...');
  await build();
}
process.setSourceMapsEnabled(true);
await import('../dist/main.js');
