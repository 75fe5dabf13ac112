import type { ClientMetadata } from './client-metadata.ts';

/** By what whoever had a client before may still be taken for it, or get what is meant for it, beside its secrets. */
export type HandedOn = Pick<ClientMetadata, 'jwks' | 'jwksUri' | 'workloads' | 'peopleIssuers'> & {
  readonly redirectUris: readonly string[];
};
