/**
 * SQL for: the application of the row `client` is for the person of this column: for everybody, or for a group that they are
 * in. It stands in every statement that issues, and in every one that answers about a token, so that who is taken out of a
 * group loses both at once; where everybody may use it, nothing is looked up. A person who is null: the client itself.
 */
export function mayUse(client: string, person: string): string {
  return `(NOT ${client}.restricted OR ${person} IS NULL OR may_use(${client}.id, ${person}))`;
}
