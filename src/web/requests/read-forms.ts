import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { parseForm } from '../frame/form.ts';

const BODY_BYTES = 64 * 1024;
/** What a form may say that it is written in: form-encoded text is ASCII, which is the same bytes in all of these. */
const CHARSET = /^charset\s*=\s*"?(?:utf-?8|us-ascii|iso-8859-1|latin1|windows-1252)"?$/i;

class OtherCharset extends Error {
  readonly statusCode = 415;
}

/** Forms in, and no other body. A form in UTF-16 or the like is refused: read as UTF-8, its bytes are another form. */
export async function readForms(scope: FastifyInstance) {
  scope.removeAllContentTypeParsers();
  scope.addHook('preParsing', (request, _reply, payload, done) => {
    if (isForeign(request.headers['content-type'])) done(new OtherCharset('another charset than UTF-8'));
    else done(null, payload);
  });
  await scope.register(formbody, { bodyLimit: BODY_BYTES, parser: parseForm as never });
}

function isForeign(type: string | undefined): boolean {
  if (!type?.includes(';')) return false;
  const [, ...parameters] = type.split(';').map((part) => part.trim());
  return parameters.some((parameter) => /^charset/i.test(parameter) && !CHARSET.test(parameter));
}
