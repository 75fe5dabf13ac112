import type { adminResource as English } from '../en/admin-resource.ts';

export const adminResource: typeof English = {
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  resources: 'Ressourcen',
  entry: 'Was sie ist',
  save: 'Speichern',
  applications: 'Anwendungen',
  applicationsLead:
    'Diese Anwendungen dürfen Tokens verlangen, die hier gelten. Tragen Sie auch die eigene Anwendung der API ein, die als Ressourcenserver markiert ist: Damit darf sie diese Tokens prüfen. Anwendungen, die ein Programm registriert hat, dürfen jede Ressource verlangen.',
  nobody: 'Noch hat sie keine Anwendung.',
  more: (count: string) => `und ${count} weitere`,
  application: { label: 'Anwendung', hint: 'Ihre Client-ID.', example: 'lk_ci_8pQm2VtW4nJ6hKx0' },
  give: 'Dieser Anwendung geben',
  noApplication: 'Es gibt keine Anwendung mit dieser Client-ID. Kopieren Sie sie von ihrer Seite.',
  take: 'Wegnehmen',
  takeFrom: (name: string) => `${name} wegnehmen`,
  delete: 'Löschen',
  deleteLead: 'Keine Anwendung hat sie, es fällt also nichts aus.',
  deleteUsed:
    'Löschen lässt sich nur eine Ressource, die keine Anwendung hat: Nehmen Sie sie zuerst denen, die hier stehen.',
  used: 'Eine Anwendung hat sie, deshalb wurde sie nicht gelöscht.',
  address: 'Adresse',
  done: {
    added: 'Die Ressource wurde hinzugefügt. Sagen Sie jetzt, welche Anwendungen sie verlangen dürfen.',
    saved: 'Die Änderungen wurden gespeichert. Sie gelten ab der nächsten Anfrage.',
    given: 'Die Anwendung darf sie jetzt verlangen.',
    taken: 'Die Anwendung darf sie nicht mehr verlangen. Ihre Tokens gelten, bis sie ablaufen.',
  },
};
