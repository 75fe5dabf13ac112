import type { Deps } from '../../deps.ts';
import { EVENTS, type ListedEvent, outcomeOf } from '../../events.ts';
import { exactTime } from '../frame/dates.ts';
import type { Words } from '../words/index.ts';
import { ADMIN, ADMIN_CONSUMERS, pathOfAdminTeam, pathOfEvents, pathOfPerson } from './administration.ts';
import { pathOfGroup } from './groups.ts';

/** Somebody or something, and where its page is; undefined where there is none. */
type Subject = { readonly text: string; readonly href: string | undefined };

/**
 * What views/partials/events.eta shows: who did it, and what it is about, as links; `narrows`: and from where and in which request,
 * as links to what else came from there.
 */
export function shownEvents(
  words: Words,
  events: readonly ListedEvent[],
  deps: Pick<Deps, 'oauth1'>,
  { narrows = false }: { readonly narrows?: boolean } = {},
) {
  const { fromAddress, inRequest } = words['admin-audit'];
  const shown = (label: string, text: string | undefined, href: (text: string) => string) =>
    text === undefined ? [] : [{ label, text, href: narrows ? href(text) : undefined }];

  return {
    eventWords: words['admin-audit'],
    events: events.map((event) => {
      const [who, ...about] = subjectsOf(words, event, deps);
      return {
        event: event.event,
        what: Object.hasOwn(EVENTS, event.event) ? words.eventSentences[event.event as keyof typeof EVENTS] : '',
        at: exactTime(words, event.at),
        who,
        about,
        detail: detailOf(event),
        refused: outcomeOf(event.event) === 'refused',
        from: [
          ...shown(fromAddress, event.address, (address) => pathOfEvents({ address })),
          ...(narrows ? shown(inRequest, event.requestId, (request) => pathOfEvents({ request })) : []),
        ],
      };
    }),
  };
}

/** Without the ids of a team and of groups, which are shown by name. */
function detailOf({ detail, team, groups = [] }: ListedEvent): string | undefined {
  const named = [...(team ? [team.id] : []), ...groups.map(({ id }) => id)];
  const rest = named.reduce((text, id) => text.replaceAll(new RegExp(`=?${id}`, 'g'), ''), detail ?? '');
  return rest.trim().replace(/ {2,}/g, ' ') || undefined;
}

/** What few do to themselves: where no administrator and no address is known, it was done on the command line. */
const BY_OTHERS =
  /^(?:user\.(?!renamed)|team\.|client\.(?!secret_leaked)|scope\.|resource\.|details_type\.|group\.|registration_token\.|key\.revoked|password\.link_issued|factor\.(?:not_)?required|audit\.)/;

/** The first one did it: the actor, where it is not the person or the application themselves. */
function subjectsOf(
  words: Words,
  { event, actor, address, person, application, team, groups = [] }: ListedEvent,
  deps: Pick<Deps, 'oauth1'>,
): readonly Subject[] {
  const people = actor?.id === person?.id ? [person] : [actor, person];
  const commandLine = !actor && !address && BY_OTHERS.test(event);
  return [
    ...(commandLine ? [{ text: words['admin-audit'].commandLine, href: undefined }] : []),
    ...people.map((each) => each && { text: each.name ?? each.id, href: each.name && pathOfPerson(each.id) }),
    application && { text: application.name ?? application.id, href: pathOfSubject(application, deps) },
    team && { text: words['admin-audit'].team(team.name), href: pathOfAdminTeam(team.id) },
    ...groups.map(({ id, name }) => ({ text: words['admin-audit'].group(name), href: pathOfGroup(id) })),
  ].filter((subject) => subject !== undefined);
}

function pathOfSubject({ kind, id, name }: NonNullable<ListedEvent['application']>, { oauth1 }: Pick<Deps, 'oauth1'>) {
  if (name === undefined || (kind === 'consumer' && !oauth1)) return undefined;
  return `${kind === 'consumer' ? ADMIN_CONSUMERS : `${ADMIN}/applications`}/${encodeURIComponent(id)}`;
}
