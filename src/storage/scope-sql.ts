/**
 * SQL for what of a granted scope the client may still have, in order, as one text: recomputed whenever a token is
 * issued. `granted` is a text of names, `allowed` a text[]; `asked` a text[] or null for all of it.
 */
export function allowedScope(granted: string, allowed: string, asked = 'NULL::text[]'): string {
  return `CASE WHEN ${asked} IS NULL AND ${allowed} @> string_to_array(${granted}, ' ') THEN ${granted}
    ELSE array_to_string(ARRAY(SELECT name FROM unnest(string_to_array(${granted}, ' ')) WITH ORDINALITY AS g(name, place)
      WHERE name = ANY (${allowed}) AND (${asked} IS NULL OR name = ANY (${asked})) ORDER BY place), ' ') END`;
}
