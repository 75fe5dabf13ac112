import type { Actor } from './client.ts';
import type { NewNamedSecret } from './client-secret.ts';

/** The secrets of an application one by one. Whatever is done stands in the audit trail, or has not been done. */
export type ClientSecretStore = {
  /** `too-many`: nothing is stored. `unknown`: no such application, not this keeper's, or a public one. */
  add(clientId: string, secret: NewNamedSecret, by: Actor): Promise<'added' | 'too-many' | 'unknown'>;
  /** It works no more, from now on; `handle` names it (handleOf). False: there is none, or it is not this keeper's. */
  end(clientId: string, handle: string, by: Actor): Promise<boolean>;
  /** Queues a mail to the owner of each secret that ends soon, or to the managers of the team, once. How many. */
  tellOfEnds(): Promise<number>;
};
