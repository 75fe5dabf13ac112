import type { applicationForm as English } from '../en/application-form.ts';

/** The form of an application: for registering one, and for changing it. */
export const applicationForm: typeof English = {
  name: {
    label: 'Name',
    hint: 'Personen sehen ihn, wenn sie um Zugriff gebeten werden.',
    example: 'Trailmark',
  },
  homepage: {
    label: 'URL der Homepage',
    hint: 'Wo man lesen kann, was Ihre Anwendung tut. Auch Personen sehen diese Adresse; lassen Sie das Feld leer, wenn es keine solche Seite gibt.',
    example: 'https://trailmark.example/',
  },
  redirectUris: {
    label: 'Redirect-URIs',
    hint: 'Wohin Personen mit dem Code zurückgeschickt werden. Eine Adresse pro Zeile; verglichen wird Zeichen für Zeichen. Auf Ihrem eigenen Computer geht http://127.0.0.1:8080/callback; ein Programm ohne Webseite benutzt urn:ietf:wg:oauth:2.0:oob.',
    example: 'https://trailmark.example/oauth/callback',
  },
  links: {
    heading: 'Links und Kontakt',
    hint: 'Personen finden sie auf der Seite, die um Zugriff bittet. Alle dürfen leer bleiben.',
    supportUri: {
      label: 'Hilfe',
      hint: 'Wo man Hilfe zu Ihrer Anwendung bekommt.',
      example: 'https://trailmark.example/help',
    },
    tosUri: {
      label: 'Nutzungsbedingungen',
      hint: 'Worauf sich einlässt, wer sie benutzt.',
      example: 'https://trailmark.example/terms',
    },
    policyUri: {
      label: 'Datenschutzerklärung',
      hint: 'Was Sie mit dem tun, was Sie über Personen erfahren.',
      example: 'https://trailmark.example/privacy',
    },
    contact: {
      label: 'Kontakt',
      hint: 'Eine E-Mail-Adresse, deren Post Sie lesen. Personen sehen sie.',
      example: 'help@trailmark.example',
    },
  },
  line: (line: number, sentence: string) => `Zeile ${line}: ${sentence}`,
  where: 'Wo sie läuft',
  confidential: 'Vertrauliche Anwendung',
  confidentialHint:
    'Läuft auf einem Server, der ein Geheimnis bewahren kann. Wählen Sie das nicht für Apps auf Telefonen, auf Computern und im Browser: Diese bekommen kein Geheimnis und benutzen PKCE.',
  scopes: 'Scopes',
  scopesHint:
    'Worum sie Personen bitten darf. Personen sehen genau diese Sätze. Bitten Sie um wenig: Dann sagen sie öfter Ja. Ohne Scope kann sie die Person nur wiedererkennen.',
  noScopes:
    'Auf diesem Server gibt es noch keinen Scope. Ein Administrator fügt sie unter „Verwaltung“, „Scopes“ hinzu.',
  privileged: 'Privilegiert',
  privilegedReview: 'Ein Administrator sieht die Anwendung an, bevor sie läuft.',
  privilegedRefuse: 'Nur ein Administrator kann ihn hinzufügen.',
  needsReview: 'Mit ihm wartet die Anwendung, bis ein Administrator sie angesehen hat.',
  safe: 'Braucht keine Prüfung.',
  notOffered: 'Nicht angeboten',
  onlyWith: (grants: readonly string[]) => `Nur mit ${grants.join(' oder ')}.`,
  advanced: 'Erweitert',
  toGrants: 'Die Grant-Typen stehen unter „Erweitert“',
  grants: 'Grant-Typen',
  grantsHint: 'Auf welchen Wegen sie um ein Token bitten darf. Die ersten beiden passen fast immer.',
  grantSentences: {
    authorization_code: 'Eine Person meldet sich an und stimmt zu',
    refresh_token: 'Verbunden bleiben, ohne erneut zu fragen',
    client_credentials: 'Für sich selbst handeln, ohne Person',
    'urn:ietf:params:oauth:grant-type:device_code':
      'Ein Gerät ohne Tastatur zeigt einen Code, der anderswo eingegeben wird',
    'urn:ietf:params:oauth:grant-type:token-exchange': 'Tokens anderer Anwendungen gegen eigene tauschen',
    'urn:ietf:params:oauth:grant-type:jwt-bearer':
      'Ein Token eines Ausstellers mitbringen, dem ein Administrator vertraut',
    password:
      'Passwörter von Personen annehmen: von einem Administrator erlaubt; verzichten Sie darauf, sobald Sie können',
    implicit: 'Tokens im Browser bekommen: von einem Administrator erlaubt; verzichten Sie darauf, sobald Sie können',
  },
  pkce: 'PKCE (Proof Key for Code Exchange)',
  requirePkce: 'PKCE verlangen',
  requirePkceHint:
    'Lehnt Anfragen ohne code_challenge ab, sodass ein Code in fremden Händen nichts wert ist. Anwendungen, die nicht vertraulich sind, brauchen es in jedem Fall.',
  cancel: 'Abbrechen',
};
