import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { EVENTS, type EventList, type EventPlace } from '../../events.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { AUDIT, adminTabs, requireRecentAdmin } from './administration.ts';
import { type EventQuery, eventQuery, OUTCOMES, pathOfPage, sentAgain } from './event-query.ts';
import { CONTENT_TYPES, exportedEvents, FORMATS } from './exported-events.ts';
import { shownEvents } from './shown-event.ts';

const SIZE = 50;

/** What happened, the newest first: by event, outcome, person, application, address, request and day; and all of it as a file. */
export const adminAudit: Page = {
  name: 'admin-audit',
  path: AUDIT,
  mount(app, deps) {
    const post = formPage(app, AUDIT, {
      admit: requireAdmin,
      change: (request, reply) => requireRecentAdmin(request, reply, deps), // the whole trail leaves with one form
      view: (request, reply, _session, shown) => page(request, reply, deps, shown),
    });
    post(`${AUDIT}/export`, async (request, reply, session) => {
      const form = formOf(request);
      const { filter } = await eventQuery(request.words, form, deps);
      if (!filter) return page(request, reply, deps, { status: 422 });
      const format = FORMATS.find((each) => each === field(form, 'format')) ?? 'json';
      const { address, requestId } = originOf(request);
      await deps.audit.record({
        event: 'audit.exported',
        actorId: session.user.id,
        detail: format,
        address,
        requestId,
      });
      return reply
        .type(CONTENT_TYPES[format])
        .header(
          'content-disposition',
          `attachment; filename="audit-${deps.now().toISOString().slice(0, 10)}.${format}"`,
        )
        .send(Readable.from(exportedEvents(deps.events.read(filter), format)));
    });
  },
};

async function page(request: FastifyRequest, reply: FastifyReply, deps: Deps, { status = 200, notice }: Shown) {
  const query = await eventQuery(request.words, request.method === 'POST' ? formOf(request) : queryOf(request), deps);
  const { filter, place } = query;
  const none = { events: [], older: false, newer: false };
  const list = filter ? await deps.events.list(filter, { size: SIZE, place }) : none;
  const latest = pathOfPage(AUDIT, query.typed);
  if (place && list.events.length === 0) return reply.redirect(latest, 303);
  const text = request.words['admin-audit'];
  return show(request, reply, 'admin-audit', {
    title: text.title,
    status,
    current: 'administration',
    values: {
      notice,
      tabs: adminTabs(request.words, 'audit'),
      heading: text.heading(query.person?.name ?? applicationOf(query, list)),
      filtered: latest !== AUDIT,
      fields: fieldsOf(request.words, query),
      selects: selectsOf(request.words, query),
      exports: FORMATS.map((format) => ({ format, text: text.exportAs(format.toUpperCase()) })),
      sent: sentAgain(query.typed),
      ...shownEvents(request.words, list.events, deps, { narrows: true }),
      ...linksOf(query, list),
    },
  });
}

/** What the application is called, where the events tell. */
function applicationOf({ typed: { application } }: EventQuery, { events }: EventList): string | undefined {
  if (application === '') return undefined;
  return events[0]?.application?.name ?? application;
}

function fieldsOf(words: Words, { typed, wrong }: EventQuery) {
  const text = words['admin-audit'];
  return {
    person: { id: 'person', ...text.person, value: typed.person, error: wrong.person },
    application: { id: 'application', ...text.application, mono: true, value: typed.application },
    address: { id: 'address', ...text.address, mono: true, value: typed.address },
    request: { id: 'request', ...text.request, mono: true, value: typed.request },
    from: { id: 'from', ...text.from, type: 'date', value: typed.from.slice(0, 10), error: wrong.from },
    to: { id: 'to', ...text.to, type: 'date', value: typed.to.slice(0, 10), error: wrong.to },
  };
}

/** Every event there is, and one of another release that the address names; and every outcome. */
function selectsOf(words: Words, { typed: { event, outcome } }: EventQuery) {
  const text = words['admin-audit'];
  const names = [...new Set([...Object.keys(EVENTS), ...(event === '' ? [] : [event])])];
  return [
    { id: 'event', ...text.event, options: names.map((name) => ({ name, text: name, chosen: name === event })) },
    {
      id: 'outcome',
      ...text.outcome,
      options: OUTCOMES.map((name) => ({ name, text: text.outcomes[name], chosen: name === outcome })),
    },
  ];
}

function linksOf({ typed }: EventQuery, { events, older, newer }: EventList) {
  const to = (side: EventPlace['side'], event: EventList['events'][number] | undefined) =>
    event && pathOfPage(AUDIT, typed, { side, at: event.at, id: event.id });
  return {
    older: older ? to('older', events.at(-1)) : undefined,
    newer: newer ? to('newer', events[0]) : undefined,
    latest: newer ? pathOfPage(AUDIT, typed) : undefined,
  };
}
