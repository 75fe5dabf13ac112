import { type Keys, randomUUID } from '../secrets.ts';
import { familyFacts } from './family-facts.ts';
import { familySeconds, type Lifetimes } from './issue-tokens.ts';
import type { Client, ClientStore } from './model/client.ts';
import { DEVICE_CODE, type DeviceCodeStore, type Entered, type EnteredCode } from './model/device-code.ts';
import type { Resource } from './model/resource.ts';
import { carriedScopes } from './requested-scopes.ts';
import { userCodeHashes } from './user-code.ts';

/** What a person is asked for: what the device asked for, as far as the client may still have it. */
export type DeviceRequest = {
  readonly code: EnteredCode;
  readonly client: Client;
  readonly scopes: readonly string[];
  /** What its tokens will be for; undefined: it named none. */
  readonly resources: readonly Resource[] | undefined;
};

/**
 * What waits for the decision of the session that typed this code, or what that session decided; undefined: it has expired,
 * was typed elsewhere since, or its client may not have it any more.
 */
export async function findDeviceRequest(
  entered: Entered,
  userCode: string | undefined,
  deps: {
    readonly deviceCodes: Pick<DeviceCodeStore, 'findEntered'>;
    readonly clients: ClientStore;
    readonly keys: Keys;
  },
): Promise<DeviceRequest | undefined> {
  if (userCode === undefined) return undefined;
  const code = await deps.deviceCodes.findEntered(entered, userCodeHashes(userCode, deps.keys));
  const client = code && (await deps.clients.find(code.clientId));
  if (!code || client?.state !== 'active' || !client.grants.includes(DEVICE_CODE)) return undefined;
  const resources = client.resources.filter(({ uri }) => code.resources.includes(uri));
  if (resources.length < code.resources.length) return undefined;
  const scopes = carriedScopes(client, DEVICE_CODE, code.scope.split(' '));
  return { code, client, scopes, resources: resources.length > 0 ? resources : undefined };
}

/**
 * Stores the person's decision: that they said no, or consent and family, of which the next poll gets its tokens. "gone": it
 * was decided before, has expired, or was entered elsewhere since; "stale": the client has changed since it was shown.
 */
export function decideDevice(
  answer: 'authorize' | 'deny',
  entered: Entered,
  { client, scopes, resources }: DeviceRequest,
  deps: {
    readonly deviceCodes: Pick<DeviceCodeStore, 'approve' | 'deny'>;
    readonly lifetimes: Lifetimes;
    readonly deviceCodeSeconds: number;
  },
): Promise<'approved' | 'denied' | 'gone' | 'signed-out' | 'stale'> {
  if (answer === 'deny') return deps.deviceCodes.deny(entered);
  return deps.deviceCodes.approve(entered, {
    id: randomUUID(),
    clientId: client.id,
    revision: client.revision,
    scopes,
    seconds: familySeconds(client, deps.lifetimes) + deps.deviceCodeSeconds,
    facts: familyFacts(client, { scopes, resources }),
  });
}
