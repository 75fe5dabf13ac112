import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Administrator } from '../../events.ts';
import type { Client, Review } from '../../oauth/model/client.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { ADMIN, by } from './administration.ts';

const LONGEST_NOTE = 1000;

/** What is reviewed: an application, or a consumer of OAuth 1.0a. */
type Reviewed = Pick<Client, 'state' | 'verified' | 'rejectedAt' | 'revision' | 'note'>;

/** How a page with a review is shown. */
export type ReviewShown = Shown & { readonly wrongNote?: string | undefined };

type Post<Thing> = (
  to: string,
  act: (
    request: FastifyRequest,
    reply: FastifyReply,
    about: { readonly session: Session; readonly thing: Thing },
  ) => Promise<FastifyReply>,
) => void;

/** The two ends of a review. Each counts for what its page showed; a second press changes and records nothing. */
export function reviewButtons<Thing extends Reviewed>(
  post: Post<Thing>,
  path: string,
  page: {
    readonly approve: (thing: Thing, by: Administrator, review: Review) => Promise<boolean>;
    readonly reject: (thing: Thing, by: Administrator, review: Review) => Promise<boolean>;
    readonly again: (thing: Thing) => Promise<Thing>;
    readonly pathOf: (thing: Thing) => string;
    readonly view: (
      request: FastifyRequest,
      reply: FastifyReply,
      thing: Thing,
      shown: ReviewShown,
    ) => Promise<FastifyReply> | FastifyReply;
  },
) {
  for (const verdict of ['approve', 'reject'] as const) {
    post(`${path}/${verdict}`, async (request, reply, { session, thing }) => {
      const { note, wrongNote } = readNote(request, verdict === 'reject');
      if (wrongNote) return page.view(request, reply, thing, { status: 422, wrongNote });
      const review = { revision: seenRevision(request), note };
      if (!(await page[verdict](thing, by(request, session), review))) {
        const now = await page.again(thing);
        const decided = verdict === 'approve' && now.verified && now.state !== 'review';
        const notice = { kind: 'warning', text: request.words.review.changedMeanwhile } as const;
        if (!decided) return page.view(request, reply, now, { status: 409, notice });
      }
      const overview = field(formOf(request), 'from') === 'overview';
      const done = verdict === 'approve' ? 'approved' : 'rejected';
      return reply.redirect(`${overview ? ADMIN : page.pathOf(thing)}?done=${done}`, 303);
    });
  }
}

/** The note that was typed, and what is wrong with it; `name` is its field. */
export function readNote(request: FastifyRequest, needed: boolean, name = 'note') {
  const note = field(formOf(request), name).replaceAll('\r\n', '\n').trim();
  const text = request.words.review;
  const missing = needed && note === '' ? text.noteMissing : undefined;
  return { note, wrongNote: [...note].length > LONGEST_NOTE ? text.noteTooLong(LONGEST_NOTE) : missing };
}

/** The revision that stood beside the button, which its form sends along; 0 is none. */
function seenRevision(request: FastifyRequest): number {
  const seen = field(formOf(request), 'seen');
  return /^[0-9]{1,9}$/.test(seen) ? Number(seen) : 0;
}

/** What views/partials/review.eta shows. `addresses` are where people are sent back to; `vouched`: people read that it is verified anyway. */
export function reviewValues(
  request: FastifyRequest,
  thing: Reviewed,
  addresses: readonly string[],
  { wrongNote, vouched = false }: Pick<ReviewShown, 'wrongNote'> & { readonly vouched?: boolean },
) {
  const waits = thing.state === 'review';
  const checked = thing.verified ? 'verified' : vouched ? 'vouched' : 'unchecked';
  const lead = waits ? (thing.rejectedAt ? 'rejected' : 'waits') : checked;
  const typed = formOf(request);
  const text = request.words.review;
  return {
    words: text,
    lead: text.lead[lead],
    seen: thing.revision,
    addresses,
    note: {
      id: 'note',
      label: text.note,
      hint: waits ? text.noteHintReject : text.noteHint,
      rows: 3,
      value: typed.has('note') ? field(typed, 'note') : (thing.note ?? ''),
      error: wrongNote,
    },
    approve: waits || !thing.verified,
    reject: waits,
  };
}
