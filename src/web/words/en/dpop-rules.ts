/** What the documentation says about refusals of DPoP proofs; a part of rules.ts. */
export const dpopRuleTexts = {
  'dpop-proof-missing': {
    group: 'token',
    what: 'The request has no DPoP header. It asks for tokens of an application whose tokens are bound to a key, or shows such a token.',
    why: 'A token that is bound to a key is worth nothing to whoever finds it. That holds only where each request proves that its sender has the key.',
    fix: [
      'Make a key pair once, and for every request a proof signed with it, and send it in the header DPoP. Most libraries have an option for it, called dpop.',
      'An API takes the token under the scheme DPoP, not Bearer: Authorization: DPoP and the token.',
    ],
    example: 'DPoP: eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2Ii...',
  },
  'dpop-proof-repeated': {
    group: 'token',
    what: 'The request has two DPoP headers, or one with two proofs in it.',
    why: 'It would be unclear which key the tokens are bound to.',
    fix: ['Send one. Look for a proxy or a library that adds a second, beside your own.'],
  },
  'dpop-proof-malformed': {
    group: 'token',
    what: 'The DPoP proof cannot be read, is not signed by the key in its header, or lacks something. What it was stands behind Received.',
    why: 'The proof says who has the key. Each of its members closes a way in which somebody else could have made it.',
    fix: [
      'Let a library make it: a JWT whose header has typ dpop+jwt, alg and jwk, the public key alone, and whose claims are jti, htm, htu and iat.',
      'Sign with one of dpop_signing_alg_values_supported in the metadata. RS256 is not among them: use ES256, or PS256 with an RSA key.',
      'Put no private member (d, p, q) into jwk. If one was sent, that key is known to others: make a new one.',
    ],
    example: '{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"...","y":"..."}}',
  },
  'dpop-proof-elsewhere': {
    group: 'token',
    what: 'The proof was made for another method or another address than those of the request that it came with.',
    why: 'A proof that somebody recorded must not open another door.',
    fix: [
      'Make a proof for every request. htm is its method, in capitals; htu its address without the query, as the metadata gives it.',
      'If a proxy of yours sends the request on to another address, make the proof for the address of this server.',
    ],
    example: '"htm":"POST","htu":"https://auth.example.com/oauth2/token"',
  },
  'dpop-proof-other-token': {
    group: 'token',
    what: 'The proof has no ath, or that of another access token.',
    why: 'With it, a proof that was made for one token cannot be used with another.',
    fix: ['Set ath to the SHA-256 digest of the access token that you send, in base64url without padding.'],
  },
  'dpop-proof-used': {
    group: 'token',
    what: 'A proof with this jti came to this address before.',
    why: 'A proof counts once, so that whoever records one can do nothing with it.',
    fix: [
      'Make a new proof for each request, with a random jti, also where a request is sent again.',
      'Look for an HTTP library that repeats requests by itself with the same headers.',
    ],
  },
  'dpop-proof-not-now': {
    group: 'token',
    what: 'The proof has no nonce, and its iat is more than a minute ago or more than ten seconds ahead.',
    why: 'A proof is good for a moment. Whose clock is wrong shows by a nonce of this server that the proof was made lately.',
    fix: [
      'Take the value of the header DPoP-Nonce from the answer, put it into a new proof as the claim nonce, and send the request again. Libraries that know DPoP do.',
      'Set the clock of the machine: then nobody has to ask twice.',
    ],
    example: '"nonce":"the value of DPoP-Nonce"',
  },
  'dpop-nonce-missing': {
    group: 'token',
    what: 'The proof has no nonce, and this server wants one in each.',
    why: 'A nonce shows that the proof was made lately, and not in advance by somebody who had the key for a moment.',
    fix: [
      'Take the value of the header DPoP-Nonce from the answer, put it into a new proof as the claim nonce, and send the request again.',
      'Keep the nonce of the latest answer for the next request: every answer brings one.',
    ],
    example: '"nonce":"the value of DPoP-Nonce"',
  },
  'dpop-nonce-stale': {
    group: 'token',
    what: 'The nonce in the proof is more than some minutes old, or another server gave it.',
    why: 'Only a nonce that was given lately shows that the proof was made lately.',
    fix: [
      'Take the value of the header DPoP-Nonce from the answer, put it into a new proof, and send the request again.',
      'Keep the nonces of different servers apart: an API has its own.',
    ],
    example: '"nonce":"the value of DPoP-Nonce"',
  },
  'dpop-jkt-malformed': {
    group: 'authorize',
    what: 'The authorization request has a dpop_jkt that is no thumbprint of a key.',
    why: 'It says with which key the code may be exchanged. A value that no key has would make a code that nobody can use.',
    fix: ['Send the thumbprint of the public key (RFC 7638 §3, with SHA-256) in base64url, or leave dpop_jkt out.'],
    example: 'dpop_jkt=0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
  },
  'dpop-jkt-other': {
    group: 'authorize',
    what: 'A request was pushed with the proof of one key (the header DPoP) and the thumbprint of another one (dpop_jkt).',
    why: 'The code of the request is for one key alone, and this names two.',
    fix: ['Leave dpop_jkt out where you send a proof with the pushed request: the key of the proof counts.'],
  },
  'bound-tokens-by-code': {
    group: 'authorize',
    what: 'The request asks for an access token in the answer of the authorization endpoint, and the tokens of this application are bound to a key or a certificate.',
    why: 'A browser that is sent on proves no key. The token would be good for whoever finds it, which the application has ruled out.',
    fix: ['Send response_type=code, and exchange the code with a proof.'],
    example: 'response_type=code',
  },
} as const;
