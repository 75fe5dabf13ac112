const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * The object that this JSON is; undefined where it is none, or a member of it comes twice: parsers differ in which of them
 * they take (RFC 7519 §4, RFC 8725 §2.4).
 */
export function readObject(json: string): Readonly<Record<string, unknown>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return hasRepeatedMembers(json) ? undefined : (value as Readonly<Record<string, unknown>>);
}

/** Of JSON that can be parsed. */
function hasRepeatedMembers(json: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const names = open.at(-1);
      const name: string = JSON.parse(last); // "a" and "\u0061" are one name
      if (names?.has(name)) return true;
      names?.add(name);
    }
    last = token;
  }
  return false;
}
