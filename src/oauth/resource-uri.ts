import { RESOURCE_URI } from './model/resource.ts';
import { parses } from './parses.ts';

/** Whether this can be the URI of a resource: absolute, without a fragment (RFC 8707 §2). */
export function isResourceUri(value: string): boolean {
  const [, scheme = '', authority = '', rest = ''] = RESOURCE_URI.exec(value) ?? [];
  if (authority === '') return rest !== '' && !/^https?:$/i.test(scheme);
  return parses(value);
}
