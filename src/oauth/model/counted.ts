/** How many there are: exactly, or where they are very many, about or at least so many. */
export type Counted = { readonly count: number; readonly exact: boolean };
