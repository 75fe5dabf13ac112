import { argon2Task } from './argon2-task.ts';
import type { RunHashTask } from './hash-process.ts';
import type { HashSlots } from './hash-slots.ts';

export type HashPolicy = { readonly memoryKiB: number; readonly passes: number; readonly lanes: number };

/** RFC 9106 §4 leaves the numbers to us; these are OWASP's. */
export const HASH_POLICY: HashPolicy = { memoryKiB: 47104, passes: 1, lanes: 1 };

/** No password is longer, in bytes of UTF-8: longer ones are refused before they cost a hash. */
export const MAX_PASSWORD_BYTES = 1024;

export type PasswordHasher = {
  /** argon2id in PHC form. Throws TooBusy. */
  hash(password: string): Promise<string>;
  /** Whether the password is the hash's. Without a hash: the same work for nothing, and false. Throws TooBusy. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** How many attempts there can be at a time. */
  readonly places: number;
  /** Runs an attempt that will verify a password, with what it does before. Throws TooBusy before any of it. */
  readonly attempt: HashSlots['attempt'];
  /** Whether the hash is below today's policy and should be made anew. */
  isWeak(hash: string): boolean;
};

/** argon2id within `slots`; `run` says where the work is done. */
export function passwordHasher(options: {
  readonly slots: HashSlots;
  readonly policy?: HashPolicy;
  readonly run?: RunHashTask;
}): PasswordHasher {
  const policy = options.policy ?? HASH_POLICY;
  const nobody = hashOfNobody(policy);
  const run = options.run ?? argon2Task;
  return {
    places: options.slots.places,
    attempt: options.slots.attempt,
    hash(password) {
      assertShort(password);
      return options.slots.run(async () => String(await run({ password, ...policy })));
    },
    verify(password, hash) {
      assertShort(password);
      return options.slots.run(async () => {
        const matches = await run({ password, hash: hash ?? nobody });
        return matches === true && hash !== undefined;
      });
    },
    isWeak(hash) {
      const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(hash) ?? [];
      return !(Number(memory) >= policy.memoryKiB && Number(passes) >= policy.passes);
    },
  };
}

/** A well-formed hash whose password nobody knows: unknown accounts cost what known ones do. */
function hashOfNobody(policy: HashPolicy): string {
  const parameters = `m=${policy.memoryKiB},t=${policy.passes},p=${policy.lanes}`;
  return `$argon2id$v=19$${parameters}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
}

function assertShort(password: string): void {
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) throw new RangeError('a password this long is never hashed');
}
