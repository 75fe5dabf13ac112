import { oneTimeCode } from '../../src/secrets.ts';
import { PASSWORD, type TestApp } from './app.ts';
import { unescaped, type Visitor, visitor } from './visitor.ts';

/** The phone of a person: what its authenticator app shows, each time a step later than the last one that it was asked for. */
export type Phone = { readonly secret: string; next(): string; now(): string };

export function phoneWith(secret: string): Phone {
  const step = () => Math.floor(Date.now() / 30_000);
  let last = 0;
  return {
    secret,
    // That of now, and the one ahead: two codes in a half minute.
    next: () => {
      last = Math.max(last + 1, step());
      return oneTimeCode(secret, last);
    },
    now: () => oneTimeCode(secret, step()),
  };
}

/** The secret that a page shows to be typed into an app. */
export function secretOn(body: string): string {
  const [, shown = ''] = /data-copy="secret">([A-Z2-7 ]+)</.exec(body) ?? [];
  return shown.replaceAll(' ', '');
}

/** The recovery codes that a page shows. */
export function codesOn(body: string): readonly string[] {
  const [, shown = ''] = /data-copy="recovery codes">([\s\S]*?)<\/code>/.exec(body) ?? [];
  return unescaped(shown.replace(/<[^>]+>/g, ''))
    .split('\n')
    .filter(Boolean);
}

/** Sets up an authenticator app in this browser; what it shows from now on, and the recovery codes. */
export async function setUpApp(browser: Visitor, path = '/account/factors/app') {
  const page = await browser.get(path);
  const phone = phoneWith(secretOn(page.body));
  const answer = await browser.submit(page, path.split('?', 1)[0] ?? '', { code: phone.next() });
  if (answer.status !== 303) throw new Error(`setting up answered ${answer.status}: ${answer.body}`);
  const shown = await browser.get(answer.location);
  return { phone, codes: codesOn(shown.body), answer, shown };
}

/** A new browser in which the password was typed: where it was led. */
export async function typePassword(
  here: Pick<TestApp, 'app'>,
  email: string,
  path = '/sign-in',
  browser = visitor(here.app),
) {
  const page = await browser.get(path);
  const answer = await browser.submit(page, '/sign-in', { email, password: PASSWORD });
  return { browser, answer };
}
