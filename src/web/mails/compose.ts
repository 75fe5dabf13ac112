import { emailChangeLink, issueEmailChange } from '../../accounts/change-email.ts';
import { canonicalEmail } from '../../accounts/email.ts';
import { invitationLink, issueInvitation } from '../../accounts/invitation.ts';
import type { ComposeMail, Mail } from '../../accounts/mail.ts';
import { issuePasswordLink, passwordLink } from '../../accounts/one-time-link.ts';
import { issueSignUp, signUpLink } from '../../accounts/sign-up.ts';
import { issueTeamInvitation, teamInvitationLink } from '../../accounts/team-invitation.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import { leftBehind } from '../../oauth/handed-on.ts';
import type { Client } from '../../oauth/model/client.ts';
import { ownerName } from '../../oauth/model/owner.ts';
import { browserName } from '../account/browser-name.ts';
import { exactTime } from '../frame/dates.ts';
import type { Letter } from '../words/en/mails.ts';
import { type Words, wordsOf } from '../words/index.ts';
import { writeLetter } from './letter.ts';

/** Writes the mail of a job: who it goes to, with the links that it needs, as things are at this moment. */
export function composeMail(
  deps: Pick<
    Deps,
    | 'clientOffers'
    | 'clients'
    | 'emailChanges'
    | 'instance'
    | 'invitations'
    | 'issuer'
    | 'language'
    | 'links'
    | 'signUps'
    | 'teams'
    | 'users'
  >,
): ComposeMail {
  return async (job) => {
    const write = (
      to: string,
      person: User | undefined,
      letter: (text: Words['mails'], words: Words) => Letter,
    ): Mail => {
      const words = wordsOf(person?.language, job.language, person?.seenLanguage, deps.language);
      const written = letter(words.mails, words);
      return { to, subject: written.subject, ...writeLetter(words, written, deps) };
    };
    const { issuer } = deps;
    switch (job.kind) {
      case 'recovery': {
        const user = await deps.users.findByEmail(job.email);
        const token = user && (await issuePasswordLink(user.id, {}, deps)); // none where the account is disabled
        if (!user || token === undefined) return undefined;
        return write(user.email, user, (text) => text.recovery(user.name, passwordLink(issuer, token)));
      }
      case 'offer': {
        const user = await deps.users.find(job.userId);
        const offers = user ? await deps.clientOffers.listFor(user.id) : [];
        const offer = offers.find(({ client }) => client.id === job.clientId);
        if (!user || !offer) return undefined; // answered, or withdrawn, meanwhile
        return write(user.email, user, (text) => text.offer(user.name, offer, `${issuer}/oauth2/applications/offers`));
      }
      case 'secrets-known': {
        const { user, client } = await kept(job, deps);
        if (!user || !client) return undefined; // handed on meanwhile
        const { secrets, left } = knownOf(client);
        if (!secrets && left.length === 0) return undefined; // replaced, or looked at, meanwhile
        const page = `${issuer}/oauth2/applications/${encodeURIComponent(client.id)}`;
        const about = { name: user.name, application: client.name };
        return write(user.email, user, (text) =>
          secrets ? text.secretsKnown(about, left, `${page}/secrets`) : text.leftBehind(about, left, page),
        );
      }
      case 'transferred': {
        const { user, client } = await kept(job, deps);
        if (!user || !client) return undefined; // handed on meanwhile
        const href = `${issuer}/oauth2/applications/${encodeURIComponent(client.id)}`;
        const about = { name: user.name, application: client.name, team: teamOf(client) };
        return write(user.email, user, (text) => text.transferred(about, knownOf(client), href));
      }
      case 'transferred-away': {
        const [{ user, client: own }, client] = await Promise.all([kept(job, deps), deps.clients.find(job.clientId)]);
        if (!user || !client || own) return undefined; // deleted, or given back, meanwhile
        const about = { name: user.name, application: client.name, team: teamOf(client), to: ownerName(client) };
        return write(user.email, user, (text) => text.transferredAway(about));
      }
      case 'team-invitation': {
        const invited = await issueTeamInvitation(job.invitationId, deps);
        if (!invited) return undefined;
        const href = teamInvitationLink(issuer, invited.token);
        return write(invited.email, undefined, (text) => text.teamInvitation(invited, href, issuer));
      }
      case 'notice': {
        const user = await deps.users.find(job.userId);
        if (!user) return undefined;
        return write(user.email, user, (text, words) =>
          text.notice(job.event, user.name, momentOf(words, job.at), `${issuer}/recover`),
        );
      }
      case 'new-browser': {
        const user = await deps.users.find(job.userId);
        if (!user) return undefined;
        const { browser, system } = browserName(job.agent);
        return write(user.email, user, (text, words) => {
          const where = { browser: words.account.browserOn(browser, system), address: job.address };
          return text.newBrowser(user.name, where, momentOf(words, job.at), `${issuer}/recover`);
        });
      }
      case 'deletion': {
        const user = await deps.users.find(job.userId);
        if (!user?.deletesAt) return undefined; // kept meanwhile
        const { name, deletesAt, mayKeep } = user;
        const href = mayKeep ? `${issuer}/sign-in` : undefined;
        return write(user.email, user, (text, words) => text.deletion(name, momentOf(words, deletesAt), href));
      }
      case 'deleted':
        return write(job.to, undefined, (text, words) => text.deleted(job.name, momentOf(words, job.at), issuer));
      case 'secret-ends': {
        const { user, client } = await kept(job, deps);
        const secret = client?.secrets.find(({ name, hint }) => name === job.name && hint === job.hint);
        if (!user || !client || !secret) return undefined; // ended, or handed over, meanwhile
        const about = { name: user.name, application: client.name, secret: job.name, hint: job.hint };
        const href = `${issuer}/oauth2/applications/${encodeURIComponent(client.id)}/secrets`;
        return write(user.email, user, (text, words) =>
          text.secretEnds({ ...about, when: momentOf(words, job.at) }, href),
        );
      }
      case 'sign-up': {
        const address = canonicalEmail(job.email);
        const known = 'canonical' in address ? await deps.users.findByEmail(address.canonical) : undefined;
        if (known) return write(known.email, known, (text) => text.signedUpBefore(known.name, `${issuer}/sign-in`));
        const token = await issueSignUp(job, deps);
        if (token === undefined) return undefined;
        return write(job.email, undefined, (text) => text.signUp(job.name, signUpLink(issuer, token), issuer));
      }
      case 'email-change': {
        const user = await deps.users.find(job.userId);
        const token = user && (await issueEmailChange(job, deps));
        if (!user || token === undefined) return undefined;
        return write(job.email, user, (text) => text.emailChange(user.name, emailChangeLink(issuer, token), issuer));
      }
      case 'email-changed': {
        const user = await deps.users.find(job.userId);
        return user && write(job.to, user, (text, words) => text.emailChanged(user, momentOf(words, job.at)));
      }
      case 'invitation': {
        const user = await deps.users.find(job.userId);
        const token = user && (await issueInvitation(user.id, deps));
        if (!user || token === undefined) return undefined;
        return write(user.email, user, (text) => text.invitation(user, invitationLink(issuer, token), issuer));
      }
    }
  };
}

/** Somebody, and their application, or that of a team of theirs: as both are now. */
async function kept(
  { userId, clientId }: { readonly userId: string; readonly clientId: string },
  { users, clients }: Pick<Deps, 'users' | 'clients'>,
) {
  const [user, client] = await Promise.all([users.find(userId), clients.findOwned(clientId, userId)]);
  return { user, client };
}

/** What whoever had this application before knows of it, or entered. */
function knownOf(client: Client) {
  return {
    secrets: client.secrets.some(({ handedOn }) => handedOn),
    left: leftBehind(client).map(({ what }) => what),
  };
}

function teamOf({ owner }: Client): string | undefined {
  return owner.kind === 'team' ? owner.name : undefined;
}

function momentOf(words: Words, at: string | Date): string {
  return exactTime(words, new Date(at)).text;
}
