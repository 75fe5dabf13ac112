import type { EventPlace, ListedEvent } from '../../events.ts';
import { pathOfPlace, placeOf } from '../administration/event-query.ts';
import { exactTime } from '../frame/dates.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { ACTIVITY, accountTabs } from './account-tabs.ts';
import { type OwnEvent, ownEvent } from './own-event.ts';

const SIZE = 25;

/** What happened to a person's account, from the audit trail: everybody sees their own (S146). */
export const activity: Page = {
  name: 'activity',
  path: ACTIVITY,
  mount(app, deps) {
    app.get(ACTIVITY, async (request, reply) => {
      const session = await requireSession(request, reply);
      if (!session) return reply;
      const query = queryOf(request);
      const place = placeOf('older', field(query, 'older')) ?? placeOf('newer', field(query, 'newer'));
      const { events, older, newer } = await deps.events.list(
        { personId: session.user.id, own: true },
        { size: SIZE, place },
      );
      if (place && events.length === 0) return reply.redirect(ACTIVITY, 303);
      const to = (side: EventPlace['side'], event: ListedEvent | undefined) =>
        event && pathOfPlace(ACTIVITY, { side, at: event.at, id: event.id });
      return show(request, reply, 'activity', {
        title: request.words.activity.title,
        current: 'account',
        values: {
          tabs: accountTabs(request.words, 'activity'),
          tabsLabel: request.words.account.tabs,
          events: events.map((event) => {
            const own = ownEvent(event, session.user.id);
            return {
              what: whatHappened(request.words, event),
              by: byWhom(request.words, own),
              application: event.application && (event.application.name ?? event.application.id),
              address: own.address,
              at: exactTime(request.words, event.at),
            };
          }),
          older: older ? to('older', events.at(-1)) : undefined,
          newer: newer ? to('newer', events[0]) : undefined,
        },
      });
    });
  },
};

/** In the words of its person; of what another release records there is the name alone. */
function whatHappened(words: Words, { event }: ListedEvent): string {
  const known: Readonly<Record<string, string>> = words.activity.events;
  return known[event] ?? event;
}

/** Who did it, where it was somebody else; and to whom, where the person did it to somebody. */
function byWhom(words: Words, { byOther, to }: OwnEvent): string | undefined {
  const text = words.activity;
  if (to) return text.toOther(to.name ?? text.somebody);
  return byOther ? text.byAdministrator : undefined;
}
