import type { NotAccepted } from '../../../oauth/authenticate-client.ts';
import type { WhyNotExchanged } from '../../../oauth/grants/token-exchange.ts';
import type { NotActive } from '../../../oauth/model/client.ts';
import type { JwtFault } from '../../../oauth/verify-jwt.ts';
import type { WhyCode, WhyRefreshToken } from '../../../oauth/why-refused.ts';

/** What happened, and what to do. */
type Reasons<Why extends string> = Readonly<Record<Why, readonly [string, string]>>;

const notActive: Reasons<NotActive> = {
  'in-review': [
    'The application waited for an administrator and could do nothing yet.',
    'An administrator of this server approves it; until then every request of it is refused.',
  ],
  rejected: [
    'An administrator had rejected the application.',
    'What has to change stands on its page. Change it under Edit: with that it waits for an administrator again.',
  ],
  disabled: [
    'An administrator had disabled the application.',
    'Only an administrator of this server can enable it again: ask one.',
  ],
};

const notAccepted: Reasons<NotAccepted> = {
  ...notActive,
  'no-secret': [
    'The application is confidential, and no secret was sent.',
    'Send the secret in the Authorization header (Basic), or as client_secret in the body. If your program should do that, look for an empty variable in its configuration. If it runs on a device, in a browser or on people’s own computers it can keep no secret: register it as public.',
  ],
  'public-with-secret': [
    'The application is public: it has no secret and must send none.',
    'Send client_id in the body and nothing else to prove who it is. If it runs on a server, make it confidential.',
  ],
  'wrong-secret': [
    'The secret is not one of its live ones: mistyped, replaced or expired.',
    'Copy it again from where you keep it, without a space or line end behind it. If it is lost, make a new one.',
  ],
  'other-method': [
    'The secret was right, but sent in a way that the application does not allow.',
    'Send it in the way that stands under Registered: Basic is the Authorization header, post is the body.',
  ],
  profile: [
    'The security profile of the application does not allow this way of proving who it is.',
    'Sign a client_assertion (private_key_jwt), or connect with a certificate, and register the key or its name. The page of the application says what else is missing.',
  ],
  'certificate-other': [
    'The certificate of the connection is not the registered one.',
    'Connect with the certificate that is registered, or register what stands under Sent: its subject, one of its names, or, where it is self-signed, the certificate itself in the x5c of a key.',
  ],
  'assertion-workload': [
    'The token is of no workload that the application trusts.',
    'Its issuer, subject and audience stand under Sent. An administrator adds them (latchkey app set CLIENT_ID --workload), or the workload asks its issuer for a token with the audience that is trusted.',
  ],
  'assertion-malformed': [
    'client_assertion is no signed JSON Web Token, or a member in it comes twice.',
    'Send a JWT in compact form - three parts with dots between them - that a library has made, unencrypted.',
  ],
  'assertion-header': [
    'The header of the client_assertion has a member that is not taken.',
    'It needs alg, and kid where there are several keys. crit, b64 and zip are refused.',
  ],
  'assertion-type': [
    'The client_assertion says in typ that it is something else.',
    'Leave typ out, or send JWT or client-authentication+jwt.',
  ],
  'assertion-algorithm': [
    'The client_assertion is signed with an algorithm that the application does not have.',
    'Sign with the registered one; the metadata lists those that this server takes (token_endpoint_auth_signing_alg_values_supported).',
  ],
  'assertion-key': [
    'No registered key of the application fits the kid and alg of the client_assertion.',
    'Register the public key, with this kid, or sign with the key that is registered.',
  ],
  'assertion-keys-not-fetched': [
    'The keys at the jwks_uri of the application could not be fetched.',
    'It must be an https address that can be reached from here and answers with the JWK Set itself. It is asked again with the next assertion.',
  ],
  'assertion-keys-not-taken': [
    'What is at the jwks_uri of the application is no set of public keys, or has one that is not taken.',
    'Publish public keys alone, RSA of 2048 bits, curves from P-256 on, each with a kid of its own.',
  ],
  'assertion-signature': [
    'The signature of the client_assertion was not made with the registered key.',
    'Register the public key of the pair that your program signs with.',
  ],
  'assertion-claims': [
    'A claim of the client_assertion is missing or wrong.',
    'Send iss and sub, both the client_id, aud, exp and jti; exp, iat and nbf are numbers of seconds.',
  ],
  'assertion-expired': ['The client_assertion had expired.', 'Make one for each request, and look at the clock.'],
  'assertion-early': [
    'The client_assertion was made in the future, or may not be used yet.',
    'Look at the clock of the machine that signs: ten seconds ahead are forgiven.',
  ],
  'assertion-audience': [
    'The client_assertion is not for this server alone.',
    'Send aud as one string, the issuer as it stands in the metadata. The address of the token endpoint counts only where an administrator allowed it, and never with typ client-authentication+jwt.',
  ],
  'assertion-long-lived': [
    'The client_assertion lives for more than five minutes.',
    'Set exp to a minute from now, and make one for each request.',
  ],
  'assertion-repeated': [
    'The client_assertion had been used before.',
    'Make one for each request, each with a jti of its own, also where a request is sent again.',
  ],
};

