import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';

/** A URL that people visit: session, form check, security headers, HTML. Named as its view and its test. */
export type Page = {
  readonly name: string;
  readonly path: string;
  /** Registers the page's routes: GET, and the POST and sub-paths that belong to it. */
  mount(app: FastifyInstance, deps: Deps): void;
};
