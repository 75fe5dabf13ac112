import type { Resource } from '../oauth/model/resource.ts';

export type ResourceRow = {
  readonly uri: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly access_token_format: Resource['accessTokenFormat'] | null;
  readonly access_token_seconds: number | null;
};

export function toResource(row: ResourceRow): Resource {
  return {
    uri: row.uri,
    name: row.name,
    scopes: row.scopes,
    accessTokenFormat: row.access_token_format ?? undefined,
    accessTokenSeconds: row.access_token_seconds ?? undefined,
  };
}
