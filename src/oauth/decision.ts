import { type Keys, randomId } from '../secrets.ts';
import type { Client } from './model/client.ts';
import type { Resource } from './model/resource.ts';

/** How long a consent page may be answered, in seconds. */
const LIFE = 1800;
const FORM = /^([0-9A-Za-z]{22})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

/**
 * What a decision is about: the browser session that was shown the page, and the address of the page, which holds the
 * whole request, with whatever else was shown and can change meanwhile. So what is approved is what was shown, and
 * nothing has to be stored in between.
 */
export type Shown = { readonly sessionHash: Buffer; readonly url: string };

/** What a form says: the decision that it carries, and the button that was pressed. */
export type Pressed = { readonly shown: string; readonly decision: string };

/** What a page shows of a request: its address, and beside it what that meant at the time. */
export function shownRequest(
  url: string,
  sessionHash: Buffer,
  {
    client,
    scopes,
    details = [],
    resources = [],
  }: {
    readonly client: Client;
    readonly scopes: readonly string[];
    readonly resources?: readonly Resource[] | undefined;
    /** As they are said to the person. */
    readonly details?: readonly unknown[];
  },
): Shown {
  const asked = [...scopes, ...resources.map(({ uri, name }) => `${uri} ${name}`)];
  const said = details.map((each) => JSON.stringify(each));
  return { sessionHash, url: [url, client.identityChangedAt.toISOString(), ...asked, ...said].join('\n') };
}

/** What the person decided about what was shown; otherwise why nothing is decided, and they must be asked again. */
export function readDecision(
  { shown: decision, decision: button }: Pressed,
  shown: Shown,
  context: { readonly keys: Keys; readonly now: Date },
): 'authorize' | 'deny' | 'tooOld' | 'choose' {
  if (!isDecision(decision, shown, context)) return 'tooOld';
  return button === 'authorize' || button === 'deny' ? button : 'choose';
}

/** A new decision for the form of a page shown now: random, time, and an HMAC over both, the session and the address. */
export function newDecision(shown: Shown, { keys, now }: { keys: Keys; now: Date }): string {
  const text = `${randomId(22)}.${Math.floor(now.getTime() / 1000)}`;
  return `${text}.${keys.mac('decision', signed(text, shown)).toString('base64url')}`;
}

/** Whether this decision was shown to this session on this page within the last `seconds`: 30 minutes, if nothing is said. */
export function isDecision(
  decision: string,
  shown: Shown,
  { keys, now, seconds = LIFE }: { readonly keys: Keys; readonly now: Date; readonly seconds?: number },
): boolean {
  const [, random, issued, mac] = FORM.exec(decision) ?? [];
  if (random === undefined || issued === undefined || mac === undefined) return false;
  const age = now.getTime() / 1000 - Number(issued);
  const fresh = age >= -10 && age <= seconds; // instances may be some seconds apart
  return keys.verify('decision', signed(`${random}.${issued}`, shown), Buffer.from(mac, 'base64url')) && fresh;
}

function signed(text: string, { sessionHash, url }: Shown): string {
  return `${text}\n${sessionHash.toString('base64url')}\n${url}`;
}
