import { readFileSync } from 'node:fs';
import { coloursOf, type InstanceColour } from './instance-colour.ts';

export type Logo = { readonly type: 'image/svg+xml' | 'image/png'; readonly content: Buffer };

/** What this server is called and looks like to its people. */
export type Instance = {
  readonly name: string;
  /** Undefined: the mark of Latchkey. */
  readonly logo: Logo | undefined;
  /** Undefined: as public/latchkey.css has it. */
  readonly colour: InstanceColour | undefined;
};

const LARGEST = 256 * 1024;
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** The instance as it was configured: its file is read this once. */
export function readInstance({
  instanceName: name,
  instanceLogoFile: file,
  instanceColour: colour,
}: {
  readonly instanceName: string;
  readonly instanceLogoFile: string | undefined;
  readonly instanceColour: string | undefined;
}): Instance {
  const logo = file === undefined ? undefined : readLogo(file);
  if (typeof logo === 'string') throw new Error(`INSTANCE_LOGO_FILE ${logo}`);
  return { name, logo, colour: colour === undefined ? undefined : coloursOf(colour) };
}

/** The picture in a file, or why it is none. */
export function readLogo(file: string): Logo | string {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
  if (content.length > LARGEST) return `is larger than ${LARGEST / 1024} KiB: every page shows it`;
  if (content.indexOf(PNG) === 0) return { type: 'image/png', content };
  if (/<svg[\s>]/.test(content.toString('utf8'))) return { type: 'image/svg+xml', content };
  return 'is neither a PNG nor an SVG';
}
