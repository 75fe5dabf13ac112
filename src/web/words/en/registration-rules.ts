/** What the documentation says about the rules of registration by programs (RuleText). */
export const registrationRuleTexts = {
  'registration-not-json': {
    group: 'register',
    what: 'The body is not one JSON object that says to be application/json, or a member of it comes twice.',
    why: 'Registration is the one request of OAuth that is written in JSON. Of a member that comes twice each reader would take another value.',
    fix: ['Send Content-Type: application/json and an object with the members of RFC 7591 §2.'],
    example: '{"client_name":"Trailmark","redirect_uris":["https://app.example/callback"]}',
  },
  'registration-token-not-accepted': {
    group: 'register',
    what: 'The bearer token is not good here. To register, it is an initial access token (lk_ri_...) with a use left; to read, change or delete a registration, the registration access token (lk_ra_...) of exactly that application.',
    why: 'One answer for every reason, since the reason would help somebody who guesses. A change gives the application another token, and ends the one before.',
    fix: [
      'To register: ask whoever runs this server for another token (latchkey registration-token add).',
      'To change: take the registration_access_token of the latest answer, and the registration_client_uri beside it.',
      'Where the token is lost, register anew: nobody can give it to you again.',
    ],
    example: 'Authorization: Bearer lk_ra_...',
  },
  'metadata-member-malformed': {
    group: 'register',
    what: 'A member has another type than it should have: a list instead of a text, or a text instead of true, or nothing at all.',
    why: 'Whatever would be made of it, it is not what was meant.',
    fix: ['Look at the name that the description has, and leave a member out that has no value.'],
    example: '"redirect_uris":["https://app.example/callback"]',
  },
  'metadata-value-refused': {
    group: 'register',
    what: 'A member has a value that this server does not have, or does not take, such as an algorithm with a shared secret, or none at all.',
    why: 'What is registered is kept. Something that could not be kept is better said now.',
    fix: ['Compare with the lists in /.well-known/openid-configuration, whose names end in _supported.'],
  },
  'metadata-contradictory': {
    group: 'register',
    what: 'Two members do not fit together, for example response_types code without grant_types authorization_code, or private_key_jwt without keys.',
    why: 'Such an application could never do one of the two.',
    fix: [
      'Leave grant_types or response_types out: each follows from the other.',
      'Send jwks or jwks_uri with private_key_jwt.',
    ],
  },
  'metadata-keys-refused': {
    group: 'register',
    what: 'The keys in jwks are not public ones that this server takes for signatures, or there are jwks and jwks_uri.',
    why: 'A private key that travels is known to others. Keys in two places are two answers to one question.',
    fix: ['Send public keys alone: RSA of 2048 bits or more, P-256 or longer, Ed25519, each with its own kid.'],
  },
  'sector-identifier-refused': {
    group: 'register',
    what: 'The document at sector_identifier_uri does not list each of the redirect URIs, or could not be fetched.',
    why: 'Applications of one sector know people by the same subject, so whoever keeps the sector has to say that this one belongs to it. Why a fetch failed is not told: that would show what can be reached from here.',
    fix: [
      'Publish a JSON list of all redirect URIs of the sector at an https address, with status 200 and without a redirect.',
      'Compare them character by character.',
    ],
    example: '["https://app.example/callback"]',
  },
  'registered-redirect-uri-refused': {
    group: 'register',
    what: 'One of the addresses in redirect_uris or post_logout_redirect_uris may not be registered: it is plain http, has a fragment or a wildcard, or the scheme of an app without a dot.',
    why: 'Codes and people are sent there. An address that somebody else could have, or two programs could read differently, is not safe for that.',
    fix: [
      'Use https, or http on 127.0.0.1, [::1] or localhost, where the port is free at every request.',
      'For an app use a scheme that is a domain of yours, written backwards: com.example.app:/callback.',
    ],
  },
  'registered-redirect-uri-not-web': {
    group: 'register',
    what: 'The registration says application_type web, and one of its redirect_uris leads to the computer of its person, or to an app.',
    why: 'A web application is on a host of its own. What says so and then wants its answers elsewhere is another kind of application, or not the one that it says.',
    fix: [
      'For a program on people’s own devices send application_type native: http on 127.0.0.1, [::1] or localhost, the scheme of an app, and https addresses that the app claims.',
      'Or leave application_type out: then each address counts for itself.',
    ],
    example: '{"application_type": "native", "redirect_uris": ["http://127.0.0.1/callback"]}',
  },
  'registered-redirect-uri-missing': {
    group: 'register',
    what: 'The registration has no redirect_uris, but a grant that sends people back.',
    why: 'Answers go to registered addresses alone.',
    fix: ['Send redirect_uris, or grant_types that need none.'],
  },
  'client-document-refused': {
    group: 'return',
    what: 'The client_id is an https address, where a document about the application should be. This server does not read such documents (CLIENT_METADATA_DOCUMENTS), could not fetch this one, or it is not what it should be.',
    why: 'What applications say of themselves is read anew, and from public addresses alone. Why it failed is not told: that would show what can be reached from here. The log of the server has the reason.',
    fix: [
      'Answer with status 200, without a redirect, with a JSON object of at most 10 KiB, at an https address with a path.',
      'Let its member client_id be that address, character by character, and list redirect_uris.',
      'Leave client_secret out, and let token_endpoint_auth_method be none or, with jwks or jwks_uri, private_key_jwt.',
    ],
    example:
      '{"client_id":"https://app.example/oauth/client.json","client_name":"Trailmark","redirect_uris":["https://app.example/callback"]}',
  },
  'redirect-uri-refused': {
    group: 'return',
    what: 'The document of the application lists this redirect URI, but it is plain http, has a fragment or a wildcard, or the scheme of an app without a dot.',
    why: 'One document serves many servers, so it may list what this one does not send anything to: another program could have the same address.',
    fix: [
      'Use https, http on 127.0.0.1, [::1] or localhost, or a scheme that is a domain of yours, written backwards.',
      'Ask an administrator to approve the application: then the scheme of an app counts as it is.',
    ],
  },
} as const;
