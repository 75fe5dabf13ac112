import type { ToldEvent } from '../../../events.ts';

/** What a mail says: a greeting, what happened or is to be done, the one link that it is about, and what else there is to know. */
export type Letter = {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly text: string; readonly href: string };
  readonly afterwards: readonly string[];
};

type Notice = { readonly subject: string; readonly what: (when: string) => string; readonly more: string };

const NOT_YOU = 'If it was not you, set a new password at once, and tell an administrator of this server.';
const TOKEN_NOT_YOU =
  'If it was not you, revoke it under “Account”, “Personal access tokens”, and set a new password at once.';
const ASK = 'If you did not expect it, ask an administrator of this server.';

/** What happened to an account, for its person. */
const notices: Readonly<Record<ToldEvent, Notice>> = {
  'password.changed': {
    subject: 'Your password was changed',
    what: (when) => `The password of your account was changed on ${when}. You were signed out everywhere else.`,
    more: NOT_YOU,
  },
  'password.link_issued': {
    subject: 'A link for a new password was made',
    what: (when) => `On ${when}, an administrator made a link with which a new password can be set for your account.`,
    more: ASK,
  },
  'user.made_admin': {
    subject: 'You are now an administrator',
    what: (when) => `Since ${when}, your account may administer this server.`,
    more: ASK,
  },
  'user.removed_admin': {
    subject: 'You are no longer an administrator',
    what: (when) => `Since ${when}, your account may no longer administer this server. Nothing else changed.`,
    more: ASK,
  },
  'user.disabled': {
    subject: 'Your account was disabled',
    what: (when) =>
      `An administrator disabled your account on ${when}. You cannot sign in, and applications lost their access to it.`,
    more: ASK,
  },
  'user.kept': {
    subject: 'Your account is kept',
    what: (when) => `You signed in and kept your account on ${when}. Applications have to ask you for access again.`,
    more: NOT_YOU,
  },
  'factor.added': {
    subject: 'A second factor was added',
    what: (when) =>
      `An authenticator app or a passkey was added to your account on ${when}. You were signed out everywhere else.`,
    more: NOT_YOU,
  },
  'factor.removed': {
    subject: 'A second factor was removed',
    what: (when) =>
      `An authenticator app or a passkey was removed from your account on ${when}. It is less protected than before.`,
    more: NOT_YOU,
  },
  'factor.recovery_codes_made': {
    subject: 'New recovery codes were made',
    what: (when) => `New recovery codes were made for your account on ${when}. The old ones no longer work.`,
    more: NOT_YOU,
  },
  'factor.recovery_code_used': {
    subject: 'A recovery code was used',
    what: (when) =>
      `Somebody who knew your password signed in with one of your recovery codes on ${when}. That code is used up.`,
    more: NOT_YOU,
  },
  'personal_token.created': {
    subject: 'A personal access token was created',
    what: (when) =>
      `A personal access token was created for your account on ${when}. Whoever has it can do with your account what it allows.`,
    more: TOKEN_NOT_YOU,
  },
  'personal_token.revoked': {
    subject: 'A personal access token was revoked',
    what: (when) => `One of your personal access tokens was revoked on ${when}. Programs that used it stop working.`,
    more: NOT_YOU,
  },
  'user.enabled': {
    subject: 'Your account was enabled',
    what: (when) => `An administrator enabled your account on ${when}. You can sign in again.`,
    more: ASK,
  },
};

type HandedOn = { readonly name: string; readonly application: string };
type Left = 'keys' | 'issuers' | 'redirectUris';

const leftWords = (left: readonly Left[]) => left.map((each) => LEFT[each]).join(', ');
const LEFT: Readonly<Record<Left, string>> = {
  keys: 'public keys',
  issuers: 'trusted issuers',
  redirectUris: 'redirect URIs',
};

