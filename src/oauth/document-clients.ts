import type { MetadataRules } from './check-client-metadata.ts';
import { isDocumentAddress } from './document-address.ts';
import { OAuthError } from './errors.ts';
import type { Grant } from './grant.ts';
import type { Client, ClientStore } from './model/client.ts';
import type { ClientDocument, ClientDocumentStore } from './model/client-document.ts';
import { NO_METADATA } from './model/client-metadata.ts';
import type { FetchDocument, OutboundFault } from './model/outbound.ts';
import type { Resource, ResourceStore } from './model/resource.ts';
import type { Scope, ScopeStore } from './model/scope.ts';
import { readClientDocument } from './read-client-document.ts';

const MOST_BYTES = 10 * 1024; // draft-ietf-oauth-client-id-metadata-document §8.7
const SHORTEST = 60; // seconds that a document counts, whatever its server says
const LONGEST = 86_400;
const UNSAID = 3600;
const AWAY_MS = 86_400_000; // for so long a client that is known goes on while its document cannot be reached
const MOST_KNOWN = 500; // documents that nobody has allowed anything yet
/** Nothing was heard of the document; any other answer is its server's word. */
const AWAY: ReadonlySet<OutboundFault> = new Set(['unreachable', 'timeout', 'rate']);

export type DocumentDeps = {
  readonly clients: ClientStore;
  readonly clientDocuments: ClientDocumentStore;
  readonly scopes: Pick<ScopeStore, 'list'>;
  readonly resources: Pick<ResourceStore, 'list'>;
  readonly grants: readonly Grant[];
  readonly fetchDocument: FetchDocument;
  readonly usualScopes: MetadataRules['usualScopes'];
  readonly now: () => Date;
  /** Told why a document is not taken. */
  readonly onRefused: (refused: {
    readonly host: string;
    readonly rule: string;
    readonly sent: string | undefined;
  }) => void;
};

type Read = ClientDocument | 'away' | 'refused';

/** All clients, those that documents describe among them. */
export type DocumentClients = ClientStore & {
  /** Has the client of this id a row before somebody allows it something: nothing is stored for who only asks. */
  keep(id: string): Promise<void>;
};

/**
 * Finds clients by id; an https address names a document that describes its client (draft-ietf-oauth-client-id-metadata-document). What
 * people have allowed something is in the database, for all instances, and read again when its time is over; what nobody has, is in
 * memory alone. A document that is gone or wrong ends its client at once, one that cannot be reached after a day. Failures are not
 * remembered.
 */
export function documentClients(deps: DocumentDeps): DocumentClients {
  const known = new Map<string, ClientDocument>();
  const reading = new Map<string, Promise<Read>>();

  async function find(id: string): Promise<Client | undefined> {
    if (!isDocumentAddress(id)) return deps.clients.find(id);
    const kept = await deps.clientDocuments.find(id);
    const now = deps.now();
    if (kept && (kept.client.state !== 'active' || kept.freshUntil > now)) return kept.client;
    const found = await current(id, kept?.client, now);
    if (found === 'away') return kept && kept.readAt.getTime() > now.getTime() - AWAY_MS ? kept.client : undefined;
    if (found === 'refused') return undefined;
    if (!kept)
      return unkept(found, now, { catalogue: await deps.scopes.list(), resources: await deps.resources.list() });
    await deps.clientDocuments.keep(found);
    return (await deps.clientDocuments.find(id))?.client;
  }

  /** Those who ask at once read it once; what is remembered is the same for all of them. */
  function current(id: string, held: Client | undefined, now: Date): Promise<Read> {
    const remembered = known.get(id);
    if (remembered && !held && remembered.freshUntil > now) return Promise.resolve(remembered);
    const running = reading.get(id);
    if (running !== undefined) return running;
    known.delete(id);
    const begun = read(id, held, now).finally(() => reading.delete(id));
    reading.set(id, begun);
    return begun;
  }

  async function read(id: string, held: Client | undefined, now: Date): Promise<Read> {
    const answer = await deps.fetchDocument(id, { mostBytes: MOST_BYTES });
    if (answer.kind === 'failed') return AWAY.has(answer.fault) ? 'away' : 'refused';
    const seconds = Math.min(LONGEST, Math.max(SHORTEST, answer.maxAgeSeconds ?? UNSAID));
    const freshUntil = new Date(now.getTime() + seconds * 1000);
    try {
      const checked = await readClientDocument(id, answer.json, { ...deps, catalogue: await deps.scopes.list(), held });
      const document = { id, ...checked, freshUntil };
      if (!held) remember(document);
      return document;
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      deps.onRefused({ host: new URL(id).hostname, rule: error.rule, sent: error.sent });
      return 'refused';
    }
  }

  function remember(document: ClientDocument): void {
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    known.set(document.id, document);
  }

  return {
    find,
    async keep(id) {
      if (!isDocumentAddress(id) || (await deps.clientDocuments.find(id))) return;
      const found = await current(id, undefined, deps.now());
      if (typeof found === 'object') await deps.clientDocuments.keep(found);
      known.delete(id);
    },
  };
}

/** As its row will be: whoever decides about it is shown what is stored then. */
function unkept(
  { id, settings, authMethods, metadata }: ClientDocument,
  now: Date,
  { catalogue, resources }: { readonly catalogue: readonly Scope[]; readonly resources: readonly Resource[] },
): Client {
  const limited = catalogue.filter(({ name, grants }) => grants.length > 0 && settings.scopes.includes(name));
  return {
    id,
    ...settings,
    authMethods,
    previews: [],
    owner: { kind: 'none' },
    restricted: false,
    scopeLimits: new Map(limited.map(({ name, grants }) => [name, grants])),
    scopeAliases: new Map(),
    resources,
    trusted: false,
    verified: false,
    logo: undefined,
    resourceServer: false,
    dialect: undefined,
    accessTokenSeconds: undefined,
    refreshTokenIdleSeconds: undefined,
    refreshTokenSeconds: undefined,
    codeSeconds: undefined,
    metadata: { ...NO_METADATA, ...metadata },
    state: 'active',
    rejectedAt: undefined,
    handedOn: undefined,
    note: undefined,
    createdAt: now,
    identityChangedAt: new Date(0),
    disabledReason: undefined,
    tokenGeneration: 1,
    revision: 1,
    secrets: [],
  };
}