const grantAssertions: Reasons<JwtFault | 'workload' | 'factor' | 'person' | 'consent' | 'repeated'> = {
  workload: [
    'The assertion is of no issuer, subject and audience that the application trusts.',
    'What it says stands under Sent. An administrator adds it (latchkey app set CLIENT_ID --workload, or --people-by for an issuer that names people).',
  ],
  factor: [
    'The assertion names a person, and the people of the application need a second factor.',
    'An issuer does not say here how it knows somebody. Send the person through authorize, where they are asked for the factor.',
  ],
  person: [
    'The assertion names nobody who may use the application here.',
    'By address it is somebody who confirmed the same one here, by sub the id of their account; the account is enabled, and in a group that the application is for.',
  ],
  consent: [
    'The person that the assertion names has not allowed the application what it asks for.',
    'Send the person through authorize once, with the same scopes and resources; prompt=consent asks also where the application is trusted.',
  ],
  repeated: [
    'The assertion had been used before.',
    'Ask the issuer for one for each request, each with a jti of its own.',
  ],
  malformed: [
    'The assertion is no signed JSON Web Token, or a member in it comes twice.',
    'Send the JWT of the issuer in compact form, three parts with dots between them, unencrypted.',
  ],
  header: [
    'The header of the assertion has a member that is not taken.',
    'It needs alg, and kid where there are several keys. crit, b64 and zip are refused.',
  ],
  type: ['The assertion says in typ that it is something else.', 'Let the issuer leave typ out, or write JWT.'],
  algorithm: [
    'The assertion is signed with an algorithm that is not taken.',
    'RS256, PS256, ES256, EdDSA and the longer ones of their kind are.',
  ],
  key: [
    'No key of the issuer fits the kid and alg of the assertion.',
    'Look whether the issuer has new keys: an administrator who wrote them down writes the new ones (latchkey app set CLIENT_ID --issuer-keys).',
  ],
  'keys-not-fetched': [
    'The keys of the issuer could not be fetched.',
    'Its /.well-known/openid-configuration and the jwks_uri in it must be reached from here over https. Or an administrator writes its keys down (--issuer-keys).',
  ],
  'keys-not-taken': [
    'What the issuer publishes is not about itself, or no set of public keys.',
    'The issuer in its /.well-known/openid-configuration must be the one that is trusted, character by character.',
  ],
  signature: [
    'The signature of the assertion was not made with a key of the issuer.',
    'Ask the issuer for a fresh one, and send it unchanged.',
  ],
  claims: [
    'A claim of the assertion is missing or wrong; which one stands under Sent.',
    'It has iss, sub, aud and exp. One that names a person has aud as one string, iat and jti too, is made and ends within five minutes and, by address, has email with email_verified true.',
  ],
  expired: ['The assertion had expired.', 'Ask the issuer for one for each request, and look at the clock.'],
  early: [
    'The assertion was made in the future, or may not be used yet.',
    'Look at the clock of the issuer: ten seconds ahead are forgiven.',
  ],
};

const exchanges: Reasons<WhyNotExchanged> = {
  'not-named': [
    'The token that was to be exchanged does not live, or is of an application that is not named for this one.',
    'Exchange it while it lives, and ask an administrator to name its application (latchkey app set CLIENT_ID --exchanges-from).',
  ],
  person: [
    'The token that was to be exchanged is of an application for itself, and of no person.',
    'Exchange tokens that a person’s approval gave.',
  ],
  key: [
    'The token that was to be exchanged is bound to a key, and the request did not prove it.',
    'Send a DPoP proof by that key, or connect with that certificate.',
  ],
  factor: [
    'The token is of somebody who signed in with a password alone, and the people of this application need a second factor.',
    'Let the application that got the token ask for two factors (acr_values=aal2, or --require-factor), and exchange a token from after that.',
  ],
  'sign-in-unknown': [
    'Nobody knows how the person of the token signed in, and the people of this application need a second factor.',
    'Sign-ins are kept with tokens that were asked for with the scope openid, on a page. Let the application that got the token ask for openid, and for two factors (acr_values=aal2).',
  ],
  chain: [
    'The token has been through too many exchanges.',
    'Exchange the first one of the chain, where the application may.',
  ],
  ended: [
    'The token ended while it was exchanged, or its person may not use this application.',
    'Get a fresh token, and look whether the application is for the groups of its person.',
  ],
};

