import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';

/** A URL that programs call: no cookies, forms in, JSON out, no-store. */
export type Endpoint = {
  /** Its name in the metadata (RFC 8414 §2); undefined for what metadata does not list. */
  readonly name?: string;
  readonly path: string;
  /** Whether metadata lists it on this server; left out: it does. */
  readonly isServed?: (deps: Deps) => boolean;
  mount(app: FastifyInstance, deps: Deps): void;
};
