import { bearer, lines, quoted, refreshes, startUrl, type Visit } from './snippet.ts';

export const EXPRESS = ['express', 'express-session'];

/** A session, which every program with Express has before the library begins. */
export function sessionOf({ host }: Visit): string {
  const behind = host === undefined; // what stands before it has the certificate
  return lines(
    '',
    'const app = express();',
    behind && "app.set('trust proxy', 1); // whose X-Forwarded-Proto says that people come by https",
    '// Sessions end with the process: give the secret a value of your own, and sessions a store.',
    `const cookie = { sameSite: 'lax'${behind ? ', secure: true' : ''} };`,
    'app.use(session({ secret: randomUUID(), resave: false, saveUninitialized: false, cookie }));',
    '',
  );
}

/** A path as Express takes it, in which some signs have a meaning. */
export function route(path: string): string {
  return quoted(path.replace(/[()[\]+!:]/g, '\\$&'));
}

/** How a library knows that a token has expired, gets the next tokens, and says why it was refused. */
type Ways = { readonly expired: string; readonly renew: string; readonly why: string };

/** A page that uses the token, what happens when something is refused, and the start. */
export function usePage(visit: Visit, token: Ways): string {
  const start = `response.redirect(${quoted(visit.startPath)})`;
  const renewal = lines(
    `  if (${token.expired}) {`,
    '    // Keep the refresh token of each answer: the one before is consumed.',
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
    '// What was refused and why, with a page about it, is for you; people are told less.',
    'app.use((error, request, response, next) => {',
    `  console.error(${token.why});`,
    '  response.status(403).json({ signedIn: false });',
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
