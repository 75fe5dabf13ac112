import type { RuleId } from '../../../oauth/rules/index.ts';
import { detailsRuleTexts } from './details-rules.ts';
import { dpopRuleTexts } from './dpop-rules.ts';
import { registrationRuleTexts } from './registration-rules.ts';

/** What the documentation says about a rule, to somebody whose request was just refused by it. */
export type RuleText = {
  /** Where in an application's life it is met: a heading of the list. */
  readonly group:
    | 'any'
    | 'return'
    | 'register'
    | 'authorize'
    | 'client'
    | 'token'
    | 'device'
    | 'introspect'
    | 'oauth1'
    | 'server';
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
  /** How it looks when it is right, ready to copy. */
  readonly example?: string;
};

export const ruleTexts: Readonly<Record<RuleId, RuleText>> = {
  'parameter-repeated': {
    group: 'any',
    what: 'One parameter was in the request twice: in the query, in the body, or once in each.',
    why: 'Two programs that read the same request may each take another one of the two values. Attacks live on that difference, so a request with two readings is not read at all, even if both values are equal.',
    fix: [
      'Build the request from a map of names and values rather than by gluing strings together.',
      'Look for a base address that carries a query already, to which your library appends its own.',
    ],
  },
  'parameter-malformed': {
    group: 'any',
    what: 'The request holds something that is not form-encoded text: a broken percent sign, bytes that are not UTF-8, a NUL, brackets or dots behind the name of a parameter, or more than a hundred parameters.',
    why: 'Such text can be repaired in several ways. Guessing which one was meant would mean acting on something that nobody sent.',
    fix: [
      'Let the library encode: URLSearchParams, urllib.parse.urlencode, http_build_query.',
      'Encode as UTF-8, once. A value that was encoded twice shows %25 in the request.',
      'Send scope as one text with spaces in it, not as a list (scope[]=...).',
    ],
    example: 'scope=read_prefs%20write_api',
  },
  'parameter-too-long': {
    group: 'any',
    what: 'One value has more than 2,048 bytes, or all of them together are too long for an address.',
    why: 'Every value that we accept must be stored, compared or carried back. A limit keeps one request from costing what a thousand cost.',
    fix: [
      'Keep what you need after the redirect in your own session, and put only its random key into state.',
      'A code or token this long is not one of ours: check which value you are sending.',
    ],
  },
  'content-type-unsupported': {
    group: 'any',
    what: 'The body of the request is not application/x-www-form-urlencoded.',
    why: 'OAuth 2.0 defines this one format for its requests, in UTF-8. Reading others, JSON for example, would make two parsers that may disagree.',
    fix: [
      'Send Content-Type: application/x-www-form-urlencoded and encode the body that way. In many HTTP libraries the option is called form or data rather than json.',
      'The answer is JSON; the request is not.',
    ],
    example: 'grant_type=client_credentials&scope=read_prefs',
  },
  'charset-unsupported': {
    group: 'any',
    what: 'The Content-Type of the form names a charset, such as UTF-16, in which its bytes would be another form.',
    why: 'OAuth 2.0 encodes forms in UTF-8. Read as UTF-8, a form in another charset has other names and values than its sender wrote.',
    fix: [
      'Encode the form in UTF-8, and leave the charset out of the Content-Type, or say charset=utf-8.',
      'If you set the charset yourself, look for another one that your HTTP library sets for text.',
    ],
    example: 'Content-Type: application/x-www-form-urlencoded',
  },
  'parameters-in-query': {
    group: 'any',
    what: 'The address of the request has a query (something behind a question mark). This endpoint takes everything from the body.',
    why: 'Addresses end up in logs, histories and proxies. Secrets, codes and tokens must never be there.',
    fix: [
      'Move every parameter from the address into the body of the POST request.',
      'If a client secret was in the address, treat it as known to others and rotate it.',
      'osm-auth and iD send the exchange of a code this way and cannot be told otherwise: ask an administrator of this server to give the application the dialect openstreetmap.',
    ],
  },
  'body-too-large': {
    group: 'any',
    what: 'The body of the request is larger than 64 KiB.',
    why: 'No request of OAuth needs that much, and reading it would cost everybody else.',
    fix: ['Send the parameters of the request and nothing besides.'],
  },
  'address-too-long': {
    group: 'any',
    what: 'The address of the request is longer than 32 KiB.',
    why: 'No request of OAuth needs that much, and reading it would cost everybody else.',
    fix: ['Send parameters in the body, not in the address.'],
  },
  'address-unknown': {
    group: 'any',
    what: 'The request went to an address of this server where there is nothing.',
    why: 'Servers call their endpoints differently, so programs read their addresses from the metadata instead of guessing them.',
    fix: [
      'Set your library up with the issuer alone, and let it read /.well-known/oauth-authorization-server.',
      'Without metadata: the authorization endpoint is /oauth2/authorize, the token endpoint /oauth2/token.',
      'A library that asks for /.well-known/openid-configuration wants OpenID Connect: choose its mode for OAuth 2.0.',
    ],
  },
  'method-not-allowed': {
    group: 'any',
    what: 'The endpoint was called with a method that it does not take. Those that it takes are in the header Allow of the answer.',
    why: 'What carries secrets or changes something takes POST: GET requests are repeated, prefetched and logged with all their parameters. What is only read, like the metadata, takes GET.',
    fix: [
      'Call it with a method that Allow names: POST for the token endpoint and its neighbours.',
      'If you do, look for a redirect on the way (http to https, or a slash at the end): many libraries turn a redirected POST into a GET.',
    ],
  },
  'too-many-requests': {
    group: 'server',
    what: 'Too many requests that could not be accepted came from your address in a short time.',
    why: 'Somebody who guesses secrets needs many attempts. Requests that succeed are not limited.',
    fix: [
      'Wait for as many seconds as the header Retry-After says.',
      'Do not repeat a request that was refused: the same request gets the same answer. Find the reason first.',
    ],
  },
  'temporarily-unavailable': {
    group: 'server',
    what: 'The server runs, but its database does not answer for the moment.',
    why: 'Without the database nobody can tell which codes and tokens are good, so everything is refused until it is back.',
    fix: [
      'Wait for as many seconds as the header Retry-After says, then send the same request again.',
      'Nothing was changed by the refused request: a code or a refresh token in it was not used up.',
    ],
  },
  'outcome-unknown': {
    group: 'server',
    what: 'The server lost the connection to its database after it had sent what you asked for, and before an answer came.',
    why: 'The database may have done it and only the answer was lost, or it may not. Nobody can tell at that moment, so the server does not say that nothing was changed.',
    fix: [
      'Send the same request once more, with the same values, after as many seconds as the header Retry-After says and not much later.',
      'A refresh that was done is answered with the same new refresh token again, for 20 seconds unless this server is set otherwise.',
      'Where the second request is refused with invalid_grant, what it carried was used up: begin again, with a new authorization.',
    ],
  },
  'too-many-passwords': {
    group: 'server',
    what: 'More passwords came to be checked at once than this server checks at a time, and the queue is full.',
    why: 'Checking a password is made expensive on purpose. Without a limit it would take the machine from everything else.',
    fix: [
      'Wait for the seconds that the header Retry-After names, and send the same request again: nothing was counted.',
      'Get a refresh token with the first answer instead of sending the password each time.',
    ],
  },
  'server-error': {
    group: 'server',
    what: 'Something went wrong on our side while your request was handled.',
    why: 'It should not have. It was recorded with the id of the request, and nothing about it is told to the outside.',
    fix: [
      'Try again after a moment.',
      'If it happens again, give the request id (programs find it in the header X-Request-Id) to an administrator of this server: it leads to the entry in the log.',
    ],
  },

  'client-id-missing': {
    group: 'return',
    what: 'The authorization request does not say which application asks.',
    why: 'Without client_id nobody knows who asks, and to whom the person could be sent back. Therefore the person sees a page instead.',
    fix: ['Add client_id to the address to which you send people. It stands on the page of your application.'],
    example: '/oauth2/authorize?response_type=code&client_id=YOUR_CLIENT_ID',
  },
  'client-unknown': {
    group: 'return',
    what: 'There is no application with this client_id, or it was disabled, deleted, or not approved yet.',
    why: 'A person must only be sent to addresses that somebody has registered. Which of the reasons it is, is not told: that would help to find out which ids exist.',
    fix: [
      'Compare the client_id with the one on the page of your application, character by character.',
      'Check that you use this server and not a test system, where ids are others.',
      'If your application is in review or disabled, its page says so.',
    ],
  },
  'redirect-uri-missing': {
    group: 'return',
    what: 'The authorization request has no redirect_uri. It may be left out where exactly one is registered, and never by OpenID Connect or FAPI 2.0.',
    why: 'With none there is nowhere to go; with several nobody could say which one was meant; and what is said each time cannot be taken for something else.',
    fix: [
      'Always send redirect_uri, also when one is registered.',
      'If none is registered, add it on the page of your application.',
    ],
  },
  'id-token-hint-not-accepted': {
    group: 'return',
    what: 'An application said by an ID token whom it means, and the token is not one that this server signed.',
    why: 'Anybody could write such a token. Its signature is what makes it this server’s word; that it has expired does not matter.',
    fix: [
      'Send the ID token as it came with the tokens, whole and unchanged.',
      'Is it another server’s, of a test installation for example? Its keys are others.',
      'It may be too old: a key is kept for a month after the last thing that it signed.',
    ],
  },
  'id-token-hint-other-client': {
    group: 'return',
    what: 'A request to sign out names one application by client_id, and carries an ID token of another.',
    why: 'Where people go afterwards depends on which application asks.',
    fix: ['Send the ID token that this application got, or leave client_id out.'],
  },
  'post-logout-redirect-uri-mismatch': {
    group: 'return',
    what: 'The post_logout_redirect_uri is not among those that the application has registered.',
    why: 'People trust the address that this server sends them to. It is compared character by character, as a redirect URI is.',
    fix: [
      'Send a registered address exactly as it stands, or register this one on the page of the application, under Advanced.',
      'An administrator does so by latchkey app set CLIENT_ID --post-logout-redirect-uri URI.',
    ],
  },
  'redirect-uri-mismatch': {
    group: 'return',
    what: 'The redirect_uri is not among those that the application has registered.',
    why: 'The code that signs a person in is sent to this address. If an attacker could change one character of it, the code would be theirs. So it is compared character by character: capitals, a slash at the end, the port and the query all count.',
    fix: [
      'Sign in as the owner of the application and open the same address again: you see what was sent beside what is registered.',
      'The usual differences: a slash at the end, http instead of https, www, localhost instead of 127.0.0.1, a query that your framework adds.',
      'Either send what is registered, or register what you send. One application may have several redirect URIs.',
      'For a program on the person’s own computer register http://127.0.0.1/callback: there the port may differ.',
    ],
  },

  'response-type-missing': {
    group: 'authorize',
    what: 'The authorization request does not say what it wants: response_type is missing.',
    why: 'It names the kind of answer, and the standard requires it.',
    fix: ['Add response_type=code.'],
    example: 'response_type=code',
  },
  'response-type-unsupported': {
    group: 'authorize',
    what: 'The request asks for an answer that this server does not give: another than a code.',
    why: 'Other kinds put tokens into the address of the browser, where histories, logs and scripts see them. RFC 9700 §2.1.2 tells servers and applications to stop using them.',
    fix: [
      'Send response_type=code, and exchange the code for tokens at the token endpoint.',
      'An application in the browser or on a phone does the same with PKCE and without a secret.',
    ],
    example: 'response_type=code',
  },
  'response-mode-unsupported': {
    group: 'authorize',
    what: 'The request asks to be answered in a way in which this server does not send such answers.',
    why: 'A code comes back in the query of the redirect URI, and a token, where there is that at all, in its fragment, never in the query: queries are logged and sent on. That is what the response_type means without a word.',
    fix: [
      'Leave response_mode out. For response_type=code it may say query, or form_post where the redirect URI is http or https.',
    ],
  },
  'redirect-uri-not-for-tokens': {
    group: 'authorize',
    what: 'The request asks for a token itself, to an address that another program may have taken: the scheme of an app, or none at all.',
    why: 'A code that goes astray is worth nothing without the verifier or the secret. A token that goes astray is the access itself.',
    fix: [
      'Send response_type=code, with PKCE.',
      'For the rest of the life of an old client: an https address, or http://127.0.0.1 for a program on the person’s own computer.',
    ],
    example: 'response_type=code',
  },
  'grant-not-registered': {
    group: 'token',
    what: 'The application asks for a grant type that is not among those it was registered with.',
    why: 'An application can do no more than its owner foresaw. If its credentials are stolen, they open one door instead of all.',
    fix: [
      'Open the page of your application, choose Advanced, and tick the grant type.',
      'To stay connected with refresh tokens, refresh_token must be ticked as well.',
      'password and implicit are given by administrators only, where the server has them at all: use authorization_code with PKCE instead.',
    ],
  },
  'response-type-not-registered': {
    group: 'authorize',
    what: 'The application was registered by a program, which named the response types that it uses. This request has another one.',
    why: 'Whoever leads people here with another response type than the application uses is perhaps not the application.',
    fix: ['Send a response_type that is registered, or register the application with this one in response_types.'],
  },
  'pkce-missing': {
    group: 'authorize',
    what: 'The application must use PKCE, and the authorization request has no code_challenge.',
    why: 'A code can be caught on its way back, above all on phones and desktops. With PKCE it is worth nothing to whoever did not start the request. Applications without a secret always need it.',
    fix: [
      'Make a random code_verifier of 43 to 128 characters for every request and keep it in the session.',
      'Send its SHA-256 digest in base64url as code_challenge, with code_challenge_method=S256.',
      'Send the code_verifier itself in the token request. Most libraries have a switch for all of this.',
    ],
    example: 'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256',
  },
  'pkce-method-unsupported': {
    group: 'authorize',
    what: 'The code_challenge_method is missing, or is another one than S256.',
    why: 'With plain, and that is what a missing method means, the challenge is the verifier: whoever sees the request can use the code.',
    fix: ['Send code_challenge_method=S256, in capitals, and the SHA-256 digest as code_challenge.'],
    example: 'code_challenge_method=S256',
  },
  'pkce-challenge-malformed': {
    group: 'authorize',
    what: 'The code_challenge is not 43 characters of base64url.',
    why: 'A SHA-256 digest in base64url always has exactly 43 characters. Anything else can never match a verifier, so it is refused at once rather than after the person has agreed.',
    fix: [
      'Digest the ASCII text of the verifier, not its decoded bytes.',
      'Use base64url: - and _ instead of + and /, and no = at the end.',
      'Take the 32 bytes of the digest, not its hexadecimal text.',
    ],
  },
  'scope-malformed': {
    group: 'authorize',
    what: 'The scope is not a list of names with single spaces between them.',
    why: 'A scope says what a person is asked for. It must have one reading only.',
    fix: [
      'Separate the names with one space each: no commas, tabs or line ends.',
      'Names are of ASCII characters that can be seen, without " and \\.',
      'Send at most 50 names and 1,024 characters.',
    ],
    example: 'scope=read_prefs%20write_api',
  },
  'scope-not-registered': {
    group: 'authorize',
    what: 'At least one of the scopes does not exist here, or is not among those of the application.',
    why: 'People see what an application registered for. Asking for more at run time would go round that. Names are compared exactly: read is not read_prefs.',
    fix: [
      'Compare the names with the scopes on the page of your application.',
      'To ask for another one, choose Edit there and tick it. Some scopes are given by administrators only.',
    ],
  },
  'scope-not-for-resource': {
    group: 'authorize',
    what: 'The request names an API as its resource, and a scope that this API does not have.',
    why: 'A token for an API carries what the API understands. An administrator said which scopes that are.',
    fix: [
      'Ask only for scopes of this API, or leave scope out to get all of them that the application may have.',
      'Name the other API as well, with a second resource.',
    ],
  },
  'scope-not-for-grant': {
    group: 'authorize',
    what: 'The application has this scope, but not by this grant type: an administrator has limited which grant types may carry it.',
    why: 'Some scopes make sense only where a person agreed, others only for a program that acts for itself. A token from the wrong grant type would stand for somebody who never decided.',
    fix: [
      'The scopes on the form of your application say by which grant types each may be had: send the request by one of those, or leave the scope out.',
      'A request without scope gets every scope that its grant type may carry.',
    ],
  },
  'credential-in-url': {
    group: 'authorize',
    what: 'The address holds a client secret, a password, a code or a token. Nobody was asked anything, and nothing was issued.',
    why: 'An address stands in the history of the browser, in the logs of every server on the way, and in what is sent on as referrer. What was in one must count as known to others.',
    fix: [
      'Leave it out of the address to which you send people: the authorization request holds nothing secret.',
      'Secrets and codes belong into the body of the request to the token endpoint, which your server makes.',
      'Rotate a secret that was in an address, on the page of the application.',
    ],
    example: '/oauth2/authorize?response_type=code&client_id=...&redirect_uri=...&state=...',
  },
  'request-uri-unknown': {
    group: 'return',
    what: 'The address names a request that should wait here (request_uri), and no request of this application does: the value is not one that we gave out, it was given to another application, or its time is over.',
    why: 'A pushed request waits a minute for the browser, and an hour once its person was asked something, and a day more where they make an account on the way. What is older might not be what the application wants any more.',
    fix: [
      'Push the request when the person clicks, not when the page is made, and send the browser on at once.',
      'Send the client_id of the application that pushed it, and the request_uri exactly as it was answered.',
    ],
    example: 'client_id=...&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Alk_pr_...',
  },
  'request-twice': {
    group: 'return',
    what: 'The address carries both a request object (request) and the reference to a request (request_uri).',
    why: 'Each of them is the whole request. Nobody can say which of the two was meant.',
    fix: ['Put the signed object into the request that you push, and only its request_uri into the address.'],
  },
  'request-not-pushed': {
    group: 'authorize',
    what: 'The parameters came through the browser, and this application is set up to push them to the server first (RFC 9126 §6).',
    why: 'What goes through the browser can be read and changed there. Whoever registered the application, or an administrator, said that it does not send requests this way.',
    fix: [
      'POST the parameters to the pushed_authorization_request_endpoint of the metadata, authenticated as at the token endpoint.',
      'Send the browser to the authorization endpoint with client_id and the request_uri of the answer alone.',
    ],
    example: 'client_id=...&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Alk_pr_...',
  },
  'request-uri-pushed': {
    group: 'authorize',
    what: 'The request that was pushed holds a request_uri, which would make it a reference to another request.',
    why: 'A reference leads to the parameters themselves, in one step. Otherwise what is checked now may not be what counts later.',
    fix: ['Push the parameters, or a signed object with them (request), and leave request_uri out.'],
  },
  'request-uri-used': {
    group: 'authorize',
    what: 'The request behind this request_uri has got its answer: a code, or a refusal.',
    why: 'A pushed request is answered once, so nobody who finds its reference in a history gets an answer of their own.',
    fix: ['Push the request again for each authorization, with a new state and a new code_challenge.'],
  },
  'request-object-unsigned': {
    group: 'authorize',
    what: 'The request carries its parameters in an object (the parameter request) that nobody signed: its algorithm is none.',
    why: 'Whoever has the browser could change it, so it is worth less than it looks.',
    fix: ['Sign it with a key that is registered for the application, or send the parameters themselves.'],
  },
  'request-object-not-accepted': {
    group: 'authorize',
    what: 'The request carries its parameters in a signed object (the parameter request), and something about that object is not right. The answer says what: its signature or key, its algorithm, its type, a claim, or its time.',
    why: 'What is in the object counts for more than what stands in an address, so it must be certain that the application made it, for this server and for now.',
    fix: [
      'Register the public key (jwks or jwks_uri), and sign with the private one of the same kid, with an asymmetric algorithm; where one is registered for request objects, with that.',
      'Set iss and client_id to the client_id of the application, and aud to the issuer of this server.',
      'Set exp to a few minutes from now, an hour at most. An application with the profile fapi-2 needs nbf as well.',
      'Leave sub, request and request_uri out of it, and let typ be oauth-authz-req+jwt.',
      'Sending client_id outside too is required; all else outside is ignored.',
    ],
    example:
      '{"iss":"...","client_id":"...","aud":"https://auth.example.com","exp":1795305600,"response_type":"code",...}',
  },
  'request-not-signed': {
    group: 'authorize',
    what: 'The parameters came unsigned, and this application is set up to send them in an object that it signed (RFC 9101 §10.5).',
    why: 'Whoever registered the application, or an administrator, said that whatever is not signed does not come from it.',
    fix: ['Switch signed request objects (JAR) on in your library, or have the application set up without them.'],
  },
  'response-not-signed': {
    group: 'authorize',
    what: 'The request asks for an answer that is not signed, and this application is set up to get signed ones alone.',
    why: 'Whoever registered the application, or an administrator, said that it believes no answer that somebody else could have written.',
    fix: [
      'Send response_mode jwt (JARM), or query.jwt, fragment.jwt or form_post.jwt, in the signed request where there is one.',
      'Or have the application set up without it: latchkey app set CLIENT_ID --no-require-jarm.',
    ],
  },
  'request-uri-not-registered': {
    group: 'authorize',
    what: 'The request points to its parameters with request_uri, and that is neither a reference that this server gave out for a pushed request nor an address that is registered for the application.',
    why: 'Fetching an address that a stranger chose is a risk, and ignoring it would mean acting on other parameters than those that were meant.',
    fix: [
      'Push the request to /oauth2/par and send the request_uri of the answer, or send the parameters themselves.',
      'Or register the address exactly as it is sent, in request_uris or with latchkey app set CLIENT_ID --request-uri ADDRESS.',
    ],
  },
  'request-uri-not-fetched': {
    group: 'authorize',
    what: 'The request points to its parameters with an address that is registered, and this server got nothing from there that it reads.',
    why: 'It asks for https, on a public address, without a redirect, for 16 KiB at most and a few seconds. What exactly went wrong stands in the refusals of the application, for its owner.',
    fix: [
      'Let the address answer with status 200 and the request object alone, as quickly as a page would.',
      'Or push the request to /oauth2/par, which needs no address.',
    ],
  },
  'prompt-unsupported': {
    group: 'authorize',
    what: 'The parameter prompt holds a word that this server does not know.',
    why: 'prompt says what must happen before you get an answer. If we overlooked a word, you would take something for done that was not. create is known where people may make accounts themselves (SIGN_UP=open).',
    fix: [
      'Leave prompt out: people are asked for what is missing, and for nothing else.',
      'login asks for the password again, consent shows the page to agree, select_account asks with which account to go on, none shows no page at all, create leads to the page where an account is made.',
    ],
    example: 'prompt=login%20consent',
  },
  'prompt-none-not-alone': {
    group: 'authorize',
    what: 'prompt holds none and another word.',
    why: 'none says that no page may be shown; every other word asks for one.',
    fix: ['Send prompt=none to find out whether an answer is to be had at once, and leave it out when it is not.'],
    example: 'prompt=none',
  },
  'nonce-missing': {
    group: 'authorize',
    what: 'The request asks for an ID token through the browser, and has no nonce.',
    why: 'The nonce comes back in the ID token. It is all that tells the application that the token answers its own request, and was not put in from elsewhere.',
    fix: [
      'Send a new random nonce with every request, and compare it with the one in the ID token. Better: use response_type=code.',
    ],
    example: 'nonce=n-0S6_WzA2Mj',
  },
  'openid-missing': {
    group: 'authorize',
    what: 'The request asks for an ID token, and its scope has no openid.',
    why: 'The scope is what the person is asked about. Who they are is told only where they allowed that.',
    fix: ['Add openid to the scope, and give the scope to your application if it does not have it.'],
    example: 'scope=openid',
  },
  'max-age-malformed': {
    group: 'authorize',
    what: 'max_age is not a whole number of seconds.',
    why: 'It says how long ago, at most, the person may have given their password.',
    fix: ['Send a number, or leave max_age out. With 0 the password is asked for every time.'],
    example: 'max_age=3600',
  },
  'claims-malformed': {
    group: 'authorize',
    what: 'The parameter claims is no JSON object of the form that OpenID Connect gives it.',
    why: 'It asks for single claims by name. What cannot be read cannot be shown to the person either.',
    fix: [
      'Send a JSON object with userinfo, id_token or both; in each the names of claims, with an object as value, which may be empty: {}.',
      'A sub has one value, and the values of acr are a list of strings.',
    ],
    example: 'claims={"userinfo":{"email":{"essential":true}},"id_token":{"auth_time":{}}}',
  },
  'acr-unmet': {
    group: 'authorize',
    what: 'The request makes a value of acr essential that this person, or anybody here, cannot have.',
    why: 'acr says how surely the person is known. Where that is essential, no answer is better than one that is less sure.',
    fix: [
      'Ask for a value of acr_values_supported in the metadata.',
      'Leave out essential: then the ID token says in acr what it was.',
    ],
  },
  'person-not-meant': {
    group: 'authorize',
    what: 'The request said by an ID token, or by a subject, whom it means, and somebody else is signed in.',
    why: 'The application would take one person for another. This is not a fault of the request.',
    fix: [
      'Start again without id_token_hint, and let the person choose who they are.',
      'With prompt=none this means: the person whom you mean is not signed in here now.',
    ],
  },
  'login-required': {
    group: 'authorize',
    what: 'The request said prompt=none, and the person is not signed in here, or for longer than max_age allows.',
    why: 'It asked for an answer without a page, and there is none without the person. This is not a fault of the request.',
    fix: ['Send the person here again without prompt=none, once they want to sign in.'],
  },
  'consent-required': {
    group: 'authorize',
    what: 'The request said prompt=none, and the person must agree first: they have never allowed these scopes, or not lately, or the name, the owner or the redirect URIs of the application have changed since.',
    why: 'A public application is never remembered, unless an administrator trusts it: anybody can use its client_id, so people are asked every time. The same holds for tokens that are sent to a browser.',
    fix: [
      'Send the person here again without prompt=none.',
      'A public application keeps its sign-in by a refresh token instead of asking again silently.',
    ],
  },
  'interaction-required': {
    group: 'authorize',
    what: 'The request said prompt=none, and its redirect URI is urn:ietf:wg:oauth:2.0:oob: the code is shown on a page of ours.',
    why: 'A code that is to be copied cannot be given without a page.',
    fix: ['Leave prompt=none out, or register a redirect URI that the code can be sent to.'],
  },
  'not-admitted': {
    group: 'authorize',
    what: 'An administrator gave your application to some groups of people, and whoever signed in is in none of them.',
    why: 'Who may use an application is decided here, so that it holds for every one of its tokens at once. The person was told so, and whom they can ask. This is not a fault of the request.',
    fix: [
      'Tell them that their account may not use your application, and offer to sign in with another one.',
      'If they should be able to: ask an administrator of this server to put them into a group that it is for.',
    ],
  },
  'not-admitted-by-password': {
    group: 'token',
    what: 'The password was right. An administrator gave your application to some groups of people, and this person is in none of them.',
    why: 'Who may use an application is decided here, and it holds for every way to a token.',
    fix: ['Ask an administrator of this server to put them into a group that the application is for.'],
  },
  'factor-not-by-password': {
    group: 'token',
    what: 'Whoever keeps your application said that its people need a second factor. The password grant has no place for one.',
    why: 'A rule that one way to a token passes by is none.',
    fix: [
      'Send the person to the authorize page (authorization code with PKCE), or use the device grant: they are asked for the factor there.',
    ],
  },
  'access-denied': {
    group: 'authorize',
    what: 'The person looked at what your application asks for and chose Deny, or Cancel where they were to sign in for it.',
    why: 'It is theirs to decide. This is not a fault of the request.',
    fix: [
      'Tell them in your application what does not work without it, and offer to try again.',
      'Ask for less: fewer scopes, and each when it is needed.',
    ],
  },

  'client-not-accepted': {
    group: 'client',
    what: 'The application could not prove who it is: client_id, secret or the way of sending them is not right, or the application is not active.',
    why: 'The answer does not say which of them it is: that would help somebody who guesses. The owner of the application reads it on its page, under Refusals.',
    fix: [
      'Copy client_id and secret again from where you keep them. A secret that was shown once and lost must be rotated.',
      'Look for a space or line end behind the secret in your configuration.',
      'Send the secret either in the Authorization header (Basic) or as client_secret in the body, as the application is registered.',
      'An application without a secret (a public one) sends its client_id in the body and no secret at all.',
      'A program on a device that sends its client_id alone, as most device flows do, must be registered as public: a confidential application has to send its secret there too.',
      'After a rotation the old secret works for 24 hours, unless it was ended at once.',
    ],
    example: 'Authorization: Basic base64(client_id:client_secret)',
  },
  'client-authentication-repeated': {
    group: 'client',
    what: 'The request proves who the application is in more than one way.',
    why: 'If two proofs disagree, it is unclear who asks. The standard allows one.',
    fix: [
      'Send the secret in the Authorization header or in the body, not in both.',
      'Some libraries add one of them by themselves: switch the other one off.',
    ],
  },
  'certificate-missing': {
    group: 'client',
    what: 'The application wants tokens that are bound to its certificate, and no certificate came with the request.',
    why: 'A token that is bound to nothing could be used by whoever finds it, which the application has ruled out.',
    fix: [
      'Connect with the client certificate and its key, at the token endpoint too.',
      'If you do: the proxy in front of this server has to ask for the certificate and hand it on, in the header that MUTUAL_TLS_HEADER names.',
    ],
  },
  'authorization-repeated': {
    group: 'any',
    what: 'The request has two headers called Authorization.',
    why: 'A proxy may read one of them and this server the other. A request with two readings is not read at all.',
    fix: [
      'Look for a default header of your HTTP library, or one that a proxy adds, beside the one that you set.',
      'Send one.',
    ],
  },

  'dialect-not-set': {
    group: 'token',
    what: 'The request came to an address that another service’s document gives for its token endpoint. Here that address serves only applications that an administrator gave the dialect of that document.',
    why: 'One token endpoint with one behaviour is what every library knows. The other addresses exist for systems that cannot be changed, one application at a time.',
    fix: [
      'Send the same request to the token endpoint: POST /oauth2/token, with everything in the body. The metadata names it.',
      'Where the system cannot be changed, ask an administrator of this server for the dialect.',
    ],
    example: 'POST /oauth2/token',
  },
  'dialect-ended': {
    group: 'token',
    what: 'The application had a dialect until a date, and that date has passed. This request needs it.',
    why: 'A dialect is meant to bridge the time until a system speaks the standard. Administrators give it an end so that it does not stay for ever.',
    fix: [
      'Send the standard request: redirect_uri, response_type=code, and POST /oauth2/token with everything in the body.',
      'If that takes more time, ask an administrator of this server to move the date.',
    ],
  },
  'alias-differs': {
    group: 'any',
    what: 'The request names one thing twice, under the standard name and under the name of another document, with two different values.',
    why: 'Two programs that read the same request might each take another one of the two values.',
    fix: ['Send it once, under the standard name.'],
    example: 'redirect_uri=https%3A%2F%2Fapp.example%2Fcallback',
  },
  'grant-type-missing': {
    group: 'token',
    what: 'The token request does not say which grant it is about.',
    why: 'Everything else in the request depends on it.',
    fix: ['Add grant_type: authorization_code, refresh_token or client_credentials.'],
    example: 'grant_type=authorization_code',
  },
  'grant-type-unsupported': {
    group: 'token',
    what: 'This server does not know the grant type of the token request.',
    why: 'The document at /.well-known/oauth-authorization-server lists those that it knows.',
    fix: [
      'Check the spelling: authorization_code, refresh_token, client_credentials, urn:ietf:params:oauth:grant-type:device_code.',
      'The grant types password and implicit are offered only where the operator of this server has switched them on. Send people to the authorize page instead.',
    ],
  },
  'code-missing': {
    group: 'token',
    what: 'The token request with grant_type=authorization_code has no code.',
    why: 'The code is what is exchanged.',
    fix: [
      'Take the parameter code from the query of your redirect URI and send it in the body.',
      'If the query holds error instead, the person or this server said no: show that.',
    ],
  },
  'code-not-accepted': {
    group: 'token',
    what: 'The code is unknown, too old or used already, or it was given for another application, another redirect_uri, another code_verifier or another DPoP key.',
    why: 'A code works once, for about a minute, and only for whoever started the request. The answer does not say which of these failed: that would help somebody who found a code. The owner of the application reads it on its page, under Refusals.',
    fix: [
      'Exchange the code at once, on the server, and only once. A second exchange also ends the tokens of the first.',
      'Look for a page that is loaded twice (reload, prefetch, two workers): it sends the same code twice.',
      'Send the very redirect_uri of the authorization request, character by character.',
      'Send the code_verifier that belongs to this request; with several tabs keep one for each state.',
      'Send no code_verifier if the authorization request had no code_challenge.',
    ],
  },
  'verifier-malformed': {
    group: 'token',
    what: 'The code_verifier has fewer than 43 or more than 128 characters, or others than letters, digits and - . _ ~.',
    why: 'A shorter one could be guessed, and the standard allows no other characters.',
    fix: [
      'Make it from 32 random bytes in base64url: that gives 43 characters.',
      'Send the verifier here; the challenge belongs to the authorization request.',
    ],
  },
  'refresh-token-missing': {
    group: 'token',
    what: 'The token request with grant_type=refresh_token has no refresh_token.',
    why: 'It is what is exchanged.',
    fix: [
      'Send the refresh_token from the latest answer of the token endpoint.',
      'If that answer had none, the application is not registered for the grant type refresh_token.',
    ],
  },
  'refresh-token-not-accepted': {
    group: 'token',
    what: 'The refresh token is unknown, too old, used already or revoked, or it belongs to another application or to another DPoP key.',
    why: 'A refresh token works once; each answer holds the next one. If an old one comes back, somebody may have copied it, so all tokens of that approval end. Which of the reasons it is, the owner of the application reads on its page, under Refusals.',
    fix: [
      'Store the refresh token of every answer before you use the new access token, and forget the one before.',
      'Let one process at a time refresh: two that use the same token look like a thief.',
      'If the person revoked the access or changed their password, send them to the authorize page again.',
    ],
  },
  'username-missing': {
    group: 'token',
    what: 'The token request has no username, or an empty one.',
    why: 'The password grant is about one person, whom the username names: their email address here.',
    fix: [
      'Send username and password in the body, form-encoded.',
      'Better: send the person to the authorize page, and never see their password.',
    ],
    example: 'grant_type=password&username=...&password=...',
  },
  'password-missing': {
    group: 'token',
    what: 'The token request has no password, or an empty one.',
    why: 'Without it there is nothing that could prove the person.',
    fix: [
      'Send username and password in the body, form-encoded.',
      'Better: send the person to the authorize page, and never see their password.',
    ],
    example: 'grant_type=password&username=...&password=...',
  },
  'password-not-accepted': {
    group: 'token',
    what: 'The username or the password is wrong, or the account is disabled, has no password, or needs more than a password to sign in.',
    why: 'Which of the reasons it is, is not told: it would help somebody who guesses. Wrong passwords count towards the same limit as those that are typed into the sign-in page.',
    fix: [
      'The username is the email address with which the person signs in here.',
      'Do not try again by yourself: after ten failures an account waits for a quarter of an hour.',
      'Send the person to the authorize page (authorization code with PKCE), or use the device grant: both work with every account.',
    ],
  },
  'scope-wider-than-granted': {
    group: 'token',
    what: 'The refresh asks for a scope that the person did not approve with this grant.',
    why: 'A refresh happens without the person. It can keep or narrow what they agreed to, never widen it.',
    fix: [
      'Leave scope out of the refresh to keep what was granted.',
      'To get more, send the person to the authorize page with the larger scope.',
    ],
  },

  'user-code-malformed': {
    group: 'device',
    what: 'The address of the picture has no user_code, or something else in its place.',
    why: 'The picture is made of the code in its address, and of nothing else: what is no code would lead people nowhere.',
    fix: [
      'Send the user_code as it came in the answer of the device authorization endpoint: eight letters and a dash.',
    ],
    example: '/device/code.svg?user_code=WDJB-MJHT',
  },
  'pkce-not-for-devices': {
    group: 'device',
    what: 'A request for a device code came with code_challenge or code_challenge_method, or a token request with a device_code and code_verifier.',
    why: 'PKCE protects a code that travels through a browser. A device gets its device_code in the answer itself. If we overlooked the challenge, the device would believe that its verifier is checked.',
    fix: ['Leave both parameters out, and do not send code_verifier when you poll.'],
    example: 'client_id=lk_ci_...&scope=read_prefs',
  },
  'device-code-missing': {
    group: 'device',
    what: 'The token request of a device has no device_code.',
    why: 'It says which of the waiting devices asks.',
    fix: ['Send the device_code that the answer of the device authorization endpoint held, not the user_code.'],
    example: 'grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=lk_dc_...',
  },
  'device-code-not-accepted': {
    group: 'device',
    what: 'The device_code is unknown or was used already, it was given to another application, or the person took back what they had allowed.',
    why: 'A device_code brings tokens once. Which of the reasons it is, is not told.',
    fix: [
      'Stop polling once you have tokens, and keep them: the code is spent.',
      'Poll with the client_id that asked for the code.',
      'Otherwise begin again at the device authorization endpoint and show the new code.',
    ],
  },
  'authorization-pending': {
    group: 'device',
    what: 'The person has not typed the code yet, or has not decided.',
    why: 'This is the usual answer while a device waits, not a fault.',
    fix: [
      'Wait for the seconds that interval names (5 where it names none), then ask again with the same device_code.',
    ],
  },
  'slow-down': {
    group: 'device',
    what: 'The device asked again before its interval was over.',
    why: 'Each request costs the server as much as an answer that says something. The person will not decide faster.',
    fix: [
      'Add five seconds to your interval, for this device_code for good, and go on waiting.',
      'Begin to count when the answer has come, not when the request was sent.',
      'Let one process poll, not one for each screen.',
    ],
  },
  'device-denied': {
    group: 'device',
    what: 'The person typed the code, looked at what your application asks for and chose Deny.',
    why: 'It is theirs to decide. This is not a fault of the request.',
    fix: [
      'Stop polling, and say on the device what does not work without it. Begin again only when the person wants to.',
    ],
  },
  'device-code-expired': {
    group: 'device',
    what: 'Nobody decided before the code expired (expires_in).',
    why: 'A code that waits for long could be found by somebody else.',
    fix: ['Offer to show a new code, and ask for it when the person wants one: not in a loop.'],
  },

  'bearer-token-missing': {
    group: 'introspect',
    what: 'A proxy asked whether a request may pass, and the request had no Authorization header.',
    why: 'Without a token nobody knows on whose behalf the request comes.',
    fix: [
      'Send the access token with every request to the API.',
      'In the proxy, hand the header on to /oauth2/check: nginx, Traefik and Caddy do so by themselves.',
    ],
    example: 'Authorization: Bearer lk_at_...',
  },
  'bearer-token-not-accepted': {
    group: 'introspect',
    what: 'A proxy asked whether a request may pass. Its token has expired, was revoked, or is none of this server; or the header has another form.',
    why: 'The reasons have one answer, so that nobody learns of a token that exists by trying.',
    fix: [
      'Get a new access token with the refresh token, and try again.',
      'Send the access token, not the code or the refresh token, after the word Bearer and one space.',
    ],
    example: 'Authorization: Bearer lk_at_...',
  },
  'bearer-token-twice': {
    group: 'introspect',
    what: 'A request to userinfo had an access token in its body, and an Authorization header besides.',
    why: 'Of two tokens nobody knows which one counts.',
    fix: ['Send the token in the header alone: Authorization: Bearer lk_at_...'],
  },
  'bearer-scope-insufficient': {
    group: 'introspect',
    what: 'The token is good, but was not given the scopes that the proxy asks for with this request.',
    why: 'People allow an application some things and not others. What they did not allow does not pass.',
    fix: [
      'Ask for the scope when you send the person to the authorization endpoint, and register the application for it.',
    ],
  },
  'resource-malformed': {
    group: 'introspect',
    what: 'The parameter resource is not the address of an API.',
    why: 'It is compared as a whole, so it must be one: absolute, with its scheme, and without #.',
    fix: ['Write it as https://api.example/.'],
  },
  'bearer-resource-other': {
    group: 'introspect',
    what: 'The token is good, but for another API than the one that it came to.',
    why: 'A token that names its API is worth nothing anywhere else: whoever sees it there cannot use it here.',
    fix: [
      'Ask for a token with resource=..., the address of this API, and send each API its own.',
      'At userinfo: ask for a token without resource, or have an administrator register the address of this server as a resource.',
    ],
  },
  'resource-not-registered': {
    group: 'token',
    what: 'The parameter resource names an API that is not in the list of this server, or that the application may not ask for.',
    why: 'A token says for which APIs it is good. For which of them an application may ask is decided by an administrator of this server.',
    fix: [
      'Compare the address with the one that is registered: all of it counts but the case of scheme and host, and one slash at the end.',
      'If the API is missing in the list of the application, ask an administrator of this server to add it.',
      'Leave resource out to get a token that names no API, or the default of the application.',
    ],
    example: 'latchkey app set CLIENT_ID --resource https://api.example/',
  },
  'resource-wider-than-granted': {
    group: 'token',
    what: 'The parameter resource of a token request names an API that the person was not asked about.',
    why: 'The authorization request says for which APIs the tokens will be, and the person agrees to that. A token request may choose among them, and add none.',
    fix: [
      'Send every resource with the authorization request too: the parameter may be repeated.',
      'Leave resource out of the token request to get a token for all that were named.',
    ],
    example: 'resource=https%3A%2F%2Fapi.example%2F',
  },
  'subject-token-missing': {
    group: 'token',
    what: 'The request to exchange a token names none.',
    why: 'What comes of an exchange is for the person of the token that goes in.',
    fix: ['Send the access token that you were given as subject_token, with its type beside it.'],
    example: 'subject_token=lk_at_...&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token',
  },
  'token-type-unsupported': {
    group: 'token',
    what: 'The type of a token in an exchange is missing, or is another than that of an access token.',
    why: 'An ID token says who signed in, and a refresh token stays with its application: neither is handed on to others.',
    fix: [
      'Send subject_token_type, and actor_token_type where there is an actor_token, as urn:ietf:params:oauth:token-type:access_token.',
      'Leave requested_token_type out, or send the same.',
    ],
  },
  'subject-token-not-accepted': {
    group: 'token',
    what: 'The token that should be exchanged is not live, not one of a person, bound to a key that the request does not prove, from an application that is not named for this, of somebody known by one factor, or nobody knows by how many, where this application needs two, or one that has been through too many exchanges.',
    why: 'An administrator says whose tokens an application may exchange. All reasons are one answer, so that nobody learns about tokens in this way.',
    fix: [
      'Ask an administrator to name the application that the token comes from.',
      'Exchange the token while it lives: what comes of it ends with it.',
      'Where the token is bound to a key (cnf at introspection), send a DPoP proof by that key, or connect with that certificate.',
    ],
    example: 'latchkey app set CLIENT_ID --exchanges-from OTHER_CLIENT_ID',
  },
  'actor-token-not-accepted': {
    group: 'token',
    what: 'The token that says who acts is not a live access token of the application that asks, or is bound to a key that the request does not prove.',
    why: 'It says who acts for the person. Only what was issued to the application itself can say that of it.',
    fix: ['Send an access token that you got yourself, or leave actor_token out: then your application acts.'],
  },
  'exchange-not-consented': {
    group: 'token',
    what: 'The person of the token has not allowed this application the scopes and APIs that it asks for.',
    why: 'What a person allowed one application is not for others to take. Each needs the person’s word, or that of an administrator.',
    fix: [
      'Send the person through the authorization endpoint once, with the same scopes and resources.',
      'Or ask an administrator to trust the application: then nobody is asked.',
    ],
    example: 'latchkey app set CLIENT_ID --trusted',
  },
  'assertion-missing': {
    group: 'token',
    what: 'The request has no assertion.',
    why: 'This grant type is the exchange of a signed token of somebody else for one of this server.',
    fix: ['Send the JWT as assertion.'],
    example: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJ...',
  },
  'assertion-not-accepted': {
    group: 'token',
    what: 'The JWT is not of an issuer, subject and audience that are trusted for this application, has expired, was used before, or is not signed with a key of that issuer; or whom it names has not allowed the application what it asks for.',
    why: 'An administrator says whose tokens stand for an application, or name people for it; people say what it may do. All reasons are one answer; the owner of the application reads which it was.',
    fix: [
      'Compare iss, sub and aud of the JWT with what an administrator wrote down.',
      'Ask the issuer for a fresh one, with the audience that is trusted and no other.',
      'Where it names a person, send that person through the authorization endpoint once.',
    ],
    example: 'latchkey app set CLIENT_ID --workload "https://issuer.example repo:acme/shop:* https://auth.example.com"',
  },
  'token-missing': {
    group: 'introspect',
    what: 'The request names no token.',
    why: 'Introspection and revocation are about one token.',
    fix: ['Send the token as the parameter token in the body.'],
    example: 'token=lk_at_...',
  },

  'openapi-version-unknown': {
    group: 'any',
    what: 'The parameter version of /openapi.json names a version of the OpenAPI Specification that the description is not written in.',
    why: 'The versions write a security scheme differently. A description in another one than you asked for would be refused by your tool, or misread.',
    fix: ['Ask for one of 3.1, 3.2, 3.0 and 2.0, without a patch number.', 'Leave version out to get 3.1.'],
    example: '/openapi.json?version=3.0',
  },

  'oauth1-resource-server-needed': {
    group: 'oauth1',
    what: 'An application asked about a signed request that is not marked as a resource server.',
    why: 'A signature counts once. Only an API may ask what one is worth, for asking uses it up.',
    fix: ['Ask an administrator to mark your API’s application as a resource server.'],
    example: 'latchkey app set CLIENT_ID --resource-server',
  },
  'oauth1-request-incomplete': {
    group: 'oauth1',
    what: 'The request that is to be checked has no method, or no whole address.',
    why: 'Both are part of what was signed.',
    fix: [
      'Send method, url with its query, the Authorization header as authorization, and a form body as parameters.',
      'Send the public address of your API, beginning with https://, as the application called it.',
    ],
    example: 'method=GET&url=https%3A%2F%2Fapi.example%2Fnotes%3Fpage%3D2&authorization=OAuth%20...',
  },
  'oauth1-exchange-unrelated': {
    group: 'oauth1',
    what: 'The OAuth 1 application and the OAuth 2 application have different owners, or no scope that both may have and the person allowed.',
    why: 'The person allowed something to people whom they know by the first application. Only those people may go on with it.',
    fix: [
      'Register the OAuth 2 application as the owner of the other one, or have an administrator give it to them.',
      'Add the scopes that you need to the OAuth 2 application. More than the person allowed cannot be had by an exchange.',
    ],
  },

  ...dpopRuleTexts,
  ...registrationRuleTexts,
  ...detailsRuleTexts,
};
