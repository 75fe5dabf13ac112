import type { document as English } from '../en/document.ts';

export const document: typeof English = {
  breadcrumb: 'Navigationspfad',
  all: 'Dokumentation',
  programs: 'Programme, die es schon gibt',
  onThisPage: 'Auf dieser Seite',
};
