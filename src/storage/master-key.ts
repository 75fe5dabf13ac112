// SQL of its own: prefixes of bytes are compared, and rows counted only as far as a page shows them.
import type { MasterKeyStore, SealedKind } from '../oauth/model/setting.ts';
import type { Keys } from '../secrets.ts';
import type { Database } from './engine/database.ts';
import { countTo, MOST_COUNTED, toCounted } from './sql/count.ts';

/** Where it stands, and under which alias of its columns. */
const SEALED: Readonly<Record<SealedKind, readonly (readonly [table: string, column: string])[]>> = {
  'oauth1-secret': [
    ['oauth1_consumers', 'secret'],
    ['oauth1_access_tokens', 'secret'],
  ],
  'signing-key': [['signing_keys', 'private_key']],
  'totp-secret': [['totp_factors', 'secret']],
};

/** What is still encrypted under an older SECRET than the first. */
export function masterKeyStore(
  { pool }: { readonly pool: Pick<Database['pool'], 'query'> },
  { keys }: { readonly keys: Keys },
): MasterKeyStore {
  const count = async (kind: SealedKind) => {
    const [newest = Buffer.alloc(0)] = keys.sealedPrefixes(kind);
    const counts = SEALED[kind].map(([table, column]) =>
      countTo(MOST_COUNTED, `FROM ${table} WHERE ${column} <> '' AND substring(${column} FROM 1 FOR $2) <> $1`),
    );
    const text = `SELECT ${counts.join(' + ')} AS rows`;
    const { rows } = await pool.query<{ rows: number }>(text, [newest, newest.length]);
    return { kind, rows: toCounted(rows[0]?.rows ?? 0) };
  };
  return {
    async read() {
      const ids = keys.ids();
      const kinds = ids.length > 1 ? (Object.keys(SEALED) as SealedKind[]) : [];
      const older = [];
      for (const kind of kinds) older.push(await count(kind)); // in turn: the doctor has one connection
      return { ids, older };
    },
  };
}
