import type { ToldEvent } from '../../../events.ts';
import type { mails as English, Letter } from '../en/mails.ts';

type Notice = { readonly subject: string; readonly what: (when: string) => string; readonly more: string };

const NOT_YOU =
  'Wenn Sie es nicht waren, setzen Sie sofort ein neues Passwort und sagen Sie es einem Administrator dieses Servers.';
const TOKEN_NOT_YOU =
  'Wenn Sie es nicht waren, widerrufen Sie es unter „Konto“, „Persönliche Access-Tokens“, und setzen Sie sofort ein neues Passwort.';
const ASK = 'Wenn Sie das nicht erwartet haben, fragen Sie einen Administrator dieses Servers.';

/** What happened to an account, for its person. */
const notices: Readonly<Record<ToldEvent, Notice>> = {
  'password.changed': {
    subject: 'Ihr Passwort wurde geändert',
    what: (when) => `das Passwort Ihres Kontos wurde am ${when} geändert. Sie wurden überall sonst abgemeldet.`,
    more: NOT_YOU,
  },
  'password.link_issued': {
    subject: 'Ein Link für ein neues Passwort wurde erstellt',
    what: (when) =>
      `ein Administrator hat am ${when} einen Link erstellt, mit dem ein neues Passwort für Ihr Konto gesetzt werden kann.`,
    more: ASK,
  },
  'user.made_admin': {
    subject: 'Sie sind jetzt Administrator',
    what: (when) => `Ihr Konto darf diesen Server verwalten, seit dem ${when}.`,
    more: ASK,
  },
  'user.removed_admin': {
    subject: 'Sie sind kein Administrator mehr',
    what: (when) =>
      `Ihr Konto darf diesen Server seit dem ${when} nicht mehr verwalten. Sonst hat sich nichts geändert.`,
    more: ASK,
  },
  'user.disabled': {
    subject: 'Ihr Konto wurde deaktiviert',
    what: (when) =>
      `ein Administrator hat Ihr Konto am ${when} deaktiviert. Sie können sich nicht anmelden, und Anwendungen haben den Zugriff darauf verloren.`,
    more: ASK,
  },
  'user.kept': {
    subject: 'Ihr Konto bleibt bestehen',
    what: (when) =>
      `Sie haben sich angemeldet und Ihr Konto behalten, am ${when}. Anwendungen müssen Sie neu erlauben.`,
    more: NOT_YOU,
  },
  'factor.added': {
    subject: 'Ein zweiter Faktor wurde hinzugefügt',
    what: (when) =>
      `eine Authenticator-App oder ein Passkey wurde Ihrem Konto am ${when} hinzugefügt. Sie wurden überall sonst abgemeldet.`,
    more: NOT_YOU,
  },
  'factor.removed': {
    subject: 'Ein zweiter Faktor wurde entfernt',
    what: (when) =>
      `eine Authenticator-App oder ein Passkey wurde am ${when} von Ihrem Konto entfernt. Es ist weniger geschützt als zuvor.`,
    more: NOT_YOU,
  },
  'factor.recovery_codes_made': {
    subject: 'Neue Wiederherstellungscodes wurden erstellt',
    what: (when) =>
      `neue Wiederherstellungscodes wurden am ${when} für Ihr Konto erstellt. Die alten gelten nicht mehr.`,
    more: NOT_YOU,
  },
  'factor.recovery_code_used': {
    subject: 'Ein Wiederherstellungscode wurde benutzt',
    what: (when) =>
      `jemand, der Ihr Passwort kennt, hat sich am ${when} mit einem Ihrer Wiederherstellungscodes angemeldet. Er ist verbraucht.`,
    more: NOT_YOU,
  },
  'personal_token.created': {
    subject: 'Ein persönliches Access-Token wurde erstellt',
    what: (when) =>
      `ein persönliches Access-Token wurde am ${when} für Ihr Konto erstellt. Wer es hat, kann mit Ihrem Konto tun, was es erlaubt.`,
    more: TOKEN_NOT_YOU,
  },
  'personal_token.revoked': {
    subject: 'Ein persönliches Access-Token wurde widerrufen',
    what: (when) =>
      `eines Ihrer persönlichen Access-Tokens wurde am ${when} widerrufen. Programme, die es benutzt haben, funktionieren nicht mehr.`,
    more: NOT_YOU,
  },
  'user.enabled': {
    subject: 'Ihr Konto wurde aktiviert',
    what: (when) => `ein Administrator hat Ihr Konto am ${when} aktiviert. Sie können sich wieder anmelden.`,
    more: ASK,
  },
};

