/** For what tokens of a family are asked: the URIs of resources, and the only scopes that they carry; undefined: all. */
export type Target = { readonly resources: readonly string[]; readonly scopes: readonly string[] | undefined };

/** The family names these resources, and the request others, or none: nothing was consumed. */
export type Targeted = { readonly outcome: 'targeted'; readonly resources: readonly string[] };
