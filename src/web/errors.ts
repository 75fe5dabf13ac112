import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { RuleId } from '../oauth/rules/index.ts';
import { Conflict, SentBefore, Unavailable, Unknown } from '../storage-errors.ts';
import { exactTime } from './frame/dates.ts';
import { difference } from './frame/difference.ts';
import { kindOfStatus, PageError, type PageErrorKind } from './frame/page-error.ts';
import { show } from './frame/show.ts';
import { isStaleForm } from './plugins/form-check.ts';
import { RETRY_LOST_SECONDS, RETRY_SECONDS } from './requests/unavailable.ts';
import { answerUnknownAddress, isForPrograms } from './requests/unknown-address.ts';

/** A thing to do: a sentence, or one with a link in it. */
export type Todo =
  | string
  | { readonly before: string; readonly href: string; readonly link: string; readonly after: string };

export type ErrorPage = {
  readonly status: number;
  readonly title: string;
  /** What happened, in a sentence or two. */
  readonly lead: string;
  /** What the person can do. */
  readonly todo: readonly Todo[];
  /** The rule that was broken, for the application's developer. */
  readonly rule?: RuleId;
  /** The rule of any request, whoever made it. */
  readonly generalRule?: RuleId;
  /** Only for the signed-in owner of the application: what was sent beside what is registered. */
  readonly owner?: {
    readonly application: { readonly name: string; readonly path: string };
    /** The form that holds it already. */
    readonly addPath: string;
    readonly sent: string;
    readonly registered: readonly string[];
    /** What the difference is, in words. */
    readonly hint: string;
  };
  /** For everybody else: the application whose owner would see more after signing in at `signInPath`. */
  readonly maker?: { readonly application: string; readonly signInPath: string };
  readonly retryAfterSeconds?: number;
  /** Do not look the person up: when that is what failed. */
  readonly anonymous?: boolean;
};

/** Answers with an error page: what happened, what to do, the rule, and the request id to ask for help with (S126). */
export async function showError(request: FastifyRequest, reply: FastifyReply, page: ErrorPage): Promise<FastifyReply> {
  if (page.retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(page.retryAfterSeconds));
  const anonymous = page.anonymous === true || (await request.findSession().catch(() => undefined)) === undefined;
  return show(request, reply, 'error', {
    title: page.title,
    status: page.status,
    anonymous,
    values: {
      lead: page.lead,
      todo: page.todo.map((item) => (typeof item === 'string' ? { before: item } : item)),
      rule: page.rule ?? page.generalRule,
      about: page.rule ? request.words.error.forTheMakers : request.words.error.details,
      owner: page.owner && { ...page.owner, ...difference(page.owner.sent, page.owner.registered) },
      maker: page.maker,
      requestId: request.id,
      time: exactTime(request.words, new Date()),
    },
  });
}

/** Which of the documented rules a page keeps as an endpoint does; what has none is about pages alone. */
const RULES: Partial<Record<PageErrorKind, RuleId>> = {
  malformed: 'parameter-malformed',
  methodNotAllowed: 'method-not-allowed',
  tooLarge: 'body-too-large',
  addressTooLong: 'address-too-long',
  mediaType: 'content-type-unsupported',
  tooMany: 'too-many-requests',
  internal: 'server-error',
  unavailable: 'temporarily-unavailable',
  unknown: 'outcome-unknown',
};

/** What waiting mends, in seconds. */
const RETRY: Partial<Record<PageErrorKind, number>> = { unavailable: RETRY_SECONDS, unknown: RETRY_LOST_SECONDS };

/** Makes every error of the scope a page; unknown paths of the whole server too. */
export function showErrors(scope: FastifyInstance, { issuer }: Pick<Deps, 'issuer'>) {
  scope.setNotFoundHandler((request, reply) => {
    if (isForPrograms(request)) return answerUnknownAddress(request, reply, issuer);
    throw new PageError('notFound');
  });
  scope.setErrorHandler(async (error, request, reply) => {
    const { showAgain } = request.routeOptions.config;
    if (isStaleForm(error) && showAgain) return showAgain(request, reply, request.words.error.staleForm.lead);
    if (error instanceof SentBefore && showAgain) return showAgain(request, reply, request.words.error.sentBefore);
    const found = understood(error, request);
    if (found.statusCode >= 500) {
      const level = found.kind === 'internal' ? 'error' : 'warn';
      request.log[level]({ reqId: request.id, event: 'request.failed', err: error }, found.kind);
    }
    const { title, lead, todo } = request.words.error[found.kind];
    const generalRule = RULES[found.kind];
    const retryAfterSeconds = found.retryAfterSeconds ?? RETRY[found.kind];
    return showError(request, reply, {
      status: found.statusCode,
      title,
      lead: typeof lead === 'string' ? lead : lead(retryAfterSeconds ?? RETRY_SECONDS),
      todo,
      ...(generalRule === undefined ? {} : { generalRule }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      anonymous: found.statusCode >= 500,
    });
  });
}

function understood(error: unknown, { method }: FastifyRequest): PageError {
  if (error instanceof PageError) return error;
  if (isStaleForm(error)) return new PageError('staleForm');
  // A page that is only looked at can be loaded again, whatever was lost.
  if (error instanceof Unknown && method === 'POST') return new PageError('unknown');
  if (error instanceof Unavailable || error instanceof Unknown) return new PageError('unavailable');
  if (error instanceof Conflict) return new PageError('conflict');
  const { statusCode = 500, retryAfterSeconds } = error as { statusCode?: number; retryAfterSeconds?: number };
  return new PageError(kindOfStatus(statusCode), retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
}
