import type { Client } from '../../oauth/model/client.ts';
import { APPLICATIONS, type OfClient, ownApplication } from '../applications.ts';
import type { Page } from '../page.ts';
import { show } from '../show.ts';
import { headOf } from '../show-application.ts';
import { codeSnippet, credentialsSnippet, introspectionSnippet } from '../snippets.ts';
import { words } from '../words/index.ts';

const text = words['application-example'];

/** Code that uses an application, with its values filled in. */
export const applicationExample: Page = {
  name: 'application-example',
  path: `${APPLICATIONS}/:id/example`,
  mount(app, deps) {
    app.get<OfClient>(applicationExample.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { client } = own;
      return show(request, reply, 'application-example', {
        title: text.title(client.name),
        current: 'applications',
        copyButton: true,
        values: {
          ...headOf(client, 'example'),
          secret: client.confidential,
          snippets: snippets(client, deps.issuer),
        },
      });
    });
  },
};

function snippets(client: Client, issuer: string) {
  const code = codeSnippet(client, issuer);
  return [
    ...(client.grants.includes('authorization_code')
      ? [{ id: 'code', title: text.code, lead: code ? text.codeLead : text.noRedirect, text: code }]
      : []),
    ...(client.grants.includes('client_credentials')
      ? [
          {
            id: 'credentials',
            title: text.credentials,
            lead: text.credentialsLead,
            text: credentialsSnippet(client, issuer),
          },
        ]
      : []),
    ...(client.confidential
      ? [
          {
            id: 'introspect',
            title: text.introspect,
            lead: text.introspectLead,
            text: introspectionSnippet(client, issuer),
          },
        ]
      : []),
  ];
}