/** What mails say. */
export const mails = {
  from: (instance: string, issuer: string) =>
    `Sent by ${instance}, the sign-in server ${issuer}. Nobody reads replies to this mail.`,
  orOpen: 'If the button does nothing, open this address:',
  recovery: (name: string, href: string): Letter => ({
    subject: 'Set a new password',
    greeting: `Hello ${name},`,
    paragraphs: ['Somebody, probably you, asked to set a new password for your account.'],
    link: { text: 'Set a new password', href },
    afterwards: [
      'The link works once, for 30 minutes. Setting a password signs you out everywhere.',
      'If you did not ask for it, do nothing: your password stays as it is. Never give the link to anybody.',
    ],
  }),
  invitation: (
    { name, email }: { readonly name: string; readonly email: string },
    href: string,
    issuer: string,
  ): Letter => ({
    subject: 'Your account',
    greeting: `Hello ${name},`,
    paragraphs: [`An account was made for you at ${issuer}. Choose a password, then sign in with ${email}.`],
    link: { text: 'Create your account', href },
    afterwards: [
      'The link works once, for seven days.',
      'If you do not know what this is about, do nothing: without a password nobody can use the account.',
    ],
  }),
  notice: (event: ToldEvent, name: string, when: string, recover: string): Letter => {
    const { subject, what, more } = notices[event];
    return {
      subject,
      greeting: `Hello ${name},`,
      paragraphs: [what(when), more],
      ...(more === NOT_YOU || more === TOKEN_NOT_YOU ? { link: { text: 'Set a new password', href: recover } } : {}),
      afterwards: [],
    };
  },
  secretEnds: (
    about: {
      readonly name: string;
      readonly application: string;
      readonly secret: string;
      readonly hint: string;
      readonly when: string;
    },
    href: string,
  ): Letter => ({
    subject: `A secret of ${about.application} ends soon`,
    greeting: `Hello ${about.name},`,
    paragraphs: [
      `The secret ${about.secret} (its last characters are ${about.hint}) of your application ${about.application} ends on ${about.when}. From then on, whatever uses it is refused.`,
      'Add another secret, put it where this one is used, and then end this one.',
    ],
    link: { text: 'See its secrets', href },
    afterwards: ['You get this mail once for each secret.'],
  }),
  offer: (
    name: string,
    {
      client,
      from,
      team,
    }: {
      readonly client: { readonly name: string };
      readonly from: string | undefined;
      readonly team: { readonly name: string } | undefined;
    },
    href: string,
  ): Letter => ({
    subject: `${client.name} is offered to you`,
    greeting: `Hello ${name},`,
    paragraphs: [
      `${from ?? 'Its owner'} offers the application ${client.name} to ${team ? `the team ${team.name}` : 'you'}. Nothing changes until you accept it.`,
    ],
    link: { text: 'See the offer', href },
    afterwards: ['The offer ends after seven days. If you do not want it, decline it, or do nothing.'],
  }),
  secretsKnown: (about: HandedOn, left: readonly Left[], href: string): Letter => ({
    subject: `Replace the secrets of ${about.application}`,
    greeting: `Hello ${about.name},`,
    paragraphs: [
      `The application ${about.application} now belongs to you or your team. Whoever had it before knows its secrets. They still work, so that the application does not stop.`,
      'Replace them: rotate the main one, and end those with a name once others are in their place.',
      ...(left.length > 0 ? [`They also entered what still works: ${leftWords(left)}. Look at it too.`] : []),
    ],
    link: { text: 'See its secrets', href },
    afterwards: ['The page of the application says so until they are replaced.'],
  }),
  leftBehind: (about: HandedOn, left: readonly Left[], href: string): Letter => ({
    subject: `Look at what ${about.application} has from before`,
    greeting: `Hello ${about.name},`,
    paragraphs: [
      `The application ${about.application} now belongs to you or your team. Whoever had it before entered what still works: ${leftWords(left)}.`,
      'Change what should not be so.',
    ],
    link: { text: 'See the application', href },
    afterwards: ['The page of the application says so until it is changed, or you say that you have looked at it.'],
  }),
  transferred: (
    about: HandedOn & { readonly team: string | undefined },
    { secrets, left }: { readonly secrets: boolean; readonly left: readonly Left[] },
    href: string,
  ): Letter => ({
    subject: `${about.application} is yours to keep now`,
    greeting: `Hello ${about.name},`,
    paragraphs: [
      `An administrator gave the application ${about.application} to ${about.team === undefined ? 'you' : `the team ${about.team}`}. It works on as it is.`,
      ...(secrets ? ['Whoever had it before knows its secrets: replace them.'] : []),
      ...(left.length > 0 ? [`Whoever had it before entered what works on: ${leftWords(left)}. Look at it.`] : []),
    ],
    link: { text: 'See the application', href },
    afterwards: [ASK],
  }),
  transferredAway: (
    about: HandedOn & { readonly team: string | undefined; readonly to: string | undefined },
  ): Letter => ({
    subject: `${about.application} was given to somebody else`,
    greeting: `Hello ${about.name},`,
    paragraphs: [
      `An administrator gave the application ${about.application} to ${about.team === undefined ? (about.to ?? 'nobody') : `the team ${about.team}`}. You do not see or change it any more.`,
    ],
    afterwards: [ASK],
  }),
  teamInvitation: (
    { team, email }: { readonly team: { readonly name: string }; readonly email: string },
    href: string,
    issuer: string,
  ): Letter => ({
    subject: 'An invitation to a team',
    greeting: 'Hello,',
    paragraphs: [`The team ${team.name} at ${issuer} invites you to look after its applications together.`],
    link: { text: 'See the invitation', href },
    afterwards: [
      `Sign in with ${email} to accept. The link works once, for seven days.`,
      'If you do not know what this is about, do nothing.',
    ],
  }),
  emailChange: (name: string, href: string, issuer: string): Letter => ({
    subject: 'Your new address',
    greeting: `Hello ${name},`,
    paragraphs: [`Somebody, probably you, wants to sign in at ${issuer} with this address from now on.`],
    link: { text: 'Use this address', href },
    afterwards: [
      'The link works once, for an hour.',
      'If you do not know what this is about, do nothing: nothing is changed.',
    ],
  }),
  emailChanged: ({ name, email }: { readonly name: string; readonly email: string }, when: string): Letter => ({
    subject: 'Your address was changed',
    greeting: `Hello ${name},`,
    paragraphs: [`The address of your account was changed to ${email} on ${when}. You sign in with that one now.`],
    afterwards: [
      'If it was not you, tell an administrator of this server at once: you cannot undo it with the old address.',
    ],
  }),
  newBrowser: (
    name: string,
    { browser, address }: { readonly browser: string; readonly address: string },
    when: string,
    recover: string,
  ): Letter => ({
    subject: 'A new browser signed in to your account',
    greeting: `Hello ${name},`,
    paragraphs: [
      `Somebody, probably you, signed in to your account on ${when} with a browser that had not been used for it before: ${browser}, from the address ${address}.`,
      'If it was you, you do not need to do anything.',
      NOT_YOU,
    ],
    link: { text: 'Set a new password', href: recover },
    afterwards: [],
  }),
  deletion: (name: string, when: string, signIn: string | undefined): Letter => ({
    subject: 'Your account will be deleted',
    greeting: `Hello ${name},`,
    paragraphs: [
      signIn === undefined
        ? `An administrator of this server is deleting your account. From ${when} on, nothing personal is left of it.`
        : `You asked us to delete your account. From ${when} on, nothing personal is left of it. Until then you can keep it: sign in.`,
      'You were signed out everywhere, and applications lost their access to your account.',
    ],
    ...(signIn === undefined ? {} : { link: { text: 'Keep my account', href: signIn } }),
    afterwards: [
      signIn === undefined ? ASK : 'If it was not you, sign in, keep the account, and set a new password at once.',
    ],
  }),
  deleted: (name: string, when: string, issuer: string): Letter => ({
    subject: 'Your account was deleted',
    greeting: `Hello ${name},`,
    paragraphs: [
      `Your account at ${issuer} was deleted on ${when}, with everything personal. This mail is the last place where we used your address.`,
    ],
    afterwards: ['You can make a new account with the same address. It has nothing to do with the old one.'],
  }),
  signUp: (name: string, href: string, issuer: string): Letter => ({
    subject: 'Create your account',
    greeting: `Hello ${name},`,
    paragraphs: [`Somebody, probably you, wants to create an account at ${issuer} with this address.`],
    link: { text: 'Create account', href },
    afterwards: ['The link works once, for a day.', 'If it was not you, do nothing: no account is made.'],
  }),
  signedUpBefore: (name: string, href: string): Letter => ({
    subject: 'You already have an account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Somebody, probably you, wanted to create an account with this address. But you already have an account here.',
    ],
    link: { text: 'Sign in', href },
    afterwards: ['If it was not you, do nothing: nothing was changed, and nobody was told that you have one.'],
  }),
};
