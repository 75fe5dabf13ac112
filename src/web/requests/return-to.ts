import type { FastifyRequest } from 'fastify';
import { field, queryOf } from '../frame/form.ts';

/** Where people go when no other place is known. */
export const HOME = '/';

const LONGEST = 16_384;

/**
 * A path of ours to which a person may be sent, or HOME (S124). Only printable ASCII that starts with one slash: no
 * authority (`//`, `/\`), no scheme, no control character, and nothing that decodes into one of them.
 */
export function localPath(value: string): string {
  if (value.length > LONGEST || !/^\/[\x21-\x7e]*$/.test(value)) return HOME;
  const [path = ''] = value.split(/[?#]/, 1);
  if (/^\/[/\\]/.test(path) || /[\\]|%(?:2f|5c|0[0-9a-f]|1[0-9a-f]|25)/i.test(path) || path.includes('//')) return HOME;
  if (path.split('/').some((part) => /^(?:\.|%2e){1,2}$/i.test(part))) return HOME;
  // What a browser makes of it must still be the same path on the same origin.
  const url = new URL(value, 'https://origin.invalid');
  return url.origin === 'https://origin.invalid' && url.pathname === path ? value : HOME;
}

const RAW = 'return_to=/';

/**
 * This page with the place to which it leads back. One that has escapes stands at the end as it is: escaped once more, a
 * long `state` is too long for the buffers of proxies.
 */
export function withReturnTo(page: string, returnTo: string): string {
  const staysAsItIs = /%/.test(returnTo) && /^\/[\w.~!$&()*+,;=:@/?%-]*$/.test(returnTo); // in browsers (URL Standard)
  return `${page}?${staysAsItIs ? `return_to=${returnTo}` : new URLSearchParams({ return_to: returnTo })}`;
}

/** Where the request says that its page leads back to, or HOME (S124). */
export function returnToOf(request: FastifyRequest): string {
  const query = request.url.slice(pathOf(request).length + 1);
  return localPath(query.startsWith(RAW) ? query.slice(RAW.length - 1) : field(queryOf(request), 'return_to'));
}

/** The path of the request, without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? HOME;
}
