import { comparableUri } from './model/resource.ts';

/** Whether a token with these resources (undefined: it names none) may be used at this one: who names none is for every API. */
export function isFor(resources: readonly string[] | undefined, resource: string): boolean {
  const comparable = comparableUri(resource);
  return resources?.some((uri) => comparableUri(uri) === comparable) ?? true;
}
