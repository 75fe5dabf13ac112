import type { review as English } from '../en/review.ts';

/** What an administrator says yes or no to, and what its developer reads of it. */
export const review: typeof English = {
  heading: 'Prüfung',
  lead: {
    waits: 'Die Anwendung wartet auf Sie: Bis sie freigegeben ist, kann sie niemanden um Zugriff bitten.',
    rejected:
      'Die Anwendung wurde in dieser Form zurückgewiesen. Sie kommt wieder, sobald ihr Entwickler sie geändert hat.',
    unchecked:
      'Niemand hat die Anwendung so angesehen, wie sie jetzt ist. Wenn sie fragt, werden Personen gewarnt; nach Ihrer Freigabe lesen sie stattdessen „Geprüft“.',
    vouched:
      'Niemand hat die Anwendung so angesehen, wie sie jetzt ist. Personen lesen trotzdem „Geprüft“, weil ihr Eigentümer Administrator ist oder sie als vertrauenswürdig gilt.',
    verified:
      'Die Anwendung ist geprüft: Das lesen Personen, wenn sie fragt, bis ihr Eigentümer ihren Namen, ihre Homepage oder ihre Adressen ändert.',
  },
  homepage: 'Homepage',
  addresses: 'Leitet zurück zu',
  owner: 'Eigentümer',
  none: 'keine',
  note: 'Notiz für den Entwickler',
  noteHint: 'Der Entwickler liest sie auf der Seite der Anwendung.',
  noteHintReject:
    'Der Entwickler liest sie auf der Seite der Anwendung. Um zurückzuweisen, sagen Sie hier, was sich ändern muss.',
  noteMissing: 'Sagen Sie, warum: Der Entwickler liest das und sonst nichts.',
  noteTooLong: (most: number) => `Die Notiz ist länger als ${most} Zeichen. Kürzen Sie sie.`,
  approve: 'Freigeben',
  reject: 'Zurückweisen',
  saveNote: 'Notiz speichern',
  changedMeanwhile:
    'Die Anwendung wurde geändert, oder jemand anderes hat entschieden, während Sie sie angesehen haben. Sehen Sie noch einmal hin, bevor Sie entscheiden.',
  done: {
    approved: 'Die Anwendung wurde freigegeben. Sie geht jetzt, und Personen lesen, dass sie geprüft ist.',
    rejected: 'Die Anwendung wurde zurückgewiesen. Der Entwickler liest, was Sie geschrieben haben.',
  },

  /** For its developer. */
  rejected: (note: string | undefined) =>
    `Ein Administrator hat die Anwendung in dieser Form zurückgewiesen. ${note === undefined ? '' : `Er schrieb: „${note}“ `}Ändern Sie sie unter „Bearbeiten“: Damit wartet sie wieder auf einen Administrator.`,
  noted: (note: string) => `Ein Administrator schrieb: „${note}“`,
  waitsAgain:
    'Auf diesem Server sehen Administratoren an, was Benutzer ändern: Mit anderem Namen, anderer Homepage oder Adresse wartet die Anwendung wieder auf sie, auch mit einem Scope, den sie noch nicht hat. Sie kann nicht benutzt werden, bis einer sie freigibt. Mit sicheren Scopes allein wartet sie nie.',
};
