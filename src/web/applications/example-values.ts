import type { Client } from '../../oauth/model/client.ts';
import { DEVICE_CODE } from '../../oauth/model/device-code.ts';
import { OUT_OF_BAND } from '../../oauth/redirect-uri.ts';
import { requestedScopes } from '../../oauth/requested-scopes.ts';
import type { Words } from '../words/index.ts';
import { pathOfApplication } from './own-application.ts';
import { type Snippet, startUrl, type Use as UseOfSome, type Visit, visitOf } from './snippet.ts';
import { curl } from './snippets/curl.ts';
import { snippets } from './snippets/index.ts';

type Use = UseOfSome & { readonly client: Client };

/** One program of the page: where to save it, how to start it, what to do then. */
type Program = {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly file: string;
  readonly text: string;
  readonly command: string;
  readonly open: string | undefined;
  readonly remark: string | undefined;
  /** What it looks like on a device. */
  readonly picture?: { readonly src: string; readonly url: string; readonly alt: string; readonly caption: string };
};

/** What the example page shows of an application, for the library that is named; else for the first. */
export function exampleValues(words: Words, use: Use, name: string) {
  const { client } = use;
  const fitting = snippets.filter((each) => each === curl || (each.fits?.(client) !== false && hasProgram(each, use)));
  const chosen = fitting.find((each) => each.name === name) ?? fitting[0] ?? curl;
  const path = pathOfApplication(client.id, 'example');
  const programs = [
    client.grants.includes('authorization_code') ? signIn(words, by('authorization_code', use), chosen) : undefined,
    client.grants.includes(DEVICE_CODE) ? connectDevice(words, by(DEVICE_CODE, use), chosen) : undefined,
    client.grants.includes('client_credentials')
      ? actForItself(words, by('client_credentials', use), chosen)
      : undefined,
    client.confidential ? checkToken(words, use, chosen) : undefined,
  ].filter((each) => each !== undefined);
  const serves = programs.some(({ id, file }) => id === 'code' && file === 'app.mjs');
  const packages = [...(serves ? chosen.serverPackages : []), ...chosen.packages];
  return {
    libraries: fitting.map((each) => ({
      name: each.name,
      path: `${path}?with=${encodeURIComponent(each.name)}`,
      current: each === chosen,
    })),
    environment: client.confidential ? { line: 'CLIENT_SECRET=', hint: secretHint(words, client) } : undefined,
    install: packages.length === 0 ? undefined : `npm install ${packages.join(' ')}`,
    noRedirect: client.grants.includes('authorization_code') && client.redirectUris.length === 0,
    programs,
  };
}

/** Whether a library has a program of its own for one of the grants of the application: a list of curl under six names helps nobody. */
function hasProgram(library: Snippet, use: Use): boolean {
  const { grants } = use.client;
  const has = (grant: string, read: (use: Use) => string | undefined) =>
    grants.includes(grant) && read(by(grant, use)) !== undefined;
  return (
    has('authorization_code', (own) => library.signIn(own)) ||
    has(DEVICE_CODE, (own) => library.connectDevice?.(own)) ||
    has('client_credentials', (own) => library.actForItself?.(own))
  );
}

/** The application with the scopes that this grant may carry. */
function by(grant: string, { client, issuer }: Use): Use {
  return { issuer, client: { ...client, scopes: requestedScopes(client, grant, undefined) } };
}

function secretHint(words: Words, { secrets }: Client): string {
  const [newest] = secrets;
  const text = words['application-example'];
  return newest ? text.secretFollows(newest.hint) : text.noSecret;
}

function signIn(words: Words, use: Use, chosen: Snippet): Program | undefined {
  const { snippet, program } = orCurl(chosen, (each) => each.signIn(use));
  if (program === undefined) return undefined;
  const visit = snippet.ending === 'mjs' ? visitOf(use) : undefined;
  const text = words['application-example'];
  return {
    ...{ id: 'code', title: text.code, lead: text.codeLead, text: program },
    ...start(use, snippet, 'app'),
    open: visit?.host === undefined ? undefined : startUrl(visit),
    remark: visit
      ? elsewhere(words, visit)
      : text.byHand[use.client.redirectUris.includes(OUT_OF_BAND) ? 'shown' : 'address'],
  };
}

function connectDevice(words: Words, use: Use, chosen: Snippet): Program | undefined {
  const { snippet, program } = orCurl(chosen, (each) => each.connectDevice?.(use));
  if (program === undefined) return undefined;
  const text = words['application-example'];
  const { title, lead, picture: alt, caption } = text.device;
  const src = `/device/code.svg?user_code=${text.device.sample}`;
  return {
    ...{ id: 'device', title, lead, text: program, ...start(use, snippet, 'device') },
    ...{ open: undefined, remark: undefined },
    picture: { src, url: use.issuer + src, alt, caption },
  };
}

function actForItself(words: Words, use: Use, chosen: Snippet): Program | undefined {
  const { snippet, program } = orCurl(chosen, (each) => each.actForItself?.(use));
  if (program === undefined) return undefined;
  const { credentials: title, credentialsLead: lead } = words['application-example'];
  const rest = { open: undefined, remark: undefined };
  return { id: 'credentials', title, lead, text: program, ...start(use, snippet, 'token'), ...rest };
}

function checkToken(words: Words, use: Use, chosen: Snippet): Program | undefined {
  const { snippet, program } = orCurl(chosen, (each) => each.checkToken?.(use));
  if (program === undefined) return undefined;
  const text = words['application-example'];
  const { introspect: title, introspectLead: lead } = text;
  const { file, command } = start(use, snippet, 'check');
  const remark = use.client.resourceServer ? undefined : text.ownTokens;
  return {
    id: 'introspect',
    title,
    lead,
    text: program,
    file,
    command: `TOKEN=lk_at_… ${command}`,
    open: undefined,
    remark,
  };
}

/** What the chosen library cannot do is shown with curl. */
function orCurl(chosen: Snippet, read: (snippet: Snippet) => string | undefined) {
  const program = read(chosen);
  return program === undefined ? { snippet: curl, program: read(curl) } : { snippet: chosen, program };
}

function start({ client }: Use, { ending }: Snippet, name: string) {
  const file = `${name}.${ending}`;
  if (ending === 'sh') return { file, command: `sh ${file}` };
  return { file, command: `node ${client.confidential ? '--env-file=.env ' : ''}${file}` };
}

/** People come back to a host that is not this computer: what stands there has to pass them on. */
function elsewhere(words: Words, { host, port, redirectUri }: Visit): string | undefined {
  return host === undefined ? words['application-example'].elsewhere(new URL(redirectUri).host, port) : undefined;
}
