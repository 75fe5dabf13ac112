import { type Command as Commander, Option, type OptionValues } from 'commander';
import { collect, Refused } from '../command.ts';
import type { ClientMetadata } from '../oauth/model/client-metadata.ts';
import { isSigningAlg, SIGNING_ALGS } from '../oauth/model/signing-key.ts';
import { redirectUriProblem } from '../oauth/redirect-uri.ts';
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
    .option('--id-token-alg <name>', `what its ID tokens are signed with: ${SIGNING_ALGS.join(', ')}`)
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
  const alg = options['idTokenAlg'] as string | undefined;
  if (alg !== undefined) {
    if (!isSigningAlg(alg)) throw new Refused(`--id-token-alg is ${SIGNING_ALGS.join(', ')}, and not ${alg}.`);
    given.idTokenSignedResponseAlg = alg;
  }
  const pushed = options['requirePar'] as boolean | undefined;
  if (pushed !== undefined) given.requirePushedAuthorizationRequests = pushed;
  const subjectType = options['subjectType'] as 'public' | 'pairwise' | undefined;
  if (subjectType !== undefined) given.subjectType = subjectType;
  const audience = options['assertionAudience'] as 'issuer' | 'token-endpoint' | undefined;
  if (audience !== undefined) given.legacyAssertionAudience = audience === 'token-endpoint';
  const format = options['accessTokenFormat'] as 'opaque' | 'jwt' | undefined;
  if (format !== undefined) given.accessTokenFormat = format;
  return Object.keys(given).length === 0 ? undefined : given;
}
