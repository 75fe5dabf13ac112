import type { scopeForm as English } from '../en/scope-form.ts';

/** The form of a scope: for adding one, and for changing it. */
export const scopeForm: typeof English = {
  name: {
    label: 'Name',
    hint: 'Was Anwendungen senden. Buchstaben, Ziffern und Zeichen ohne Leerzeichen.',
    example: 'read_prefs',
  },
  description: {
    label: 'Beschreibung',
    hint: 'Was Personen auf der Zustimmungsseite lesen, hinter „Sie kann“.',
    example: 'Ihre Einstellungen lesen',
  },
  claims: {
    label: 'Claims',
    hint: 'Was er einer Anwendung über eine Person sagt, unter den Namen von OpenID Connect oder eigenen, mit Leerzeichen dazwischen, etwa name picture. Ohne Claims sagt er nichts.',
    optional: true,
  },
  detail: {
    label: 'Einzelheit',
    hint: 'Ein Satz mehr: was er für die Person bedeutet. Darf leer bleiben.',
    example: 'Ihre Sprache und die Einheiten, die Sie gewählt haben.',
  },
  who: 'Wer ihn bekommt',
  offered: 'Entwicklern angeboten',
  offeredHint:
    'Steht in ihrem Registrierungsformular und in den Metadaten des Servers. Sonst gibt ihn nur ein Administrator einer Anwendung.',
  privileged: 'Privilegiert',
  privilegedHint:
    'Eine neue Anwendung, die ihn wählt, wartet auf einen Administrator, und später kann ihn nur ein Administrator hinzufügen.',
  safe: 'Sicher',
  safeHint:
    'Mit REGISTRATION=review läuft eine Anwendung, die nur sichere Scopes verlangt, sofort und ohne Prüfung. Personen werden weiterhin gewarnt, dass niemand sie angesehen hat.',
  grants: 'Grant-Typen',
  grantsHint:
    'Welche Grant-Typen ihn tragen dürfen. Kreuzen Sie für alle keinen an. Ein Refresh-Token trägt, was der Grant davor darf.',
  grantSentences: {
    authorization_code: 'Eine Person meldet sich an und stimmt zu',
    'urn:ietf:params:oauth:grant-type:device_code': 'Eine Person stimmt auf einem anderen Gerät zu',
    client_credentials: 'Die Anwendung handelt für sich selbst, ohne Person',
    'urn:ietf:params:oauth:grant-type:token-exchange': 'Tokens anderer Anwendungen gegen eigene tauschen',
    'urn:ietf:params:oauth:grant-type:jwt-bearer':
      'Ein Token eines Ausstellers mitbringen, dem ein Administrator vertraut',
    password: 'Eine Person gibt ihr Passwort in die Anwendung ein (veraltet)',
    implicit: 'Eine Person stimmt zu, und das Token kommt ohne Code zurück (veraltet)',
    oauth1: 'Eine Anwendung mit OAuth 1.0a signiert ihre Anfragen (veraltet)',
  },
};
