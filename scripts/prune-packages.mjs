// node scripts/prune-packages.mjs FOLDER: takes out of installed packages what no server reads. Of 111 MB of modules some 30
// stay. For the image, whose folder is made anew each time: never run it on a folder that you work with.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Which folder of packages? node scripts/prune-packages.mjs FOLDER');
  process.exit(1);
}

// Types, source maps, what Prisma has for other databases, module systems and runtimes than ours, how images are written that
// are only read, and what packages have for browsers and for require().
const UNREAD = [
  /\.(?:d\.)?[cm]?ts$/,
  /\.map$/,
  /@prisma\/client\/runtime\/query_compiler_(?!small_bg\.postgresql\.(?:wasm-base64\.)?mjs$)/,
  /@prisma\/client\/runtime\/(?:wasm-compiler-edge|index-browser)\./,
  /@jsquash\/(?:jpeg|webp)\/codec\/enc\//,
  /@jsquash\/resize\/lib\/(?:hqx|magic-kernel)\/pkg\/.*\.wasm$/,
  /@fastify\/busboy\/(?:test|bench|benchmarks)\//,
  /image-size\/dist\/cjs\//,
  /^pngjs\/browser\.js$/,
  /^culori\/bundled\//,
];

for (const name of readdirSync(folder, { recursive: true })) {
  const file = name.replaceAll(path.sep, '/');
  if (UNREAD.some((pattern) => pattern.test(file))) rmSync(path.join(folder, name), { recursive: true, force: true });
}
