import { type Command, columns } from '../command.ts';
import type { ListedClient } from '../oauth/model/client.ts';
import { ownerName } from '../oauth/model/owner.ts';

const MOST = 200;

export const appList: Command = {
  name: 'app list',
  summary: 'Lists every application.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const clients = await withDeps(async ({ clients: store }) => {
      const all: ListedClient[] = [];
      for (let page = 1; ; page += 1) {
        const { clients } = await store.list({ page, size: MOST });
        all.push(...clients);
        if (clients.length < MOST) return all;
      }
    });
    const rows = clients.map((client) => [client.id, client.name, shownOwner(client), shownState(client)]);
    return {
      json: clients.map((client) => ({
        client_id: client.id,
        name: client.name,
        owner: client.ownerEmail,
        owner_name: ownerName(client),
        owner_team: client.owner.kind === 'team' ? client.owner.name : undefined,
        confidential: client.confidential,
        scopes: client.scopes,
        trusted: client.trusted,
        verified: client.verified,
        resource_server: client.resourceServer,
        state: client.state,
        rejected_at: client.rejectedAt?.toISOString(),
        created_at: client.createdAt.toISOString(),
        last_used_at: client.lastUsedAt?.toISOString(),
      })),
      text:
        rows.length === 0
          ? 'There is no application yet.'
          : columns([['CLIENT ID', 'NAME', 'OWNER', 'STATE'], ...rows]),
    };
  },
};

function shownOwner({ ownerEmail, owner }: ListedClient): string {
  return ownerEmail ?? (owner.kind === 'team' ? `team ${owner.name}` : '-');
}

/** As pages have it: what was rejected is in review until its owner changes it. */
function shownState({ state, rejectedAt }: ListedClient): string {
  return state === 'review' && rejectedAt ? 'rejected' : state;
}
