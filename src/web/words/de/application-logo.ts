import type { applicationLogo as English } from '../en/application-logo.ts';

export const applicationLogo: typeof English = {
  title: (name: string) => `Logo von ${name}`,
  breadcrumb: 'Navigationspfad',
  here: 'Logo',
  lead: 'Personen sehen es, wo die Anwendung sie fragt, wo sie gestartet wird und bei dem, was sie erlaubt haben. Es wird hier neu gezeichnet: Von Ihrer Datei erreicht niemanden etwas als die Pixel.',
  now: 'So sehen es Personen.',
  none: 'Es gibt keines: Personen sehen den ersten Buchstaben des Namens.',
  image: 'Bilddatei',
  imageHint:
    'PNG, JPEG oder WebP, höchstens 1 MiB und 2048 × 2048 Pixel. Ein Quadrat ab 256 Pixeln sieht am besten aus; anderes wird in die Mitte gesetzt. Mit einem anderen Logo werden Personen erneut um Zustimmung gebeten.',
  upload: 'Hochladen',
  back: 'Zurück zur Anwendung',
  remove: 'Logo entfernen',
  problems: {
    missing: 'Wählen Sie eine Datei.',
    kind: 'Das ist kein PNG, JPEG oder WebP. Exportieren Sie das Bild in einem dieser Formate; SVG geht nicht.',
    dimensions: 'Es hat zu viele oder zu wenige Pixel: höchstens 2048 × 2048, und mindestens 16 in jeder Richtung.',
    broken:
      'Diese Datei ließ sich nicht lesen. Speichern Sie das Bild noch einmal, und versuchen Sie es mit der neuen Datei.',
    busy: 'Im Moment werden zu viele Bilder gezeichnet. Versuchen Sie es in ein paar Sekunden noch einmal.',
  },
  done: {
    changed: 'Das Logo wurde geändert.',
    removed: 'Das Logo wurde entfernt.',
  },
};