type Left = Parameters<(typeof English)['leftBehind']>[1];

const leftWords = (left: Left) => left.map((each) => LEFT[each]).join(', ');
const LEFT: Readonly<Record<Left[number], string>> = {
  keys: 'öffentliche Schlüssel',
  issuers: 'vertrauenswürdige Aussteller',
  redirectUris: 'Redirect-URIs',
};

/** What mails say. */
export const mails: typeof English = {
  from: (instance: string, issuer: string) =>
    `Gesendet von ${instance}, dem Anmeldeserver ${issuer}. Antworten auf diese E-Mail liest niemand.`,
  orOpen: 'Wenn der Knopf nichts tut, öffnen Sie diese Adresse:',
  recovery: (name: string, href: string): Letter => ({
    subject: 'Neues Passwort setzen',
    greeting: `Guten Tag ${name},`,
    paragraphs: ['jemand, vermutlich Sie, möchte ein neues Passwort für Ihr Konto setzen.'],
    link: { text: 'Neues Passwort setzen', href },
    afterwards: [
      'Der Link gilt einmal, 30 Minuten lang. Wenn Sie ein Passwort setzen, werden Sie überall abgemeldet.',
      'Wenn Sie nicht darum gebeten haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist. Geben Sie den Link niemandem.',
    ],
  }),
  invitation: (
    { name, email }: { readonly name: string; readonly email: string },
    href: string,
    issuer: string,
  ): Letter => ({
    subject: 'Ihr Konto',
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      `für Sie wurde ein Konto bei ${issuer} angelegt. Wählen Sie ein Passwort und melden Sie sich mit ${email} an.`,
    ],
    link: { text: 'Konto anlegen', href },
    afterwards: [
      'Der Link gilt einmal, sieben Tage lang.',
      'Wenn Sie nicht wissen, worum es geht, tun Sie nichts: Ohne Passwort kann niemand das Konto benutzen.',
    ],
  }),
  notice: (event: ToldEvent, name: string, when: string, recover: string): Letter => {
    const { subject, what, more } = notices[event];
    return {
      subject,
      greeting: `Guten Tag ${name},`,
      paragraphs: [what(when), more],
      ...(more === NOT_YOU || more === TOKEN_NOT_YOU ? { link: { text: 'Neues Passwort setzen', href: recover } } : {}),
      afterwards: [],
    };
  },
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
    subject: `${client.name} ist Ihnen angeboten`,
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      `${from ?? 'der Eigentümer'} bietet ${team ? `dem Team ${team.name}` : 'Ihnen'} die Anwendung ${client.name} an. Es ändert sich nichts, bis Sie annehmen.`,
    ],
    link: { text: 'Angebot ansehen', href },
    afterwards: ['Das Angebot endet nach sieben Tagen. Wenn Sie es nicht wollen, lehnen Sie ab, oder tun Sie nichts.'],
  }),
  secretsKnown: (about, left, href): Letter => ({
    subject: `Ersetzen Sie die Geheimnisse von ${about.application}`,
    greeting: `Guten Tag ${about.name},`,
    paragraphs: [
      `die Anwendung ${about.application} gehört jetzt Ihnen oder Ihrem Team. Wem sie vorher gehörte, der kennt ihre Geheimnisse. Sie gelten weiter, damit die Anwendung nicht stehen bleibt.`,
      'Ersetzen Sie sie: Erneuern Sie das Hauptgeheimnis, und beenden Sie die mit einem Namen, sobald andere an ihrer Stelle sind.',
      ...(left.length > 0
        ? [`Von dort stammt noch mehr, das weiter gilt: ${leftWords(left)}. Sehen Sie auch das an.`]
        : []),
    ],
    link: { text: 'Geheimnisse ansehen', href },
    afterwards: ['Die Seite der Anwendung sagt es, bis sie ersetzt sind.'],
  }),
  leftBehind: (about, left, href): Letter => ({
    subject: `Sehen Sie an, was ${about.application} von vorher hat`,
    greeting: `Guten Tag ${about.name},`,
    paragraphs: [
      `die Anwendung ${about.application} gehört jetzt Ihnen oder Ihrem Team. Wem sie vorher gehörte, der hat eingetragen, was weiter gilt: ${leftWords(left)}.`,
      'Ändern Sie, was nicht so sein soll.',
    ],
    link: { text: 'Anwendung ansehen', href },
    afterwards: ['Die Seite der Anwendung sagt es, bis es geändert ist oder Sie sagen, dass Sie es angesehen haben.'],
  }),
  transferred: (about, { secrets, left }, href): Letter => ({
    subject: `${about.application} gehört jetzt Ihnen`,
    greeting: `Guten Tag ${about.name},`,
    paragraphs: [
      `ein Administrator hat die Anwendung ${about.application} ${about.team === undefined ? 'Ihnen' : `dem Team ${about.team}`} gegeben. Sie läuft weiter, wie sie ist.`,
      ...(secrets ? ['Wem sie vorher gehörte, der kennt ihre Geheimnisse: Ersetzen Sie sie.'] : []),
      ...(left.length > 0
        ? [`Wem sie vorher gehörte, der hat eingetragen, was weiter gilt: ${leftWords(left)}. Sehen Sie es an.`]
        : []),
    ],
    link: { text: 'Anwendung ansehen', href },
    afterwards: [ASK],
  }),
  transferredAway: (about): Letter => ({
    subject: `${about.application} gehört jetzt jemand anderem`,
    greeting: `Guten Tag ${about.name},`,
    paragraphs: [
      `ein Administrator hat die Anwendung ${about.application} weitergegeben${about.team === undefined ? (about.to === undefined ? '' : ` an ${about.to}`) : ` an das Team ${about.team}`}. Sie sehen und ändern sie nicht mehr.`,
    ],
    afterwards: [ASK],
  }),
  teamInvitation: (
    { team, email }: { readonly team: { readonly name: string }; readonly email: string },
    href: string,
    issuer: string,
  ): Letter => ({
    subject: 'Eine Einladung in ein Team',
    greeting: 'Guten Tag,',
    paragraphs: [`das Team ${team.name} bei ${issuer} lädt Sie ein, seine Anwendungen mit ihm zu betreuen.`],
    link: { text: 'Einladung ansehen', href },
    afterwards: [
      `Melden Sie sich mit ${email} an, um sie anzunehmen. Der Link gilt einmal, sieben Tage lang.`,
      'Wenn Sie nicht wissen, worum es geht, tun Sie nichts.',
    ],
  }),
  emailChange: (name: string, href: string, issuer: string): Letter => ({
    subject: 'Ihre neue Adresse',
    greeting: `Guten Tag ${name},`,
    paragraphs: [`jemand, vermutlich Sie, möchte sich bei ${issuer} von jetzt an mit dieser Adresse anmelden.`],
    link: { text: 'Diese Adresse benutzen', href },
    afterwards: [
      'Der Link gilt einmal, eine Stunde lang.',
      'Wenn Sie nicht wissen, worum es geht, tun Sie nichts: Es wird nichts geändert.',
    ],
  }),
  emailChanged: ({ name, email }: { readonly name: string; readonly email: string }, when: string): Letter => ({
    subject: 'Ihre Adresse wurde geändert',
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      `die Adresse Ihres Kontos wurde am ${when} zu ${email} geändert. Mit dieser melden Sie sich jetzt an.`,
    ],
    afterwards: [
      'Wenn Sie es nicht waren, sagen Sie es sofort einem Administrator dieses Servers: Mit der alten Adresse kann es niemand rückgängig machen.',
    ],
  }),
  newBrowser: (
    name: string,
    { browser, address }: { readonly browser: string; readonly address: string },
    when: string,
    recover: string,
  ): Letter => ({
    subject: 'Ein neuer Browser hat sich bei Ihrem Konto angemeldet',
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      `jemand, vermutlich Sie, hat sich am ${when} mit einem Browser angemeldet, den Ihr Konto nicht kannte: ${browser}, von der Adresse ${address}.`,
      'Wenn Sie es waren, brauchen Sie nichts zu tun.',
      NOT_YOU,
    ],
    link: { text: 'Neues Passwort setzen', href: recover },
    afterwards: [],
  }),
  deletion: (name: string, when: string, signIn: string | undefined): Letter => ({
    subject: 'Ihr Konto wird gelöscht',
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      signIn === undefined
        ? `ein Administrator dieses Servers löscht Ihr Konto. Ab ${when} ist davon nichts Persönliches mehr da.`
        : `Sie haben uns gebeten, Ihr Konto zu löschen. Ab ${when} ist davon nichts Persönliches mehr da. Bis dahin können Sie es behalten: Melden Sie sich an.`,
      'Sie wurden überall abgemeldet, und Anwendungen haben den Zugriff auf Ihr Konto verloren.',
    ],
    ...(signIn === undefined ? {} : { link: { text: 'Mein Konto behalten', href: signIn } }),
    afterwards: [
      signIn === undefined
        ? ASK
        : 'Wenn Sie es nicht waren, melden Sie sich an, behalten Sie das Konto und setzen Sie sofort ein neues Passwort.',
    ],
  }),
  deleted: (name: string, when: string, issuer: string): Letter => ({
    subject: 'Ihr Konto wurde gelöscht',
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      `Ihr Konto bei ${issuer} wurde am ${when} gelöscht, mit allem Persönlichen. Diese E-Mail ist das Letzte, wofür wir Ihre Adresse benutzt haben.`,
    ],
    afterwards: ['Sie können mit derselben Adresse ein neues Konto anlegen. Es hat mit dem alten nichts zu tun.'],
  }),
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
    subject: `Ein Geheimnis von ${about.application} endet bald`,
    greeting: `Guten Tag ${about.name},`,
    paragraphs: [
      `das Geheimnis ${about.secret} (seine letzten Zeichen sind ${about.hint}) Ihrer Anwendung ${about.application} endet am ${about.when}. Von da an wird abgelehnt, was es benutzt.`,
      'Fügen Sie ein weiteres Geheimnis hinzu, setzen Sie es dort ein, wo dieses benutzt wird, und beenden Sie dann dieses.',
    ],
    link: { text: 'Geheimnisse ansehen', href },
    afterwards: ['Sie bekommen diese E-Mail für jedes Geheimnis einmal.'],
  }),
  signUp: (name: string, href: string, issuer: string): Letter => ({
    subject: 'Konto anlegen',
    greeting: `Guten Tag ${name},`,
    paragraphs: [`jemand, vermutlich Sie, möchte ein Konto bei ${issuer} mit dieser Adresse.`],
    link: { text: 'Konto anlegen', href },
    afterwards: [
      'Der Link gilt einmal, einen Tag lang.',
      'Wenn Sie es nicht waren, tun Sie nichts: Es wird kein Konto angelegt.',
    ],
  }),
  signedUpBefore: (name: string, href: string): Letter => ({
    subject: 'Sie haben schon ein Konto',
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      'jemand, vermutlich Sie, wollte ein Konto mit dieser Adresse anlegen. Sie haben hier aber schon ein Konto.',
    ],
    link: { text: 'Anmelden', href },
    afterwards: [
      'Wenn Sie es nicht waren, tun Sie nichts: Es wurde nichts geändert, und niemand hat erfahren, dass Sie eines haben.',
    ],
  }),
};
