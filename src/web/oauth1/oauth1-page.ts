import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { OAuth1Stores } from '../../oauth1/stores.ts';
import type { Page } from '../page.ts';

/** What pages of OAuth 1.0a are given. */
export type OAuth1Deps = Deps & { readonly oauth1: OAuth1Stores };

/** A page of OAuth 1.0a: where that is switched off there is none. */
export function oauth1Page(name: string, path: string, mount: (app: FastifyInstance, deps: OAuth1Deps) => void): Page {
  return {
    name,
    path,
    mount(app, { oauth1, ...others }) {
      if (oauth1) mount(app, { ...others, oauth1 });
    },
  };
}
