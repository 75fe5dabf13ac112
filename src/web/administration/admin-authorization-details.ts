import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { type DetailsTypeProblem, detailsTypeProblem } from '../../oauth/details-type.ts';
import type { DetailsType } from '../../oauth/model/authorization-details.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { ADMIN, adminTabs, by, requireRecentAdmin } from './administration.ts';

/** The kinds of authorization details: which there are, one more, and one less. */
export const adminAuthorizationDetails: Page = {
  name: 'admin-authorization-details',
  path: `${ADMIN}/authorization-details`,
  mount(app, deps) {
    const { path } = adminAuthorizationDetails;
    const post = formPage(app, path, {
      admit: requireAdmin,
      change: (request, reply) => requireRecentAdmin(request, reply, deps),
      view: (request, reply, _session, shown) => page(request, reply, deps, shown),
      done: (words) => words['admin-authorization-details'].done,
    });
    post(path, async (request, reply, session) => {
      const { type, sentence, schema } = typed(request);
      const read = readJson(schema);
      const problem = await detailsTypeProblem({ type, sentence, schema: read });
      if (problem) return page(request, reply, deps, { status: 422, problem });
      await deps.detailsTypes.save({ type, sentence, schema: read as DetailsType['schema'] }, by(request, session));
      return reply.redirect(`${path}?done=saved`, 303);
    });
    post(`${path}/delete`, async (request, reply, session) => {
      const done = await deps.detailsTypes.delete(field(formOf(request), 'delete'), by(request, session));
      const notice: Notice = { kind: 'danger', text: request.words['admin-authorization-details'].used };
      if (done === 'used') return page(request, reply, deps, { status: 409, notice });
      return reply.redirect(`${path}?done=deleted`, 303);
    });
  },
};

function typed(request: FastifyRequest) {
  const form = formOf(request);
  return {
    type: field(form, 'type').trim(),
    sentence: field(form, 'sentence').trim(),
    schema: field(form, 'schema').trim(),
  };
}

/** Undefined where it is no JSON. */
function readJson(schema: string): unknown {
  try {
    return JSON.parse(schema);
  } catch {
    return undefined;
  }
}

const FIELD_OF: Readonly<Record<DetailsTypeProblem['id'], 'type' | 'sentence' | 'schema'>> = {
  'details-type-malformed': 'type',
  'details-sentence-missing': 'sentence',
  'details-sentence-malformed': 'sentence',
  'details-schema-no-object': 'schema',
  'details-schema-too-large': 'schema',
  'details-schema-malformed': 'schema',
};

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'detailsTypes'>,
  { status = 200, notice, problem }: Shown & { readonly problem?: DetailsTypeProblem },
) {
  const { type, sentence, schema } =
    request.method === 'POST' ? typed(request) : { type: '', sentence: '', schema: '' };
  const wrong = (name: string) =>
    problem && FIELD_OF[problem.id] === name ? { error: request.words.detailsTypeSentence(problem) } : {};
  const text = request.words['admin-authorization-details'];
  const fields: Fields = {
    type: { id: 'type', ...text.type, mono: true, required: true, value: type, ...wrong('type') },
    sentence: { id: 'sentence', ...text.sentence, required: true, value: sentence, ...wrong('sentence') },
    schema: { id: 'schema', ...text.schema, mono: true, rows: 8, required: true, value: schema, ...wrong('schema') },
  };
  return show(request, reply, 'admin-authorization-details', {
    title: text.title,
    status,
    current: 'administration',
    values: {
      notice,
      tabs: adminTabs(request.words, 'scopes'),
      fields,
      types: (await deps.detailsTypes.listUsed()).map(({ applications, ...each }) => ({
        ...each,
        schema: JSON.stringify(each.schema, undefined, 1),
        unused: applications === 0,
        applications: countOf(request.words, applications),
      })),
    },
  });
}
