import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { createPersonalToken, MOST_DAYS, personalScopes } from '../../oauth/personal-tokens.ts';
import { redirectToMade, takeSecret } from '../applications/new-secret.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { inWords } from '../frame/scope-texts.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, requireRecentSession, requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { accountTabs, TOKENS } from './account-tabs.ts';

const ID = 'personal-token';
const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
const NAME_LENGTH = 60;

/** Tokens that a person makes for programs of their own. Making one needs a fresh proof of who they are. */
export const personalTokens: Page = {
  name: 'personal-tokens',
  path: TOKENS,
  mount(app, deps) {
    const post = formPage(app, TOKENS, {
      admit: (request, reply) => requireSession(request, reply, TOKENS),
      change: (request, reply) => requireRecentSession(request, reply, { now: deps.now() }),
      view: (request, reply, session, shown) => page(request, reply, deps, session, shown),
      done: (words) => words['personal-tokens'].done,
    });
    post(TOKENS, async (request, reply, session) => {
      const typed = readTyped(request, deps.now());
      const wrong = wrongWith(request.words, typed);
      if (Object.keys(wrong).length > 0) return page(request, reply, deps, session, { status: 422, wrong });
      const { address, requestId } = originOf(request);
      const mint = mintOf(request, session, deps);
      const asked = { userId: session.user.id, name: typed.name, scopes: typed.scopes, seconds: typed.seconds };
      const { made: secret, showsSecret } = await madeBy(
        createPersonalToken(asked, { address, requestId }, { ...deps, mint }),
        async () => mint.secret('at'),
        deps.now,
      );
      if (secret === undefined) {
        return page(request, reply, deps, session, {
          status: 422,
          wrong: { scopes: request.words['personal-tokens'].scopesRefused },
        });
      }
      return redirectToMade(reply, deps, session, { id: ID, path: TOKENS, kind: 'made', secret, showsSecret });
    });
    post(`${TOKENS}/revoke`, async (request, reply, session) => {
      const { address, requestId } = originOf(request);
      await deps.personalTokens.revoke(session.user.id, field(formOf(request), 'id'), { address, requestId });
      return reply.redirect(`${TOKENS}?done=revoked`, 303);
    });
  },
};

type Typed = ReturnType<typeof readTyped>;
type Wrong = { readonly name?: string; readonly scopes?: string; readonly expires?: string };

/** It ends with the day that was typed (UTC). */
function readTyped(request: FastifyRequest, now: Date) {
  const fields = formOf(request);
  const day = field(fields, 'expires');
  const end = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`).getTime() + DAY_MS : Number.NaN;
  return {
    name: field(fields, 'name')
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim(),
    scopes: [...new Set(fields.getAll('scope'))],
    seconds: Math.floor((end - now.getTime()) / 1000),
  };
}

function wrongWith(words: Words, { name, scopes, seconds }: Typed): Wrong {
  const text = words['personal-tokens'];
  return {
    ...(name === '' ? { name: text.nameMissing } : name.length > NAME_LENGTH ? { name: text.nameTooLong } : {}),
    ...(scopes.length === 0 ? { scopes: text.scopesMissing } : {}),
    ...(seconds > 0 && seconds <= (MOST_DAYS + 1) * 86_400 ? {} : { expires: text.expiresWrong }),
  };
}

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice, wrong = {} }: Shown & { readonly wrong?: Wrong },
) {
  const [tokens, catalogue] = await Promise.all([deps.personalTokens.list(session.user.id), deps.scopes.list()]);
  const now = deps.now();
  const fields = formOf(request);
  const typed = fields.has('_csrf');
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const text = request.words['personal-tokens'];
  const all = {
    name: {
      id: 'name',
      label: text.name,
      hint: text.nameHint,
      required: true,
      value: field(fields, 'name').slice(0, 200),
      error: wrong.name,
    },
    expires: {
      id: 'expires',
      label: text.expires,
      hint: text.expiresHint,
      type: 'date',
      required: true,
      value: typed ? field(fields, 'expires').slice(0, 10) : inDays(USUAL_DAYS),
      error: wrong.expires,
    },
  } satisfies Record<string, Field>;
  const choice = { id: 'scopes', label: text.scopes, error: wrong.scopes };
  return show(request, reply, 'personal-tokens', {
    title: text.title,
    status,
    current: 'account',
    copyButton: true,
    values: {
      notice,
      tabs: accountTabs(request.words, 'tokens'),
      tabsLabel: request.words.account.tabs,
      made: takeSecret<'made'>(request, reply, deps, session, ID)?.value,
      fields: { name: all.name, scopes: choice, expires: all.expires },
      choice,
      scopes: inWords(request.words, personalScopes(catalogue, session.user)).map(({ name, description, detail }) => ({
        ...{ name, description, detail },
        checked: fields.getAll('scope').includes(name),
      })),
      tokens: tokens.map((token) => ({
        id: token.id,
        name: token.name,
        scopes: token.scopes,
        created: dayOf(request.words, token.createdAt),
        expires: dayOf(request.words, new Date(token.expiresAt.getTime() - 1)),
        used: token.lastUsedAt && timeAgo(request.words, token.lastUsedAt, now),
        revokeLabel: text.revokeOne(token.name),
      })),
    },
  });
}
