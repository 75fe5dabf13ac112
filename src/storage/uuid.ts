const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether Postgres would take it for a uuid: what comes out of a URL or a form is asked here first. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
