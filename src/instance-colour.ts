import { createRequire } from 'node:module';

/** The accent of a page, as public/latchkey.css has it: for text and buttons, under the pointer, behind it, and what stands on it. */
export type Accent = {
  readonly accent: string;
  readonly hover: string;
  readonly wash: string;
  readonly on: string;
};

export type InstanceColour = { readonly light: Accent; readonly dark: Accent };

// --paper, --surface and --well of public/latchkey.css.
const LIGHT = ['#f5f6f4', '#ffffff', '#f0f2ef'];
const DARK = ['#0e1211', '#161b19', '#1f2623'];
const AA = 4.5; // WCAG 2.2, 1.4.3
const STEP = 0.005;
const FURTHEST = 0.25; // what is made so much darker is another colour

type Oklch = { readonly l: number; readonly c: number; readonly h: number };

const require = createRequire(import.meta.url);
/** Loaded where there is a colour to compute; as one file, for its 150 modules take 11 MiB more. */
const culori = (): typeof import('culori') => require('culori');

/**
 * The accents that come of a colour: the colour itself where it can be read on a light page, else a darker one; on a dark page
 * a lighter one. Undefined where the light one would be another colour.
 */
export function coloursOf(colour: string): InstanceColour | undefined {
  const { converter, parse } = culori();
  const { l, c, h = 0 } = converter('oklch')(parse(colour)) ?? { l: 0, c: 0, h: 0 };
  const light = lightOf({ l, c, h });
  return l - light.l > FURTHEST ? undefined : { light: light.accent, dark: darkOf({ l, c, h }) };
}

function lightOf({ l: given, c, h }: Oklch): { readonly l: number; readonly accent: Accent } {
  const wash = hex({ l: 0.955, c: Math.min(c, 0.02), h });
  const behind = [...LIGHT, wash];
  let l = given;
  while (l > 0 && !reads(hex({ l, c, h }), behind)) l -= STEP;
  const darker = hex({ l: l > 0.25 ? l - 0.08 : l + 0.2, c, h });
  return { l, accent: { accent: hex({ l, c, h }), hover: darker, wash, on: '#ffffff' } };
}

function darkOf({ l: given, c: strong, h }: Oklch): Accent {
  const c = Math.min(strong, 0.14);
  const wash = hex({ l: 0.28, c: Math.min(c, 0.035), h });
  const behind = [...DARK, wash];
  let l = Math.max(given, 0.7);
  while (l < 1 && !reads(hex({ l, c, h }), behind)) l += STEP;
  return {
    accent: hex({ l, c, h }),
    hover: hex({ l: Math.min(l + 0.08, 0.97), c: Math.min(c, 0.1), h }),
    wash,
    on: hex({ l: 0.18, c: Math.min(c, 0.03), h }),
  };
}

function reads(text: string, behind: readonly string[]): boolean {
  const { wcagContrast } = culori();
  return behind.every((each) => wcagContrast(text, each) >= AA);
}

/** The nearest colour that screens have. */
function hex({ l, c, h }: Oklch): string {
  const { clampChroma, formatHex } = culori();
  return formatHex(clampChroma({ mode: 'oklch', l, c, h }, 'oklch')) ?? '#000000';
}
