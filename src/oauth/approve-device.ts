import { randomUUID } from '../secrets.ts';
import { familySeconds, type Lifetimes } from './issue-tokens.ts';
import type { Client } from './model/client.ts';
import { DEVICE_CODE, type DeviceCodeStore, type Entered, type EnteredCode } from './model/device-code.ts';
import { carriedScopes } from './requested-scopes.ts';

/** What the person is asked for: what the device asked for, as far as the client may still have it. */
export function enteredScopes(code: EnteredCode, client: Client): readonly string[] {
  return carriedScopes(client, DEVICE_CODE, code.scope.split(' '));
}

/**
 * Stores that the person agreed to these scopes: consent and family, of which the next poll gets its tokens. "gone": it was
 * decided before, has expired, or was entered elsewhere since.
 */
export function approveDevice(
  entered: Entered,
  { client, scopes }: { readonly client: Client; readonly scopes: readonly string[] },
  deps: {
    readonly deviceCodes: Pick<DeviceCodeStore, 'approve'>;
    readonly lifetimes: Lifetimes;
    readonly deviceCodeSeconds: number;
  },
): Promise<'approved' | 'gone' | 'signed-out' | 'stale'> {
  return deps.deviceCodes.approve(entered, {
    id: randomUUID(),
    clientId: client.id,
    revision: client.revision,
    scopes,
    seconds: familySeconds(client, deps.lifetimes) + deps.deviceCodeSeconds,
  });
}
