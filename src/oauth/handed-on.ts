import type { Client } from './model/client.ts';

/** Something of a client that whoever had it before entered and that is there still; `values` are what people call it by. */
export type LeftBehind = {
  readonly what: 'keys' | 'issuers' | 'redirectUris';
  readonly values: readonly string[];
};

/** What whoever had this client before entered, and nobody has changed or looked at since, beside its secrets. */
export function leftBehind({ handedOn, redirectUris, metadata }: Client): readonly LeftBehind[] {
  if (!handedOn) return [];
  const { jwks, jwksUri, workloads, peopleIssuers } = handedOn;
  const keys = stillOf(jwks?.keys ?? [], metadata.jwks?.keys ?? []);
  const issuers = [...stillOf(workloads, metadata.workloads), ...stillOf(peopleIssuers, metadata.peopleIssuers)];
  const left: readonly LeftBehind[] = [
    {
      what: 'keys',
      values: [
        ...keys.map(({ kid, kty }) => String(kid ?? kty)),
        ...(jwksUri !== undefined && jwksUri === metadata.jwksUri ? [jwksUri] : []),
      ],
    },
    { what: 'issuers', values: [...new Set(issuers.map(({ issuer }) => issuer))] },
    { what: 'redirectUris', values: stillOf(handedOn.redirectUris, redirectUris) },
  ];
  return left.filter(({ values }) => values.length > 0);
}

/** Both come from the database, which puts members in an order of its own. */
function stillOf<Each>(before: readonly Each[], now: readonly Each[]): readonly Each[] {
  const known = new Set(before.map((each) => JSON.stringify(each)));
  return now.filter((each) => known.has(JSON.stringify(each)));
}
