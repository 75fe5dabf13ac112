import { bearer, lines, quoted, refreshes, startUrl, type Visit } from './snippet.ts';

export const EXPRESS = ['express', 'express-session'];

/** A session, and around the library what every program with Express has. */
export const SESSION = `
const app = express();
// Sessions end with the process: give the secret a value of your own, and sessions a store.
app.use(session({ secret: randomUUID(), resave: false, saveUninitialized: false, cookie: { sameSite: 'lax' } }));
`;

/** A path as Express takes it, in which some signs have a meaning. */
export function route(path: string): string {
  return quoted(path.replace(/[()[\]+!:]/g, '\\$&'));
}

/** A page that uses the token. `expired` and `renew` are the library's way to know, and to get the next tokens. */
export function usePage(visit: Visit, token: { readonly expired: string; readonly renew: string }): string {
  const start = `response.redirect(${quoted(visit.startPath)})`;
  const renewal = lines(
    `  if (${token.expired}) {`,
    '    // Keep the refresh token of each answer: the one before is spent.',
    `    request.session.tokens = ${token.renew};`,
    '  }',
  );
  return lines(
    '',
    '// A page of yours that calls an API for the person.',
    `app.get(${quoted(visit.homePath)}, async (request, response) => {`,
    `  if (!request.session.tokens) return ${start};`,
    refreshes(visit) ? renewal : `  if (${token.expired}) return ${start};`,
    `  // await fetch(..., { headers: ${bearer('request.session.tokens')} })`,
    '  response.json({ signedIn: true, scope: request.session.tokens.scope });',
    '});',
    '',
    `app.listen(${visit.port}, ${quoted(visit.host ?? '0.0.0.0')}, () => console.log(${quoted(`Open ${startUrl(visit)}`)}));`,
    '',
  );
}

/** A function that notes when the access token expires; one that does not has no time. */
export const KEPT = `
function kept(tokens) {
  return { ...tokens, endsAt: tokens.expires_in && Date.now() + tokens.expires_in * 1000 };
}
`;

export const EXPIRED = 'request.session.tokens.endsAt < Date.now() + 60_000';
