import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';

const TWO_YEARS_SECONDS = 63_072_000;

/**
 * A page on the way to a client, which may have opened it as a pop-up. `leaves`: its form may end at the client. Browsers
 * check form-action at every redirect that follows a form, those of the client's own callback too, and nobody here can know
 * where these lead: to another host, or to the scheme of an app. So such a page has no form-action at all.
 */
export type Authorization = { readonly leaves: boolean };

/** What a page needs beyond the strictest policy. */
export type PolicyNeeds = {
  /** It continues an authorization. */
  readonly authorization?: Authorization;
  readonly scripts?: boolean;
};

/** S120, S121, S122: the strictest headers for every page of the scope. */
export async function setSecurityHeaders(scope: FastifyInstance) {
  await scope.register(helmet, {
    global: false,
    strictTransportSecurity: { maxAge: TWO_YEARS_SECONDS, includeSubDomains: true },
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  scope.addHook('onRequest', (_request, reply, done) => {
    setPolicy(reply, {});
    done();
  });
  // Browsers apply it to every step of a chain of redirects: one on the way to a page that is a pop-up would cut the
  // pop-up off from the client that waits for it. What is shown at the end has its own.
  scope.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.statusCode >= 300 && reply.statusCode < 400) reply.header('cross-origin-opener-policy', 'unsafe-none');
    done(null, payload);
  });
}

/** Widens the headers of this one answer. */
export function widenPolicy(reply: FastifyReply, needs: PolicyNeeds) {
  if (needs.scripts || needs.authorization) setPolicy(reply, needs);
}

type Headers = Readonly<Record<string, string>>;

const made = new Map<string, Headers>();

/** The headers of helmet, which makes them anew for every answer: for the same needs they are the same. */
function setPolicy(reply: FastifyReply, needs: PolicyNeeds) {
  const key = `${needs.scripts === true} ${needs.authorization?.leaves}`;
  const headers = made.get(key) ?? makeHeaders(reply, needs);
  made.set(key, headers);
  reply.headers(headers);
}

function makeHeaders(reply: FastifyReply, needs: PolicyNeeds): Headers {
  const before = new Set(reply.raw.getHeaderNames());
  reply.helmet({
    contentSecurityPolicy: policy(needs),
    // Clients open the pages of an authorization as pop-ups and wait for them.
    ...(needs.authorization ? { crossOriginOpenerPolicy: { policy: 'unsafe-none' as const } } : {}),
  });
  const names = reply.raw.getHeaderNames().filter((name) => !before.has(name));
  const headers = Object.fromEntries(names.map((name) => [name, String(reply.raw.getHeader(name))]));
  for (const name of names) reply.raw.removeHeader(name);
  return headers;
}

function policy(needs: PolicyNeeds) {
  return {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'style-src': ["'self'"],
      'img-src': ["'self'"],
      ...(needs.scripts ? { 'script-src': ["'self'"] } : {}),
      'base-uri': ["'none'"],
      'object-src': ["'none'"],
      'frame-ancestors': ["'none'"],
      ...(needs.authorization?.leaves ? {} : { 'form-action': ["'self'"] }),
    },
  };
}
