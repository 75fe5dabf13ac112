import type { language as English } from '../en/language.ts';

export const language: typeof English = {
  title: 'Sprache',
  lead: 'In welcher Sprache möchten Sie diese Seiten lesen?',
};
