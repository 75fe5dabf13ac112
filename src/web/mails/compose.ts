import { emailChangeLink, issueEmailChange } from '../../accounts/change-email.ts';
import { canonicalEmail } from '../../accounts/email.ts';
import { invitationLink, issueInvitation } from '../../accounts/invitation.ts';
import type { ComposeMail, Mail } from '../../accounts/mail.ts';
import { issuePasswordLink, passwordLink } from '../../accounts/one-time-link.ts';
import { issueSignUp, signUpLink } from '../../accounts/sign-up.ts';
import type { Deps } from '../../deps.ts';
import type { Letter } from '../words/en/mails.ts';
import { english, type Words } from '../words/index.ts';
import { writeLetter } from './letter.ts';

/** Writes the mail of a job: who it goes to, with the links that it needs, as things are at this moment. */
export function composeMail(
  deps: Pick<Deps, 'users' | 'links' | 'invitations' | 'emailChanges' | 'signUps' | 'clients' | 'issuer'>,
): ComposeMail {
  return async (job) => {
    const words = english;
    const text = words.mails;
    switch (job.kind) {
      case 'recovery': {
        const user = await deps.users.findByEmail(job.email);
        const token = user && (await issuePasswordLink(user.id, {}, deps)); // none where the account is disabled
        if (!user || token === undefined) return undefined;
        return mailTo(words, user.email, text.recovery(user.name, passwordLink(deps.issuer, token)), deps);
      }
      case 'notice': {
        const user = await deps.users.find(job.userId);
        if (!user) return undefined;
        return mailTo(
          words,
          user.email,
          text.notice(job.event, user.name, momentOf(job.at), `${deps.issuer}/recover`),
          deps,
        );
      }
      case 'deletion': {
        const user = await deps.users.find(job.userId);
        if (!user?.deletesAt) return undefined; // kept meanwhile
        const href = user.mayKeep ? `${deps.issuer}/sign-in` : undefined;
        return mailTo(words, user.email, text.deletion(user.name, momentOf(user.deletesAt), href), deps);
      }
      case 'deleted':
        return mailTo(words, job.to, text.deleted(job.name, momentOf(job.at), deps.issuer), deps);
      case 'secret-ends': {
        const [user, client] = await Promise.all([
          deps.users.find(job.userId),
          deps.clients.findOwned(job.clientId, job.userId),
        ]);
        const secret = client?.secrets.find(({ name, hint }) => name === job.name && hint === job.hint);
        if (!user || !client || !secret) return undefined; // ended, or handed over, meanwhile
        const about = { name: user.name, application: client.name, secret: job.name, hint: job.hint };
        const href = `${deps.issuer}/oauth2/applications/${encodeURIComponent(client.id)}/secrets`;
        return mailTo(words, user.email, text.secretEnds({ ...about, when: momentOf(job.at) }, href), deps);
      }
      case 'sign-up': {
        const address = canonicalEmail(job.email);
        const known = 'canonical' in address && (await deps.users.findByEmail(address.canonical));
        if (known) return mailTo(words, known.email, text.signedUpBefore(known.name, `${deps.issuer}/sign-in`), deps);
        const token = await issueSignUp(job, deps);
        if (token === undefined) return undefined;
        return mailTo(words, job.email, text.signUp(job.name, signUpLink(deps.issuer, token), deps.issuer), deps);
      }
      case 'email-change': {
        const user = await deps.users.find(job.userId);
        const token = user && (await issueEmailChange(job, deps));
        if (!user || token === undefined) return undefined;
        return mailTo(
          words,
          job.email,
          text.emailChange(user.name, emailChangeLink(deps.issuer, token), deps.issuer),
          deps,
        );
      }
      case 'email-changed': {
        const user = await deps.users.find(job.userId);
        return user && mailTo(words, job.to, text.emailChanged(user, momentOf(job.at)), deps);
      }
      case 'invitation': {
        const user = await deps.users.find(job.userId);
        const token = user && (await issueInvitation(user.id, deps));
        if (!user || token === undefined) return undefined;
        return mailTo(words, user.email, text.invitation(user, invitationLink(deps.issuer, token), deps.issuer), deps);
      }
    }
  };
}

function momentOf(at: string | Date): string {
  return new Date(at).toISOString().replace(/^(.*)T(\d\d:\d\d).*$/, '$1, $2 UTC');
}

function mailTo(words: Words, to: string, letter: Letter, { issuer }: Pick<Deps, 'issuer'>): Mail {
  return { to, subject: letter.subject, ...writeLetter(words, letter, issuer) };
}
