// SQL of its own: the picture and the mark on its application are one act, by the clock of the database.
import type { LogoStore } from '../oauth/model/logo.ts';
import { digest } from '../secrets.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';
import { isReviewed, mayChange, ownerOf } from './sql/owner.ts';
import { waitsAgain } from './sql/review.ts';

/** The logos of applications. `reviewed`: what users change is for an administrator to look at. */
export function logoStore(database: Database, { reviewed }: { readonly reviewed: boolean }): LogoStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    set: async (clientId, logo, by) =>
      !clientId.includes('\0') &&
      audited(database, by, async (client, record) => {
        // Of the application too: where two have the same picture, neither takes the other's along.
        const name = logo && digest(`${clientId} ${logo.large.toString('base64')}`);
        const waits = reviewed && isReviewed(by) ? `, in_review = ${waitsAgain('scopes', ['true'])}` : '';
        const again = isReviewed(by) ? ', rejected_at = NULL' : '';
        const { rowCount } = await client.query(
          `UPDATE clients SET logo = $3::bytea, verified = false, identity_changed_at = clock_timestamp() + $1::interval${waits}${again}
           WHERE id = $2 AND logo IS DISTINCT FROM $3::bytea AND ${mayChange(by, 4)}`,
          [offset, clientId, name ?? null, ...ownerOf(by)],
        );
        if (rowCount === 0) {
          const same = `SELECT FROM clients WHERE id = $1 AND logo IS NOT DISTINCT FROM $2::bytea AND ${mayChange(by, 3)}`;
          return (await client.query(same, [clientId, name ?? null, ...ownerOf(by)])).rowCount === 1;
        }
        if (logo) await client.query(KEEP, [offset, clientId, name, logo.large, logo.small]);
        else await client.query('DELETE FROM client_logos WHERE client_id = $1', [clientId]);
        await record('client.changed', { clientId, detail: logo ? 'logo' : 'logo=none' });
        return true;
      }),
    async find(name, size) {
      if (!/^[0-9a-f]{64}$/.test(name)) return undefined;
      const rows = await database.run<{ readonly image: Buffer }>(size === 'large' ? LARGE : SMALL, [
        Buffer.from(name, 'hex'),
      ]);
      return rows[0]?.image;
    },
  };
}

const KEEP = `
  INSERT INTO client_logos (client_id, digest, large, small, created_at) VALUES ($2, $3, $4, $5, now() + $1::interval)
  ON CONFLICT (client_id) DO UPDATE SET digest = excluded.digest, large = excluded.large, small = excluded.small,
    created_at = excluded.created_at`;

/** 2 digest. */
const LARGE: Statement = {
  name: 'find-large-logo',
  text: 'SELECT large AS image FROM client_logos WHERE digest = $2 AND $1::interval IS NOT NULL',
};
const SMALL: Statement = {
  name: 'find-small-logo',
  text: 'SELECT small AS image FROM client_logos WHERE digest = $2 AND $1::interval IS NOT NULL',
};
