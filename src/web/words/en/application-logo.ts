import type { LogoProblem } from '../../../oauth/model/logo.ts';

export const applicationLogo = {
  title: (name: string) => `Logo of ${name}`,
  breadcrumb: 'Breadcrumb',
  here: 'Logo',
  lead: 'People see it when the application asks for access, where they start it, and among what they authorized. It is drawn anew here: of your file, nobody gets anything but its pixels.',
  now: 'As people see it.',
  none: 'There is none: people see the first letter of the name.',
  image: 'Image file',
  imageHint:
    'PNG, JPEG or WebP, at most 1 MiB and 2048 × 2048 pixels. A square of 256 pixels or more looks best; another shape is centred. With another logo, people are asked again.',
  upload: 'Upload',
  back: 'Back to the application',
  remove: 'Remove the logo',
  problems: {
    missing: 'Choose a file.',
    kind: 'This is no PNG, JPEG or WebP. Export the image as one of these; an SVG is not taken.',
    dimensions: 'It has too many pixels, or too few: 2048 × 2048 at most, and 16 each way at least.',
    broken: 'This file could not be read. Save the image again, and try with the new file.',
    busy: 'Too many images are being drawn at the moment. Try again in a few seconds.',
  } satisfies Record<LogoProblem | 'missing', string>,
  done: {
    changed: 'The logo was changed.',
    removed: 'The logo was removed.',
  },
};
