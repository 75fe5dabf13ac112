import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { OAuthError } from '../../oauth/errors.ts';
import { parseForm } from '../frame/form.ts';

const BODY_BYTES = 64 * 1024;
/** What a form may say that it is written in: form-encoded text is ASCII, which is the same bytes in all of these. */
const CHARSET = /^charset\s*=\s*"?(?:utf-?8|us-ascii|iso-8859-1|latin1|windows-1252)"?$/i;

const LONGEST = 40; // signs of a charset's name that are said again

/** A form in a charset in which its bytes would be another form. */
export class OtherCharset extends Error {
  readonly statusCode = 415;
  /** As it was named: printable ASCII. */
  readonly charset: string;

  constructor(charset: string) {
    super('A form is in UTF-8.');
    this.charset = charset;
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** JSON in, as its text, and no form (RFC 7591 §3.1). */
    json?: boolean;
  }
}

/** JSON where forms are read: refused before it is. */
class OtherMediaType extends Error {
  readonly statusCode = 415;
}

/** Forms in, and no other body but where the endpoint reads JSON. A form in UTF-16 or the like is refused: read as UTF-8, its bytes are another form. */
export async function readForms(scope: FastifyInstance) {
  scope.removeAllContentTypeParsers();
  scope.addHook('preParsing', (request, _reply, payload, done) => {
    const type = request.headers['content-type'];
    const { json } = request.routeOptions.config;
    const foreign = foreignCharset(type);
    if (foreign !== undefined) done(new OtherCharset(foreign));
    else if (type !== undefined && json && !isJson(type)) done(new OAuthError('registration-not-json'));
    // Where nothing is, that is what is to be said: programs send JSON to the registration of a server that has none.
    else if (type !== undefined && !json && !request.is404 && isJson(type)) done(new OtherMediaType());
    else done(null, payload);
  });
  scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  await scope.register(formbody, { bodyLimit: BODY_BYTES, parser: parseForm as never });
}

function isJson(type: string): boolean {
  return /^application\/json\s*(?:;|$)/i.test(type);
}

function foreignCharset(type: string | undefined): string | undefined {
  if (!type?.includes(';')) return undefined;
  const [, ...parameters] = type.split(';').map((part) => part.trim());
  const foreign = parameters.find((parameter) => /^charset/i.test(parameter) && !CHARSET.test(parameter));
  return foreign?.replace(/[^ -~]/g, '?').slice(0, LONGEST);
}
