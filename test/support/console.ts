import assert from 'node:assert/strict';
import { PASSWORD, type pagesApp } from './pages.ts';
import { formsIn, type Visitor, visitor } from './visitor.ts';

export type Site = Awaited<ReturnType<typeof pagesApp>>;

/** A person with an account, signed in. */
export async function signedIn(site: Site, email: string, person: { name?: string; isAdmin?: boolean } = {}) {
  const user = await site.person(email, person);
  const browser = visitor(site.app);
  const answer = await browser.submit(await browser.get('/sign-in'), '/sign-in', { email, password: PASSWORD });
  assert.equal(answer.status, 303);
  return Object.assign(browser, { user });
}

/** What the form of an application holds when it is filled in as most people would. */
export const TYPED = {
  name: 'Trailmark',
  homepage: 'https://trailmark.example/',
  redirect_uris: 'https://trailmark.example/oauth/callback\r\nhttp://127.0.0.1:8080/callback',
  confidential: ['yes'],
  scope: ['read_prefs'],
  grant: ['authorization_code', 'refresh_token'],
};

/** Posts a page's form to `action` with these fields, and with no other checkbox ticked. */
export async function fillIn(
  browser: Pick<Visitor, 'get' | 'send'>,
  path: string,
  typed: Readonly<Record<string, string | readonly string[]>>,
  action = path,
) {
  const page = await browser.get(path);
  const form = formsIn(page.body).find((each) => each.action === action);
  assert.ok(form, `${path} has a form for ${action}: ${page.status} ${page.location}`);
  const { _csrf = '', _once } = form.fields;
  const fields = new URLSearchParams({ _csrf, ...(_once === undefined ? {} : { _once }) });
  for (const [name, value] of Object.entries(typed)) {
    for (const each of [value].flat()) fields.append(name, each);
  }
  return browser.send({
    method: 'POST',
    url: action,
    payload: fields.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
}

/** Two scopes in the catalogue: a plain one, which TYPED asks for, and a privileged one. */
export async function addScopes(site: Pick<Site, 'deps'>) {
  const detail = undefined;
  await site.deps.scopes.save(
    { name: 'read_prefs', description: 'Read your preferences', detail, privileged: false },
    'administrator',
  );
  await site.deps.scopes.save(
    { name: 'write_api', description: 'Modify the map', detail, privileged: true },
    'administrator',
  );
}

/** Registers an application by its page, and follows to its own: its id, its path and the secret that was shown. */
export async function registerByForm(
  browser: Pick<Visitor, 'get' | 'send'>,
  typed: Readonly<Record<string, string | readonly string[]>> = {},
) {
  const answer = await fillIn(browser, '/oauth2/applications/new', { ...TYPED, ...typed });
  const id = /lk_ci_[0-9A-Za-z]{22}/.exec(answer.body + answer.location)?.[0] ?? '';
  assert.ok(id, `registered: ${answer.status}`);
  const page = await browser.get(answer.location);
  const secret = /lk_cs_[0-9A-Za-z]{49}/.exec(page.body)?.[0];
  return { answer, page, id, path: `/oauth2/applications/${id}`, secret };
}

/** What a reader sees of a page: its text without tags. */
export function textOf(html: string): string {
  const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return html
    .replaceAll('<wbr>', '')
    .replace(/<[^>]*>|&nbsp;/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => signs[sign] ?? sign)
    .replace(/\s+/g, ' ');
}
