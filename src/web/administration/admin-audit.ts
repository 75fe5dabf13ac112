import { EVENTS, type EventList, type EventPlace } from '../../events.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { AUDIT, adminTabs } from './administration.ts';
import { type EventQuery, eventQuery, pathOfPage } from './event-query.ts';
import { shownEvents } from './shown-event.ts';

const SIZE = 50;

/** What happened, the newest first: by event, person, application and day. */
export const adminAudit: Page = {
  name: 'admin-audit',
  path: AUDIT,
  mount(app, deps) {
    app.get(adminAudit.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const query = await eventQuery(request, deps);
      const { filter, place } = query;
      const none = { events: [], older: false, newer: false };
      const list = filter ? await deps.events.list(filter, { size: SIZE, place }) : none;
      const latest = pathOfPage(AUDIT, query.typed);
      if (place && list.events.length === 0) return reply.redirect(latest, 303);
      const text = request.words['admin-audit'];
      return show(request, reply, 'admin-audit', {
        title: text.title,
        current: 'administration',
        values: {
          tabs: adminTabs(request.words, 'audit'),
          heading: text.heading(query.person?.name ?? applicationOf(query, list)),
          filtered: latest !== AUDIT,
          fields: fieldsOf(request.words, query),
          options: optionsOf(query.typed.event),
          ...shownEvents(request.words, list.events, deps),
          ...linksOf(query, list),
        },
      });
    });
  },
};

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
    from: { id: 'from', ...text.from, type: 'date', value: typed.from.slice(0, 10), error: wrong.from },
    to: { id: 'to', ...text.to, type: 'date', value: typed.to.slice(0, 10), error: wrong.to },
  };
}

/** Every event there is, and one of another release that the address names. */
function optionsOf(chosen: string) {
  const names = [...new Set([...Object.keys(EVENTS), ...(chosen === '' ? [] : [chosen])])];
  return names.map((name) => ({ name, chosen: name === chosen }));
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
