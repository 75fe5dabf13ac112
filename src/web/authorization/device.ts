import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { tryCode } from '../../accounts/typed-code.ts';
import type { Deps } from '../../deps.ts';
import { readUserCode, showUserCode, userCodeHashes } from '../../oauth/user-code.ts';
import { digest, randomId } from '../../secrets.ts';
import { notNow } from '../account/refused-password.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';

const LONGEST = 40; // signs of what is typed that are shown again
/** What was wrong with what was typed stands in an address: who loads the page again, or comes back to it, types nothing twice. */
const problemsOf = (words: Words) => ({ malformed: words.device.noCode, unknown: words.device.unknown });

/** Where a person types the code that a device shows (RFC 8628 §3.3). A code in the address only fills in the field. */
export const device: Page = {
  name: 'device',
  path: '/device',
  mount(app, deps) {
    app.get(device.path, async (request, reply) => {
      if (!(await requireSession(request, reply))) return reply;
      const query = queryOf(request);
      const typed = field(query, 'user_code').slice(0, LONGEST);
      const problem = field(query, 'problem');
      const problems = problemsOf(request.words);
      if (Object.hasOwn(problems, problem)) {
        return form(request, reply, { typed, status: 422, error: problems[problem as keyof typeof problems] });
      }
      const code = readUserCode(typed);
      return form(request, reply, code === undefined ? {} : { typed: showUserCode(code), filledIn: true });
    });
    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      if (!(await requireSession(request, reply, returnPath(request)))) return reply;
      return form(request, reply, { ...typedAgain(request), status: 403, notice: { kind: 'warning', text: sentence } });
    };
    app.post(device.path, { config: { showAgain } }, async (request, reply) => {
      const session = await requireSession(request, reply, returnPath(request));
      return session ? enter(request, reply, session, deps) : reply;
    });
  },
};

/** Binds the code to this session and goes on to what its device asks for. */
async function enter(request: FastifyRequest, reply: FastifyReply, session: Session, deps: Deps) {
  const again = typedAgain(request);
  const code = readUserCode(again.typed);
  // What cannot be a code tells a guesser nothing, and is not counted.
  if (code === undefined) return reply.redirect(problemPath(again, 'malformed'), 303);
  const handle = randomId(22); // 131 bits
  const entered = { sessionHash: session.idHash, handleHash: digest(handle) };
  const { address, requestId = '' } = originOf(request);
  const tried = await tryCode(
    { userId: session.user.id, address, requestId },
    () => deps.deviceCodes.enter(userCodeHashes(code, deps.keys), entered),
    deps,
  );
  if (tried.kind === 'throttled') return form(request, reply, { ...again, ...notNow(request.words, reply, tried) });
  if (tried.kind === 'wrong') return reply.redirect(problemPath(again, 'unknown'), 303);
  return reply.redirect(`${device.path}/${handle}?user_code=${showUserCode(code)}`, 303);
}

function typedAgain(request: FastifyRequest): { readonly typed: string } {
  return { typed: field(formOf(request), 'user_code').slice(0, LONGEST) };
}

function problemPath({ typed }: { readonly typed: string }, problem: keyof ReturnType<typeof problemsOf>): string {
  return `${device.path}?${new URLSearchParams({ user_code: typed, problem })}`;
}

/** Where the person comes back to after signing in: with the code, if it can be one. */
function returnPath(request: FastifyRequest): string {
  const code = readUserCode(field(formOf(request), 'user_code'));
  return code === undefined ? device.path : `${device.path}?user_code=${showUserCode(code)}`;
}

type State = {
  readonly status?: number;
  readonly typed?: string;
  /** The code came with the address. */
  readonly filledIn?: boolean;
  readonly error?: string;
  readonly notice?: Notice;
};

function form(request: FastifyRequest, reply: FastifyReply, state: State): Promise<FastifyReply> {
  const text = request.words.device;
  return show(request, reply, 'device', {
    title: text.title,
    status: state.status ?? 200,
    values: {
      notice: state.notice,
      lead: state.filledIn ? text.leadFilledIn : text.lead,
      fields: {
        code: {
          id: 'user_code',
          label: text.code,
          hint: text.codeHint,
          example: text.codeExample,
          mono: true,
          capitals: true,
          required: true,
          autofocus: true,
          ...(state.typed ? { value: state.typed } : {}),
          error: state.error,
        },
      } satisfies Fields,
    },
  });
}
