import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { codeField } from './code-field.ts';
import type { Fields } from './field.ts';
import { field, formOf } from './form.ts';
import type { Notice } from './notice.ts';
import { PageError } from './page-error.ts';
import { show } from './show.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who has to sign in, or prove again who they are, is asked in the answer, and what was typed goes along. */
    carries?: boolean;
  }
}

/** How the page that asks is shown. */
export type Asked = { readonly status?: number; readonly notice?: Notice; readonly refused?: boolean };

/** What the page that asks adds to a form; the form's own fields have other names. */
export const EMAIL = '_email';
export const PASSWORD = '_password';
export const CODE = '_code';

const LARGEST = 64 * 1024; // as any form of a page
const MOST = 500;

/**
 * Answers a form with the question for the password. It posts to the same address, with all that was typed but what is a
 * password: the act is done, or refused, as if the form came for the first time.
 */
export function askPassword(request: FastifyRequest, reply: FastifyReply, session: Session, asked: Asked = {}) {
  const text = request.words['sign-in-again'];
  return show(request, reply, 'sign-in-again', {
    title: text.title,
    status: asked.status ?? 403,
    values: {
      lead: text.leadKept(session.user.email),
      email: session.user.email,
      notice: asked.notice,
      action: request.url,
      carried: carriedFields(request),
      fields: {
        password: {
          id: PASSWORD,
          label: text.password,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          autofocus: true,
          error: asked.refused ? text.refused : undefined,
        },
      } satisfies Fields,
    },
  });
}

/** The same where the session has ended: whoever signs in is shown the form with what was typed. */
export function askToSignIn(request: FastifyRequest, reply: FastifyReply, asked: Asked = {}) {
  const text = request.words['sign-in'];
  return show(request, reply, 'sign-in', {
    title: text.title,
    status: asked.status ?? 403,
    form: 'session',
    values: {
      notice: asked.notice ?? { kind: 'information', text: text.sessionEnded },
      action: request.url,
      carried: carriedFields(request),
      fields: {
        email: {
          id: EMAIL,
          label: text.email,
          type: 'email',
          autocomplete: 'username',
          required: true,
          autofocus: true,
          value: field(formOf(request), EMAIL).slice(0, 320),
          error: asked.refused ? text.refused : undefined,
        },
        password: {
          id: PASSWORD,
          label: text.password,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
        },
      } satisfies Fields,
    },
  });
}

/** The same for the second step of that. */
export function askFactor(request: FastifyRequest, reply: FastifyReply, asked: Asked = {}) {
  const text = request.words['sign-in-factor'];
  return show(request, reply, 'sign-in-factor', {
    title: text.title,
    status: asked.status ?? 403,
    form: 'session',
    values: {
      lead: text.leadKept,
      notice: asked.notice,
      action: request.url,
      carried: carriedFields(request),
      fields: { code: codeField(request.words, CODE, asked.refused === true) } satisfies Fields,
    },
  });
}

/** What a form carries on its way through the question: all but passwords, and what belongs to one showing of a page. */
function carriedFields(request: FastifyRequest): [string, string][] {
  const carried = [...formOf(request)].filter(
    ([name]) => name !== '_csrf' && name !== EMAIL && name !== CODE && !name.toLowerCase().includes('password'),
  );
  const size = new URLSearchParams(carried).toString().length;
  if (size > LARGEST || carried.length > MOST) throw new PageError('tooLarge');
  return carried;
}
