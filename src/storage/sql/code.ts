/** The one INSERT of authorization codes: one for each row of `from`. What is named is SQL, or parameters. */
export function insertCode(
  from: string,
  code: {
    readonly hash: string;
    readonly id: string;
    readonly client: string;
    readonly redirectUri: string;
    readonly registeredUri: string;
    readonly challenge: string;
    /** How long it lives, in seconds. */
    readonly seconds: string;
    /** The longest that any token of its family can live, in seconds: for so long it is evidence. */
    readonly familySeconds: string;
    readonly asked: string;
    readonly keyThumbprint: string;
  },
): string {
  return `
  INSERT INTO authorization_codes (hash, authorization_id, client_id, redirect_uri, registered_uri, challenge, expires_at, purge_at, asked_scope, key_thumbprint)
  SELECT ${code.hash}, ${code.id}, ${code.client}, ${code.redirectUri}, ${code.registeredUri}, ${code.challenge}, now() + $1::interval + make_interval(secs => ${code.seconds}),
    now() + $1::interval + make_interval(secs => ${code.familySeconds}, days => 30), ${code.asked}, ${code.keyThumbprint}
  FROM ${from}`;
}
