import type { FastifyRequest } from 'fastify';

/** Text that is not a form: URLSearchParams would repair it silently, and so read something nobody sent. */
export class MalformedForm extends Error {
  readonly statusCode = 400;

  constructor() {
    super('malformed form or query');
    this.name = 'MalformedForm';
  }
}

const MOST_FIELDS = 504; // 500 of a form, and what is added on its way

/**
 * Reads `application/x-www-form-urlencoded` text; refuses bad escapes, bytes that are not UTF-8, and NUL. In a scope NUL is one of
 * many signs that no name may have, and its reader says so (oauth/scope.ts).
 */
export function parseForm(text: string): URLSearchParams {
  // A raw U+FFFD is what decoding the body made of bytes that were not UTF-8.
  if (text.includes('\uFFFD')) throw new MalformedForm();
  let plain: string;
  try {
    plain = decodeURIComponent(text);
  } catch {
    throw new MalformedForm();
  }
  const fields = new URLSearchParams(text);
  if (plain.includes('\0') && [...fields].some(([name, value]) => hasNul(name, value))) throw new MalformedForm();
  if (fields.size > MOST_FIELDS) throw new MalformedForm();
  return fields;
}

/** Whether a field that was not written as text of a form says what none may say. */
export function isRefused(name: string, value: string): boolean {
  return hasNul(name, value) || name.includes('\uFFFD') || value.includes('\uFFFD');
}

function hasNul(name: string, value: string): boolean {
  return name.includes('\0') || (value.includes('\0') && name !== 'scope');
}

/** The fields of a posted form; none when there was no body. */
export function formOf(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

/** The query of the request's URL, read as strictly as a form. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  const start = request.url.indexOf('?');
  return start === -1 ? new URLSearchParams() : parseForm(request.url.slice(start + 1));
}

/** The value of a field, or '' where it is absent or sent twice. */
export function field(fields: URLSearchParams, name: string): string {
  const values = fields.getAll(name);
  return values.length === 1 ? (values[0] ?? '') : '';
}