const codes: Reasons<WhyCode> = {
  'not-ours': [
    'What was sent as the code is no code of this server.',
    'It was cut off, changed or decoded twice. Take the parameter code from the query of the redirect URI, decoded once.',
  ],
  unknown: [
    'There is no such code for this application.',
    'Send the same client_id to authorize and to the token endpoint, and both to the same server.',
  ],
  consumed: [
    'The code had been used before.',
    'Exchange it once: a page that is loaded twice (reload, prefetch, two workers) sends it twice. If it came again more than ten seconds after its first use, the tokens of that have ended too.',
  ],
  expired: ['The code came too late.', 'Exchange it at once, on the server: it lasts for about a minute.'],
  'no-verifier': [
    'The authorization request had a code_challenge, but no code_verifier came with the code.',
    'Keep the code_verifier in the session of the person, and send it along with the code.',
  ],
  'needless-verifier': [
    'A code_verifier came with the code, but the authorization request had no code_challenge.',
    'Send code_challenge and code_challenge_method=S256 to authorize, too.',
  ],
  'other-verifier': [
    'The code_verifier is not the one that the code_challenge was made from.',
    'Keep one code_verifier for each state: two tabs must not share it. The challenge is the SHA-256 digest of its text, in base64url.',
  ],
  'other-address': [
    'The redirect_uri is not the one of the authorization request.',
    'Send the same redirect_uri to authorize and with the code, character by character.',
  ],
  'other-key': [
    'The authorization request named a key (dpop_jkt), and the code came with no proof, or one of another key.',
    'Make the DPoP proof of the token request with the key whose thumbprint went to authorize, and keep that key until the code is exchanged.',
  ],
  'too-many-misses': [
    'The code ended after three attempts in which something else was wrong.',
    'See what was refused just before, and start again at authorize.',
  ],
  ended: [
    'What the person had allowed ended before the code was used, or the application was changed meanwhile.',
    'Send the person to authorize again.',
  ],
};

const refreshTokens: Reasons<WhyRefreshToken> = {
  'not-ours': [
    'What was sent as the refresh token is no refresh token of this server.',
    'It was cut off or changed, or it is an access token. Store the whole value of refresh_token.',
  ],
  unknown: [
    'There is no such refresh token for this application.',
    'It is one of another application or server, or it ended more than 30 days ago. Send the person to authorize again.',
  ],
  consumed: [
    'The refresh token had been used before, so all tokens of that approval have ended.',
    'Store the refresh token of every answer in the place of the one before, and let one process at a time refresh.',
  ],
  expired: ['The refresh token was too old, or not used for too long.', 'Send the person to authorize again.'],
  'family-reused': [
    'All tokens of that approval had ended, because a code or refresh token of it was used twice.',
    'Store the refresh token of every answer in the place of the one before, let one process at a time refresh, and send the person to authorize again.',
  ],
  'other-key': [
    'The refresh token is bound to a key, and came with no DPoP proof, or one of another key.',
    'Keep the key pair as long as the refresh token, and make a proof with it for every refresh. If the key is lost, send the person to authorize again.',
  ],
  revoked: [
    'Your application had revoked this refresh token, or a token that came with it.',
    'Forget tokens that you revoke. Send the person to authorize again when they want to come back.',
  ],
  ended: [
    'What the person had allowed has ended: they took it back or changed their password, or an administrator ended it. Or your application had lost the refresh grant since.',
    'Send the person to authorize again.',
  ],
};

/** Something that an application sent and that was refused, as its owner reads it. */
export const applicationRefusals = {
  title: (name: string) => `Refusals of ${name}`,
  heading: 'Refusals',
  lead: 'What was sent lately in the name of this application and refused, the latest first. Equal ones are counted together; the newest fifty are kept. Only its owner and administrators see them. Anybody who knows the client ID can send some of it: what you do not recognize need not come from it.',
  empty: 'Nothing was refused',
  emptyLead:
    'When a request of this application is refused, it is listed here: what was sent, beside what is registered.',
  sent: 'Sent',
  nothing: 'nothing',
  registered: 'Registered',
  times: (count: number) => (count === 1 ? 'once,' : count === 2 ? 'twice, last' : `${count} times, last`),
  begun: 'At authorize',
  steps: {
    add: 'Add this address',
    edit: 'Edit the application',
    advanced: 'Open Advanced',
    'rotate-secret': 'Rotate secret',
  },
  differences: {
    slash: 'A slash at the end makes it another address.',
    case: 'Capital and small letters make two addresses.',
    scheme: 'It begins with another scheme: http and https are two addresses.',
    loopback:
      'localhost and 127.0.0.1 lead to the same computer, but they are two addresses: send the one that is registered. Only 127.0.0.1 and [::1] may have any port.',
    host: 'The host is another one.',
    port: 'The port is another one.',
    query: 'What follows the question mark is part of the address.',
    path: 'The path is another one.',
    none: 'Nothing like it is registered.',
    scopes: (names: string) => `${names} is not among the scopes of this application.`,
  },
  notActive,
  over: {
    now: 'It would not be refused now.',
    token: 'The application has got a token since.',
    secret: 'A secret was made since. Whether your program sends it cannot be told before it does.',
  },
  notAccepted,
  grantAssertions,
  exchanges,
  codes,
  refreshTokens,
  fixAddress: 'Send a registered address exactly as it stands, or register this one if it is yours.',
  fixScopes:
    'Leave it out of the request, or tick it for this application; where it cannot be ticked, an administrator gives it.',
  fixUnlistedScopes: (names: string) =>
    `This server has no scope called ${names}. Look for a slip in its name, or leave it out of the request; only an administrator adds scopes.`,
};
