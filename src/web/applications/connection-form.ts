import type { FastifyRequest } from 'fastify';
import type { ConnectionProblem, TypedConnection } from '../../oauth/client-connection.ts';
import { SIGNING_ALGS } from '../../oauth/model/signing-key.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Words } from '../words/index.ts';

const MOST_LINES = 100;

/** How an application proves itself and what its tokens are like, as it was typed. */
export function typedConnection(request: FastifyRequest): TypedConnection {
  const fields = formOf(request);
  return {
    authMethods: fields.getAll('auth_method'),
    jwks: field(fields, 'jwks'),
    jwksUri: field(fields, 'jwks_uri'),
    idTokenAlg: field(fields, 'id_token_alg'),
    idTokenClaims: fields.has('id_token_claims'),
    signedAccessTokens: fields.has('signed_access_tokens'),
    pairwise: fields.has('pairwise'),
    requireFactor: fields.has('require_factor'),
    postLogoutRedirectUris: field(fields, 'post_logout_redirect_uris').split(/\r\n|\r|\n/, MOST_LINES),
    backchannelLogoutUri: field(fields, 'backchannel_logout_uri'),
  };
}

/** What views/application-connection.eta shows: what was typed, and beside each field what is wrong with it. */
export function connectionForm(
  words: Words,
  typed: TypedConnection,
  open: readonly string[],
  problems: readonly ConnectionProblem[],
) {
  const text = words['application-connection'];
  const wrong = (name: keyof TypedConnection) => {
    const said = problems
      .filter((problem) => problem.field === name)
      .map(({ line, problem }) =>
        line === undefined ? words.sentenceOf(problem) : text.line(line, words.sentenceOf(problem)),
      );
    return said.length > 0 ? said.join('\n') : undefined;
  };
  const area = { mono: true } as const;
  const keys: Readonly<Record<string, Field>> = {
    jwks: { id: 'jwks', ...text.jwks, ...area, rows: 5, value: typed.jwks, error: wrong('jwks') },
    jwksUri: { id: 'jwks_uri', ...text.jwksUri, ...area, type: 'url', value: typed.jwksUri, error: wrong('jwksUri') },
  };
  const logout: Readonly<Record<string, Field>> = {
    postLogoutRedirectUris: {
      id: 'post_logout_redirect_uris',
      ...text.postLogoutRedirectUris,
      ...area,
      rows: Math.min(8, Math.max(2, typed.postLogoutRedirectUris.length)),
      value: typed.postLogoutRedirectUris.join('\n'),
      error: wrong('postLogoutRedirectUris'),
    },
    backchannelLogoutUri: {
      id: 'backchannel_logout_uri',
      ...text.backchannelLogoutUri,
      ...area,
      type: 'url',
      value: typed.backchannelLogoutUri,
      error: wrong('backchannelLogoutUri'),
    },
  };
  const choices = {
    methods: { id: 'auth_methods', label: text.methods, error: wrong('authMethods') },
    alg: { id: 'id_token_algs', label: text.alg, error: wrong('idTokenAlg') },
  };
  return {
    all: { ...choices, ...keys, ...logout },
    choices,
    keys,
    logout,
    methods: open.map((name) => ({
      name,
      sentence: text.methodSentences[name] ?? name,
      checked: typed.authMethods.includes(name),
    })),
    algs: SIGNING_ALGS.map((name) => ({ name, checked: typed.idTokenAlg === name })),
    people: { name: 'require_factor', ...text.requireFactor, checked: typed.requireFactor },
    marks: [
      { name: 'id_token_claims', ...text.idTokenClaims, checked: typed.idTokenClaims },
      { name: 'signed_access_tokens', ...text.signedAccessTokens, checked: typed.signedAccessTokens },
      { name: 'pairwise', ...text.pairwise, checked: typed.pairwise },
    ],
  };
}
