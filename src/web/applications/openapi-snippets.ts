import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import { isAboutApplications, OPENID_SCOPES, type Scope } from '../../oauth/model/scope.ts';
import {
  type Described,
  describedScopes,
  hasFlows,
  OPENAPI_VERSIONS,
  openApiDocument,
  securityRequirement,
  securityScheme,
} from '../../oauth/openapi.ts';
import { OUT_OF_BAND } from '../../oauth/redirect-uri.ts';
import { carriedScopes } from '../../oauth/requested-scopes.ts';
import { namedEndpoints } from '../endpoints/index.ts';
import { field } from '../frame/form.ts';
import type { Words } from '../words/index.ts';
import { lines, quoted } from './snippet.ts';

const REDIRECT_FILE = 'oauth2-redirect.html'; // of Swagger UI

export const ADDRESSES = ['absolute', 'relative'] as const;
export const FORMATS = ['yaml', 'json'] as const;

/** What of it is shown: one of each. */
export type Variant = Pick<Described, 'version' | 'addresses'> & { readonly format: (typeof FORMATS)[number] };

/** The variant that a query names; the first where it names none that there is. */
export function variantOf(query: URLSearchParams): Variant {
  const version = chosen(OPENAPI_VERSIONS, field(query, 'version'));
  const addresses = version === '2.0' ? 'absolute' : chosen(ADDRESSES, field(query, 'addresses'));
  return { version, addresses, format: chosen(FORMATS, field(query, 'format')) };
}

function chosen<Choice extends string>(choices: readonly [Choice, ...Choice[]], value: string): Choice {
  return choices.find((choice) => choice === value) ?? choices[0];
}

/** The parts of an API description that are about this application; undefined where the version has no flow for it. */
export async function openApiSnippets(
  words: Words,
  client: Client,
  catalogue: readonly Scope[],
  { issuer, grants }: Pick<Deps, 'issuer' | 'grants'>,
  { format, ...variant }: Variant,
) {
  const text = words['application-openapi'];
  const described: Described = {
    ...variant,
    issuer,
    endpoints: namedEndpoints,
    grants: client.grants.filter((name) => grants.some((grant) => grant.name === name)),
    scopes: catalogue.filter(({ name }) => client.scopes.includes(name)),
    description: text.scheme(issuer),
  };
  if (!hasFlows(described)) return undefined;
  const print = format === 'json' ? printJson : await yamlPrinter();
  const security = securityRequirement(described, []);
  const scope = exampleScope(describedScopes(described));
  const operation = scope === undefined ? {} : { security: securityRequirement(described, [scope]) };
  const responses = { 200: { description: text.sampleAnswer } };
  const whole = openApiDocument(described, {
    info: { title: text.sampleApi, version: '1.0.0' },
    api: described.addresses === 'relative' ? `${issuer}/api` : 'https://api.example.com',
    security,
    paths: { '/example': { get: { summary: text.sampleOperation, ...operation, responses } } },
  });
  return {
    scheme: print(securityScheme(described)),
    everywhere: print({ security }),
    operation: scope === undefined ? undefined : print({ paths: { '/example': { get: operation } } }),
    whole: print(whole),
  };
}

/** What an operation asks for: a scope of the API, where there is one, and not what tells who the person is. */
function exampleScope(scopes: readonly Scope[]): string | undefined {
  const ofApi = scopes.find((scope) => !OPENID_SCOPES.includes(scope.name) && !isAboutApplications(scope));
  return (ofApi ?? scopes[0])?.name;
}

/** What a page says to Swagger UI in its own script. Undefined where the application has no address in a browser. */
export function swaggerSnippet(client: Client) {
  const pages = client.redirectUris.filter((uri) => uri !== OUT_OF_BAND && /^https?:/.test(uri));
  const registered = pages.find((uri) => uri.endsWith(`/${REDIRECT_FILE}`));
  const [first] = pages;
  if (first === undefined || !client.grants.includes('authorization_code')) return undefined;
  const scopes = carriedScopes(client, 'authorization_code');
  const address = registered ?? `${new URL(first).origin}/${REDIRECT_FILE}`;
  return {
    address,
    registered: registered !== undefined,
    text: lines(
      'const ui = SwaggerUIBundle({',
      `  dom_id: '#swagger-ui',`,
      `  url: '/openapi.yaml',`,
      `  oauth2RedirectUrl: ${quoted(address)},`,
      '});',
      'ui.initOAuth({',
      `  clientId: ${quoted(client.id)},`,
      scopes.length > 0 && `  scopes: ${quoted(scopes.join(' '))},`,
      '  usePkceWithAuthorizationCodeGrant: true,',
      '});',
    ),
  };
}

function printJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Lists of names in one line. What old readers of YAML would take for something else, as a scope named "on", is quoted. */
async function yamlPrinter() {
  const { Document, isScalar, visit } = await import('yaml'); // for this page alone: not when the server starts
  return (value: object): string => {
    const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
    visit(document, {
      Seq(_key, list) {
        if (list.items.every(isScalar)) list.flow = true;
      },
    });
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  };
}
