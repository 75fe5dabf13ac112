import type { RuleId } from '../../../oauth/rules/index.ts';
import type { refusal as English } from '../en/refusal.ts';

const leads: Partial<Record<RuleId, (application: string) => string>> = {
  'client-id-missing': () =>
    'Der Link, der Sie hierher brachte, sagt nicht, von welcher Anwendung Sie kommen. Zum Schutz Ihres Kontos haben wir hier angehalten. Es wurde nichts weitergegeben.',
  'client-unknown': () =>
    'Sie kommen von einer Anwendung, die hier nicht registriert oder nicht aktiv ist. Zum Schutz Ihres Kontos haben wir hier angehalten. Es wurde nichts weitergegeben.',
  'redirect-uri-missing': (application) =>
    `${application} hat nicht gesagt, wohin wir Sie zurückschicken sollen. Zum Schutz Ihres Kontos haben wir hier angehalten. Es wurde nichts weitergegeben.`,
  'redirect-uri-mismatch': (application) =>
    `${application} wollte, dass wir Sie an eine Adresse zurückschicken, die nicht registriert ist. Zum Schutz Ihres Kontos haben wir hier angehalten. Es wurde nichts weitergegeben.`,
  'request-uri-unknown': (application) =>
    `Was ${application} von Ihnen wollte, wartet hier nicht mehr: Die Zeit dafür ist um, oder der Link wurde verändert. Es wurde nichts weitergegeben.`,
};

export const refusal: typeof English = {
  title: (application: string) => `Wir haben Sie nicht zu ${application} zurückgeschickt`,
  titleUnknown: 'Wir wissen nicht, woher Sie kommen',
  lead: (rule: RuleId, application: string | undefined, owns: boolean) =>
    owns && rule === 'redirect-uri-mismatch'
      ? `Die Redirect-URI ist keine, die ${application} registriert hat. Sie muss dieselbe sein, Zeichen für Zeichen.`
      : (leads[rule]?.(application ?? 'Die Anwendung') ??
        `Die Anfrage ${application === undefined ? 'der Anwendung' : `von ${application}`} enthält einen Fehler, darum haben wir hier angehalten. Es wurde nichts weitergegeben.`),
  /** For the owner. */
  notActive: {
    'in-review': (application: string) =>
      `${application} wartet auf einen Administrator dieses Servers und darf noch nichts tun.`,
    rejected: (application: string) =>
      `Ein Administrator dieses Servers hat ${application} in dieser Form zurückgewiesen; die Anwendung darf darum nichts tun.`,
    disabled: (application: string) => `Ein Administrator dieses Servers hat ${application} deaktiviert.`,
  },
  /** Who can change it. */
  activate: {
    'in-review':
      'Freigeben kann sie nur ein Administrator dieses Servers. Alles andere lässt sich inzwischen vorbereiten.',
    rejected:
      'Was sich ändern muss, steht auf ihrer Seite. Ändern Sie es dort unter „Bearbeiten“: Damit wartet sie wieder auf einen Administrator.',
    disabled: 'Wieder aktivieren kann sie nur ein Administrator dieses Servers: Bitten Sie einen darum.',
  },
  openIt: (application: string) => ({
    before: 'Was registriert ist, steht ',
    link: `auf der Seite von ${application}`,
  }),
  denied: (application: string) => ({
    status: 200,
    title: `Sie haben ${application} nichts erlaubt`,
    lead: `${application} hat keinen Code bekommen und kann Ihr Konto nicht benutzen. Es wurde nichts weitergegeben.`,
    todo: [`Schließen Sie diese Seite. Wenn Sie es sich anders überlegen, beginnen Sie neu in ${application}.`],
  }),
  notAdmitted: (application: string) => ({
    status: 200,
    title: `Sie dürfen ${application} nicht benutzen`,
    lead: `Diese Anwendung ist für bestimmte Gruppen von Personen, und Sie sind in keiner davon. ${application} hat nichts bekommen.`,
    todo: [
      'Schließen Sie diese Seite. Bitten Sie die Person, die für die Anwendung zuständig ist, oder einen Administrator dieses Servers, Sie aufzunehmen.',
    ],
  }),
  fixIt:
    'Senden Sie von Ihrer Anwendung eine registrierte Adresse, oder fügen Sie die gesendete hinzu, wenn sie auch Ihnen gehört.',
  goBackTo: 'Gehen Sie zurück zu ',
  startAgain: ' und beginnen Sie neu.',
  goBack: 'Gehen Sie dorthin zurück, woher Sie kamen, und beginnen Sie neu.',
  stillThere:
    'Ein Konto, das Sie unterwegs angelegt haben, gibt es: Wenn Sie von vorn beginnen, melden Sie sich damit an.',
  tellThem:
    'Wenn es wieder geschieht, sagen Sie es den Entwicklern der Anwendung und nennen Sie ihnen die Anfrage unten. Der Fehler liegt bei ihnen, nicht bei Ihnen.',
};
