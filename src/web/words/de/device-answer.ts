import type { deviceAnswer as English } from '../en/device-answer.ts';

export const deviceAnswer: typeof English = {
  approved: {
    title: (application: string) => `Sie haben ${application} erlaubt`,
    lead: 'Gehen Sie zurück zu Ihrem Gerät.',
    more: 'Dort geht es in wenigen Sekunden von selbst weiter. Sie können diese Seite schließen.',
    end: 'Trennen können Sie es jederzeit unter',
  },
  denied: {
    title: (application: string) => `Sie haben ${application} nicht erlaubt`,
    lead: 'Es wurde nichts weitergegeben, und das Gerät kann Ihr Konto nicht benutzen.',
    more: 'Wenn das Gerät Ihnen gehört und Sie es sich anders überlegen, beginnen Sie dort neu. Wenn jemand Sie gebeten hat, den Code einzugeben, geben Sie keinen weiteren für diese Person ein.',
    end: 'Was Sie früher erlaubt haben, steht unter',
  },
  authorizedApplications: 'Erlaubte Anwendungen',
};
