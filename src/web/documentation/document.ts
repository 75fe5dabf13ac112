import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { DOCS, type Documents, PROGRAMS, readDocuments } from './documents.ts';

/** A document of docs/, as a page of this server. */
export const document: Page = {
  name: 'document',
  path: `${DOCS}/:name`,
  mount(app, deps) {
    let documents: Promise<Documents> | undefined;
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      documents ??= readDocuments(deps).catch((error: unknown) => {
        documents = undefined;
        throw error;
      });
      const found = (await documents).get(request.url.split('?')[0] ?? '');
      if (!found) throw new PageError('notFound');
      const { path, title, html, chapters } = found;
      const above = path.startsWith(`${PROGRAMS}/`);
      return show(request, reply, 'document', { title, values: { html, chapters, above }, copyButton: true });
    };
    app.get(document.path, answer);
    app.get(`${PROGRAMS}/:name`, answer);
  },
};
