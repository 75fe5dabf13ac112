import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { domainFile, MOST_DOMAINS, readDomain, type TeamDomain } from '../../oauth/model/team-domain.ts';
import { checkDomain } from '../../oauth/verify-domain.ts';
import { asOwner } from '../applications/own-application.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import type { Words } from '../words/index.ts';
import { type Own, pathOfTeam } from './own-team.ts';

type Answer = Promise<FastifyReply> | FastifyReply;
/** What a form about domains came to: the page again, with a word above it or beside the field. */
export type DomainsShown = { readonly status: number; readonly notice?: Notice; readonly wrongDomain?: string };
type Post = (to: string, act: (request: FastifyRequest, reply: FastifyReply, own: Own) => Answer) => void;

/** The forms about the domains that a team says are its own; only its managers' do anything. */
export function domainForms(
  post: Post,
  path: string,
  view: (request: FastifyRequest, reply: FastifyReply, own: Own, shown: DomainsShown) => Answer,
  deps: Pick<Deps, 'teamDomains' | 'outbound'>,
) {
  const { teamDomains } = deps;
  post(`${path}/domains`, async (request, reply, own) => {
    const text = request.words['team-domains'];
    const domain = readDomain(field(formOf(request), 'domain'));
    if (domain === undefined) return view(request, reply, own, { status: 422, wrongDomain: text.noDomain });
    const added = await teamDomains.add(own.team.id, domain, asOwner(request, own.session));
    if (!added) return view(request, reply, own, { status: 422, wrongDomain: text.tooMany(MOST_DOMAINS) });
    return reply.redirect(`${pathOfTeam(own.team.id)}?done=domain-added`, 303);
  });
  post(`${path}/domains/check`, async (request, reply, own) => {
    const by = asOwner(request, own.session);
    const domain = await teamDomains.find(own.team.id, field(formOf(request), 'domain'));
    // Whoever is no manager asks nobody's server for anything.
    if (!domain || !(await teamDomains.checked(own.team.id, domain.id, false, by))) {
      return reply.redirect(pathOfTeam(own.team.id), 303);
    }
    const found = await checkDomain(domain, deps);
    if (found === 'proved' && (await teamDomains.checked(own.team.id, domain.id, true, by))) {
      return reply.redirect(`${pathOfTeam(own.team.id)}?done=domain-verified`, 303);
    }
    const text = request.words['team-domains'];
    const why = found === 'no-line' ? text.noLine : (text.faults[found as keyof typeof text.faults] ?? text.otherFault);
    const notice = { kind: 'warning', text: `${text.notVerified(domain.domain)} ${why}` } as const;
    return view(request, reply, own, { status: 409, notice });
  });
  post(`${path}/domains/remove`, async (request, reply, own) => {
    await teamDomains.remove(own.team.id, field(formOf(request), 'domain'), asOwner(request, own.session));
    return reply.redirect(`${pathOfTeam(own.team.id)}?done=domain-removed`, 303);
  });
}

/** For views/partials/team-domains.eta. */
export function shownDomains(words: Words, domains: readonly TeamDomain[], now: Date) {
  const text = words['team-domains'];
  return {
    words: text,
    list: domains.map(({ id, domain, line, verifiedUntil, checkedAt }) => ({
      id,
      domain,
      line,
      file: domainFile(domain),
      badge: verifiedUntil ? { kind: 'ok', text: text.verified } : { kind: 'warn', text: text.waits },
      until: verifiedUntil && dayOf(words, verifiedUntil),
      checked: checkedAt && timeAgo(words, checkedAt, now),
      checkOne: text.checkOne(domain),
      removeOne: text.removeOne(domain),
    })),
  };
}

export function domainField(request: FastifyRequest, error: string | undefined): Field {
  const text = request.words['team-domains'];
  return { id: 'domain', ...text.domain, mono: true, value: error ? field(formOf(request), 'domain') : '', error };
}
