import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import type { TestClient } from './app.ts';
import type { TokenAnswer } from './flow.ts';
import type { Site } from './remote.ts';
import { ask } from './tokens.ts';
import type { Visitor } from './visitor.ts';

/** What a device has been given. */
export type Waiting = { readonly device: string; readonly user: string };

/** A device asks for codes. */
export async function askForCodes(site: Site, client: TestClient, scope?: string): Promise<Waiting> {
  const { status, body } = await ask(site, client, { scope }, '/oauth2/device_authorization');
  if (status !== 200) throw new Error(`device authorization answered ${status}: ${JSON.stringify(body)}`);
  return { device: String(body['device_code']), user: String(body['user_code']) };
}

export function pollFor(
  site: Site,
  client: TestClient,
  device: string,
  more: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  return ask(site, client, { grant_type: DEVICE_CODE, device_code: device, ...more });
}

/** A person types a code: the page that follows. */
export async function typeCode(browser: Visitor, code: string) {
  const page = await browser.get('/device');
  const typed = await browser.submit(page, '/device', { user_code: code });
  return typed.status === 303 ? { typed, page: await browser.get(typed.location) } : { typed, page: typed };
}

/** And decides: the page that says so. */
export async function decideDevice(browser: Visitor, code: string, decision = 'authorize') {
  const { typed, page } = await typeCode(browser, code);
  if (typed.status !== 303) throw new Error(`/device answered ${typed.status}`);
  const decided = await browser.submit(page, new URL(typed.location, 'http://here.invalid').pathname, { decision });
  return decided.location === typed.location ? browser.get(decided.location) : decided;
}
