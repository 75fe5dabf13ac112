import assert from 'node:assert/strict';
import { getPriority } from 'node:os';
import { test } from 'node:test';
import { hashProcess } from '../../src/accounts/hash-process.ts';
import { hashSlots } from '../../src/accounts/hash-slots.ts';
import { passwordHasher } from '../../src/accounts/password-hash.ts';

const CHEAP = { memoryKiB: 1024, passes: 1, lanes: 1 };

test('passwords are hashed and checked in a process of their own', async () => {
  const hashing = hashProcess(2);
  const hasher = passwordHasher({ slots: hashSlots(2), policy: CHEAP, run: hashing.run });
  const hash = await hasher.hash('violet harbour sings');
  assert.match(hash, /^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
  assert.deepEqual(
    await Promise.all([
      hasher.verify('violet harbour sings', hash),
      hasher.verify('violet harbour sang', hash),
      hasher.verify('violet harbour sings', undefined),
    ]),
    [true, false, false],
  );
  hashing.close();
});

test('the process gives way to requests, and is started again where it died', async () => {
  const hashing = hashProcess(1);
  const task = { password: 'violet harbour sings', ...CHEAP };
  await hashing.run(task);
  const pid = hashing.pid() ?? 0;
  assert.ok(getPriority(pid) > getPriority());
  process.kill(pid, 'SIGKILL');
  // What was under way is refused; the next task finds a new process.
  await hashing.run(task).catch(() => undefined);
  assert.match(String(await hashing.run(task)), /^\$argon2id\$/);
  assert.notEqual(hashing.pid(), pid);
  hashing.close();
});
