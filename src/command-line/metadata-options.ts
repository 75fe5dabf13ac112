import { type Command as Commander, Option, type OptionValues } from 'commander';
import { collect, Refused } from '../command.ts';
import type { ClientMetadata } from '../oauth/model/client-metadata.ts';
import { isSigningAlg, SIGNING_ALGS, type SigningAlg } from '../oauth/model/signing-key.ts';
import { PROFILES, type Profile } from '../oauth/profile.ts';
import { redirectUriProblem } from '../oauth/redirect-uri.ts';
import { serverUriProblem } from '../oauth/server-uri.ts';
import { VERIFIED_ALGS } from '../oauth/verify-jwt.ts';
import { sentenceOf } from '../web/words/en/problems.ts';

/** What an application registers for OpenID Connect; the options of `app set`. */
export function metadataOptions(commander: Commander): void {
  commander
    .option(
      '--post-logout-redirect-uri <uri>',
      'where people may be sent after they signed out; may be repeated',
      collect,
    )
    .option('--no-post-logout-redirect-uri', 'nowhere')
    .option('--backchannel-logout-uri <uri>', 'where its server is told that a session ended')
    .option('--no-backchannel-logout-uri', 'it is not told')
    .addOption(
      new Option(
        '--subject-type <type>',
        'pairwise: it knows people by numbers of its own, which no other application has',
      ).choices(['public', 'pairwise']),
    )
    .addOption(
      new Option(
        '--assertion-audience <name>',
        'what its client assertions name: issuer, or token-endpoint, as many libraries still do',
      ).choices(['issuer', 'token-endpoint']),
    )
    .option('--require-par', 'refuse requests that were not pushed (RFC 9126 §6)')
    .option('--no-require-par', 'take them from the browser too')
    .addOption(
      new Option(
        '--profile <name>',
        'what it is kept to: oauth-2.1 or fapi-2 turn the switches that they name, and refuse what does not fit',
      ).choices(PROFILES),
    )
    .option('--require-signed-request', 'refuse requests that it did not sign (RFC 9101 §10.5)')
    .option('--no-require-signed-request', 'take them unsigned too')
    .option('--require-jarm', 'refuse requests that do not ask for a signed answer (JARM)')
    .option('--no-require-jarm', 'answer unsigned too')
    .option(
      '--request-object-alg <name>',
      'the one algorithm that it signs requests with; any: each that the server takes',
    )
    .option('--request-uri <uri>', 'an address where the server may fetch its requests; may be repeated', collect)
    .option('--no-request-uri', 'none')
    .addOption(
      new Option(
        '--groups-claim <which>',
        'the groups that it may know a person is in: those that it is for, or all',
      ).choices(['own', 'all']),
    )
    .option('--require-factor', 'people come to it with a second factor, or set one up on the way')
    .option('--no-require-factor', 'a password is enough, unless it asks for more')
    .option('--id-token-claims', 'its ID tokens say what its scopes release of the person, not userinfo alone')
    .option('--no-id-token-claims', 'they do not')
    .option('--id-token-alg <name>', `what its ID tokens are signed with: ${SIGNING_ALGS.join(', ')}`)
    .option('--authorization-response-alg <name>', 'what signs its answers where it asks for a signed response mode')
    .addOption(
      new Option(
        '--access-token-format <format>',
        'opaque, or jwt: signed, for APIs that check them by themselves',
      ).choices(['opaque', 'jwt']),
    );
}

/** The members that were given; undefined where none was. */
export function metadataFrom(options: OptionValues): Partial<ClientMetadata> | undefined {
  const given: { -readonly [Name in keyof ClientMetadata]?: ClientMetadata[Name] } = {};
  const uris = options['postLogoutRedirectUri'] as readonly string[] | false | undefined;
  if (uris !== undefined) {
    given.postLogoutRedirectUris = uris === false ? [] : uris;
    for (const uri of given.postLogoutRedirectUris) {
      const problem = redirectUriProblem(uri);
      if (problem) throw new Refused(`--post-logout-redirect-uri: ${sentenceOf(problem)}`);
    }
  }
  const alg = signingAlgFrom(options, 'idTokenAlg', '--id-token-alg');
  if (alg !== undefined) given.idTokenSignedResponseAlg = alg;
  const answerAlg = signingAlgFrom(options, 'authorizationResponseAlg', '--authorization-response-alg');
  if (answerAlg !== undefined) given.authorizationSignedResponseAlg = answerAlg;
  const told = options['backchannelLogoutUri'] as string | false | undefined;
  if (told !== undefined) {
    const problem = told === false ? undefined : serverUriProblem(told);
    if (problem) throw new Refused(`--backchannel-logout-uri: ${sentenceOf(problem)}`);
    given.backchannelLogoutUri = told === false ? undefined : told;
  }
  const pushed = options['requirePar'] as boolean | undefined;
  if (pushed !== undefined) given.requirePushedAuthorizationRequests = pushed;
  const signed = options['requireSignedRequest'] as boolean | undefined;
  if (signed !== undefined) given.requireSignedRequestObject = signed;
  const jarm = options['requireJarm'] as boolean | undefined;
  if (jarm !== undefined) given.requireSignedResponse = jarm;
  const requestAlg = options['requestObjectAlg'] as string | undefined;
  if (requestAlg !== undefined) given.requestObjectSigningAlg = requestAlgOf(requestAlg);
  const requestUris = options['requestUri'] as readonly string[] | false | undefined;
  if (requestUris !== undefined) given.requestUris = requestUris === false ? [] : requestUris;
  for (const uri of given.requestUris ?? []) {
    const problem = serverUriProblem(uri.replace(/#.*$/, ''));
    if (problem) throw new Refused(`--request-uri: ${sentenceOf(problem)}`);
  }
  const factor = options['requireFactor'] as boolean | undefined;
  if (factor !== undefined) given.requireFactor = factor;
  const claims = options['idTokenClaims'] as boolean | undefined;
  if (claims !== undefined) given.idTokenClaims = claims;
  const subjectType = options['subjectType'] as 'public' | 'pairwise' | undefined;
  if (subjectType !== undefined) given.subjectType = subjectType;
  const audience = options['assertionAudience'] as 'issuer' | 'token-endpoint' | undefined;
  if (audience !== undefined) given.legacyAssertionAudience = audience === 'token-endpoint';
  const groups = options['groupsClaim'] as 'own' | 'all' | undefined;
  if (groups !== undefined) given.groupsClaim = groups;
  const profile = options['profile'] as Profile | undefined;
  if (profile !== undefined) given.profile = profile;
  const format = options['accessTokenFormat'] as 'opaque' | 'jwt' | undefined;
  if (format !== undefined) given.accessTokenFormat = format;
  return Object.keys(given).length === 0 ? undefined : given;
}

function requestAlgOf(name: string): string | undefined {
  if (name === 'any') return undefined;
  if (VERIFIED_ALGS.some((known) => known === name)) return name;
  throw new Refused(`--request-object-alg is any, ${VERIFIED_ALGS.join(', ')}, and not ${name}.`);
}

function signingAlgFrom(options: OptionValues, name: string, option: string): SigningAlg | undefined {
  const alg = options[name] as string | undefined;
  if (alg === undefined || isSigningAlg(alg)) return alg;
  throw new Refused(`${option} is ${SIGNING_ALGS.join(', ')}, and not ${alg}.`);
}
