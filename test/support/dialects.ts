import type { User } from '../../src/accounts/user.ts';
import type { ClientPrivileges, ClientSettings } from '../../src/oauth/model/client.ts';
import type { TestApp, TestClient } from './app.ts';

/** An application with a dialect, as an administrator leaves it; `expiresAt` is when the dialect ends. */
export async function withDialect(
  site: Pick<TestApp, 'application' | 'deps'>,
  owner: User,
  dialect: string,
  { expiresAt, ...settings }: Partial<ClientSettings> & Partial<ClientPrivileges> & { readonly expiresAt?: Date } = {},
): Promise<TestClient> {
  const client = await site.application(owner, settings);
  const changes = { dialect: { name: dialect, expiresAt } };
  if ((await site.deps.clients.administer(client.id, changes, 'administrator')).outcome !== 'changed')
    throw new Error('no dialect');
  return client;
}
