import type { Snippet } from '../snippet.ts';
import { curl } from './curl.ts';
import { fastifyOauth2 } from './fastify-oauth2.ts';
import { inBrowser } from './fetch.ts';
import { openidClient } from './openid-client.ts';
import { passportOauth2 } from './passport-oauth2.ts';
import { simpleOauth2 } from './simple-oauth2.ts';

/** Every library that the example page has a program for, the one to begin with first. */
export const snippets: readonly Snippet[] = [
  openidClient,
  simpleOauth2,
  passportOauth2,
  fastifyOauth2,
  inBrowser,
  curl,
];
