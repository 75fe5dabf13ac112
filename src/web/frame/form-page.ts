import type { FastifyInstance, FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify';
import { UPLOAD_FORM_BYTES } from '../requests/read-uploads.ts';
import type { Words } from '../words/index.ts';
import { takeDone } from './done.ts';
import type { Notice } from './notice.ts';

/** How a page is shown: 200 and no word above it, where nothing else is said. */
export type Shown = { readonly status?: number; readonly notice?: Notice | undefined };

const BODY_BYTES = 68 * 1024; // what any form may have, and a password besides

type Answer = Promise<FastifyReply> | FastifyReply;

/**
 * A page with a form or more: shows it, and gives back what adds a form to it. A form that is too old to count shows the
 * page again, with what was typed and a sentence that says so (403).
 *
 * `admit` says who may see the page and what it is about, `change`, where that is more, who may send a form; undefined where
 * they have sent the person elsewhere, or asked who they are: then the form goes along (frame/carried-form.ts). `done`: the sentences for what a form may say it did, by the query's `done`.
 */
export function formPage<Route extends RouteGenericInterface, About>(
  app: FastifyInstance,
  path: string,
  page: {
    readonly admit: (request: FastifyRequest<Route>, reply: FastifyReply) => Promise<About | undefined>;
    readonly change?: (request: FastifyRequest<Route>, reply: FastifyReply) => Promise<About | undefined>;
    readonly view: (request: FastifyRequest, reply: FastifyReply, about: About, shown: Shown) => Answer;
    readonly done?: (words: Words) => Readonly<Record<string, string>>;
  },
) {
  type Request = FastifyRequest<Route>; // Fastify's own type of it depends on what is registered where
  const { admit, change = admit, view, done = () => ({}) } = page;
  const showWith = async (request: FastifyRequest, reply: FastifyReply, shown: Shown) => {
    const about = await admit(request as Request, reply);
    return about ? view(request, reply, about, shown) : reply;
  };
  const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
    showWith(request, reply, { status: 403, notice: { kind: 'warning', text: sentence } });
  app.get(path, (request, reply) =>
    showWith(request, reply, { notice: doneNotice(request, reply, done(request.words)) }),
  );
  return function post(
    to: string,
    act: (request: Request, reply: FastifyReply, about: About) => Answer,
    { upload = false }: { /** It comes with a file, which does not go along. */ readonly upload?: boolean } = {},
  ) {
    app.post(
      to,
      {
        config: { showAgain, carries: true, page: path, ...(upload && { upload }) },
        bodyLimit: upload ? UPLOAD_FORM_BYTES : BODY_BYTES,
      },
      async (request, reply) => {
        const about = await change(request as Request, reply);
        return about ? act(request as Request, reply, about) : reply;
      },
    );
  };
}

function doneNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  sentences: Readonly<Record<string, string>>,
): Notice | undefined {
  const done = takeDone(request, reply);
  const text = Object.hasOwn(sentences, done) ? sentences[done] : undefined;
  return text === undefined ? undefined : { kind: 'success', text };
}
