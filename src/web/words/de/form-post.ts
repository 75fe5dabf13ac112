import type { formPost as English } from '../en/form-post.ts';

export const formPost: typeof English = {
  title: (application: string) => `Zurück zu ${application}`,
  instruction: (application: string) =>
    `Sie gelangen von selbst zurück zu ${application}. Wenn nichts geschieht, drücken Sie auf „Weiter“.`,
  button: 'Weiter',
};
