import { OPENAPI_VERSIONS } from '../../oauth/openapi.ts';
import { queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { Words } from '../words/index.ts';
import type { OfClient } from './keeper.ts';
import { ADDRESSES, FORMATS, openApiSnippets, swaggerSnippet, type Variant, variantOf } from './openapi-snippets.ts';
import { APPLICATIONS, ownApplication, pathOfApplication } from './own-application.ts';
import { headOf } from './show-application.ts';

/** What the description of an API says so that programs sign in as this application. */
export const applicationOpenapi: Page = {
  name: 'application-openapi',
  path: `${APPLICATIONS}/:id/openapi`,
  mount(app, deps) {
    app.get<OfClient>(applicationOpenapi.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { client } = own;
      const variant = variantOf(queryOf(request));
      const text = request.words['application-openapi'];
      return show(request, reply, 'application-openapi', {
        title: text.title(client.name),
        current: 'applications',
        copyButton: true,
        values: {
          ...headOf(request.words, client, 'openapi'),
          picks: picks(request.words, pathOfApplication(client.id, 'openapi'), variant),
          hint: text.addressHints[variant.version === '2.0' ? 'always' : variant.addresses],
          defineLead: variant.version === '2.0' ? text.defineLead2 : text.defineLead,
          snippets: await openApiSnippets(request.words, client, await deps.scopes.list(), deps, variant),
          serverDocument: `${deps.issuer}/openapi.json`,
          noFlows: text.noFlows(variant.version),
          swagger: swaggerSnippet(client),
          secret: client.confidential,
        },
      });
    });
  },
};

/** Links to every other variant: each changes one thing and keeps the rest. */
function picks(words: Words, path: string, variant: Variant) {
  const link = (change: Partial<Variant>, name: string) => ({
    text: name,
    href: `${path}?${new URLSearchParams({ ...variant, ...change })}`,
    current: Object.entries(change).every(([key, value]) => variant[key as keyof Variant] === value),
  });
  const addresses = variant.version === '2.0' ? ADDRESSES.slice(0, 1) : ADDRESSES;
  const text = words['application-openapi'];
  return [
    { name: text.versions, links: [...OPENAPI_VERSIONS].sort().map((version) => link({ version }, version)) },
    { name: text.addresses, links: addresses.map((each) => link({ addresses: each }, text.addressNames[each])) },
    { name: text.formats, links: FORMATS.map((format) => link({ format }, text.formatNames[format])) },
  ];
}
