import { type Parameters, readParameters } from '../oauth/parameters.ts';
import { type Dialect, renamed, type TokenAlias } from './dialect.ts';

/** A code flow whose document asks for `response_type=token` and says redirect_url; it knows neither state nor PKCE. */
export const communityMaps: Dialect = {
  name: 'community-maps',
  forPublic: false,
  publicQuery: [],
  // Without state and PKCE nothing but the person's answer ties a code to who asked for it.
  remembersConsent: false,
  authorizationRequest: (parameters) => codeForToken(redirectUrl(parameters)),
  tokenRequest: redirectUrl,
  ownGrant: () => undefined,
  tokenAnswer: async (answer) => answer,
};

export const communityMapsTokens: TokenAlias = {
  dialect: communityMaps.name,
  path: '/oauth2/access_token',
  query: [],
};

function redirectUrl(parameters: Parameters): Parameters {
  return renamed(parameters, 'redirect_url', 'redirect_uri');
}

function codeForToken(parameters: Parameters): Parameters {
  if (!parameters.all('response_type').includes('token')) return parameters;
  const turned = [...parameters.pairs].map(([name, value]): [string, string] =>
    name === 'response_type' && value === 'token' ? [name, 'code'] : [name, value],
  );
  return readParameters(new URLSearchParams(turned));
}
