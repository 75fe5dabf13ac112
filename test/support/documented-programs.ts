import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../src/root.ts';
import { snippets } from '../../src/web/applications/snippets/index.ts';

export const LIBRARIES_PAGE = path.join(root, 'docs/libraries.md');

const PURPOSES = ['signIn', 'connectDevice', 'actForItself', 'checkToken'] as const;

// The application that docs/libraries.md speaks of.
const use = {
  issuer: 'https://auth.example.com',
  client: {
    id: 'lk_ci_...',
    confidential: true,
    redirectUris: ['http://127.0.0.1:8080/callback'],
    scopes: ['read_prefs'],
    scopeLimits: new Map(),
    scopeAliases: new Map(),
    resources: [],
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
  },
};

/** docs/libraries.md with the programs below their marks as the example page shows them. */
export function withPrograms(): string {
  const text = readFileSync(LIBRARIES_PAGE, 'utf8');
  return text.replace(/^<!-- (\S+) (\w+) -->\n(?:\n```[\s\S]*?\n```\n)?/gm, (_, name: string, purpose: string) => {
    const snippet = snippets.find((each) => each.name === name);
    const known = PURPOSES.find((each) => each === purpose);
    if (!snippet || !known) throw new Error(`docs/libraries.md marks ${name} ${purpose}, which is not there`);
    const open = snippet.fits && !snippet.fits(use.client); // it is for applications without a secret
    const program = snippet[known]?.(open ? { ...use, client: { ...use.client, confidential: false } } : use) ?? '';
    return `<!-- ${name} ${purpose} -->\n\n\`\`\`${snippet.ending === 'mjs' ? 'js' : 'sh'}\n${program}\`\`\`\n`;
  });
}

/** Every program there is, by its mark. */
export function allMarks(): readonly string[] {
  return snippets.flatMap((snippet) =>
    PURPOSES.filter((purpose) => snippet[purpose]).map((purpose) => `<!-- ${snippet.name} ${purpose} -->`),
  );
}
