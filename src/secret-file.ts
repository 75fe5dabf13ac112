import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomId, randomSecret } from './secrets.ts';

/** The secret of an installation with an embedded database: made at the first start, kept beside the data. */
export async function readOrMakeSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secret');
  const made = `${file}-${randomId(8)}`;
  try {
    return await readSecret(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await mkdir(dataDir, { recursive: true });
  try {
    // Written beside and linked: the file appears whole or not at all, and of two first starts one wins.
    await writeFile(made, randomSecret(), { mode: 0o600, flag: 'wx' });
    await link(made, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(made, { force: true });
  }
  return readSecret(file);
}

async function readSecret(file: string): Promise<string> {
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 32)
    throw new Error(
      `${file} is damaged: put its backup back. Without it, forms that are open must be sent again and a refresh cannot be retried.`,
    );
  return secret;
}
