import type { OAuth1RuleId } from '../../../oauth1/rules.ts';
import type { RuleText } from './rules.ts';

/** What the documentation says about a refusal of OAuth 1.0a. */
export const oauth1RuleTexts: Readonly<Record<OAuth1RuleId, RuleText>> = {
  'oauth1-parameter-missing': {
    group: 'oauth1',
    what: 'A parameter that every signed request has is missing: the answer names it.',
    why: 'Each of them is part of what is signed, or says how. oauth_callback and oauth_verifier are what OAuth 1.0a added to 1.0: without them somebody else’s approval could be used.',
    fix: [
      'Let a library sign. It adds the consumer key, the nonce, the timestamp and the signature by itself.',
      'Give it oauth_callback for the request token: the callback URL that is registered, or oob.',
      'Give it oauth_verifier for the access token: it came back with the person, or they copied it.',
    ],
    example: 'oauth_callback=oob',
  },
  'oauth1-parameter-repeated': {
    group: 'oauth1',
    what: 'One oauth_ parameter was in the request twice: in the header, the body or the query, or in two of them.',
    why: 'Two programs that read the same request may each take another one of the two values. So a request with two readings is not read at all, even if both are equal.',
    fix: [
      'Put the oauth_ parameters into the Authorization header and nowhere else.',
      'Some libraries, oauth-1.0a among them, copy every oauth_ parameter that you give them into the header: do not send it in the body or the query as well.',
    ],
  },
  'oauth1-parameter-malformed': {
    group: 'oauth1',
    what: 'A parameter cannot be read: a broken percent sign, bytes that are not UTF-8, a NUL, a header that is no list of name="value", a timestamp that is not a number of seconds, or more than 2,048 bytes.',
    why: 'Such text can be repaired in several ways. Guessing which one was signed would mean acting on something that nobody sent.',
    fix: [
      'Encode each name and value by RFC 3986 §2.1, once, as UTF-8, and put values in the header into double quotes.',
      'Send the timestamp as whole seconds since 1970. Some languages count in milliseconds.',
    ],
    example: 'Authorization: OAuth oauth_consumer_key="lk_ck_...", oauth_timestamp="1795305600"',
  },
  'oauth1-version-unsupported': {
    group: 'oauth1',
    what: 'The request has an oauth_version that is not 1.0.',
    why: 'That parameter names the way of signing, not a revision of the documents: 1.0a sends 1.0 too.',
    fix: ['Send 1.0, or leave it out.'],
    example: 'oauth_version=1.0',
  },
  'oauth1-method-unsupported': {
    group: 'oauth1',
    what: 'The oauth_signature_method is none that this server knows, or is not written exactly so.',
    why: 'A signature can be checked only by its own rules.',
    fix: [
      'Use HMAC-SHA1, which every library has, or HMAC-SHA256.',
      'RSA-SHA1 needs a public key on your application’s page.',
    ],
    example: 'oauth_signature_method=HMAC-SHA1',
  },
  'oauth1-plaintext-exposed': {
    group: 'oauth1',
    what: 'The request uses PLAINTEXT over http, or has its signature in the address.',
    why: 'With PLAINTEXT the signature is the secrets themselves. Addresses are written into logs, and plain http can be read on the way.',
    fix: [
      'Use HMAC-SHA1: it needs nothing that you do not have.',
      'Otherwise send it in the Authorization header, over https.',
    ],
  },
  'oauth1-timestamp-refused': {
    group: 'oauth1',
    what: 'The timestamp is more than five minutes before or after the time of this server. The answer names both.',
    why: 'Every nonce is remembered for as long as its timestamp counts. Without an end to that, a request that somebody recorded could be sent again.',
    fix: [
      'Set the clock of the computer that signs, and keep it set (NTP).',
      'Sign each request just before you send it: one that waited in a queue has to be signed again.',
    ],
  },
  'oauth1-not-accepted': {
    group: 'oauth1',
    what: 'The signature is not the one that this server computes. The answer shows the text that it would have signed.',
    why: 'Unknown, ended, wrong and not allowed get the same answer, so that nobody learns by trying which keys and tokens exist.',
    fix: [
      'Compare the text in the answer with the text that your library signs, character by character. They must be equal.',
      'The address in it is this server’s public address. Sign that one, with https, also where a proxy stands between.',
      'Equal texts and another signature mean another secret: the consumer’s, or that of the token. Both are used, joined by &.',
      'A token that was revoked, has expired or was exchanged signs nothing. Start again with a request token.',
      'RSA-SHA1 needs a public key on your application’s page, and PLAINTEXT the word of an administrator.',
    ],
  },
  'oauth1-nonce-used': {
    group: 'oauth1',
    what: 'A request with this nonce and timestamp came before.',
    why: 'Who records a signed request must not be able to send it again. So every signature counts once, on whichever server it arrives.',
    fix: ['Make a new random nonce and a new signature for every attempt, retries included.'],
  },
  'oauth1-too-many-requests': {
    group: 'oauth1',
    what: 'More than 60 requests from your network address were not accepted within a minute.',
    why: 'Nobody may guess at keys and verifiers without end.',
    fix: ['Wait for the seconds in Retry-After.', 'Mend what was refused before: its answer names the reason.'],
  },
  'oauth1-callback-not-registered': {
    group: 'oauth1',
    what: 'The oauth_callback is neither the callback URL on your application’s page nor oob.',
    why: 'With the callback goes the verifier. It must not reach an address that somebody put into a request.',
    fix: [
      'Compare it with the callback URL of your application: every character counts, a slash at the end and the query too.',
      'Send oob: it stands for the registered address, and where there is none the person copies the verifier.',
    ],
    example: 'oauth_callback=oob',
  },
  'oauth1-verifier-not-accepted': {
    group: 'oauth1',
    what: 'The verifier is not the one of this request token, the person has not agreed, or not any more.',
    why: 'The verifier proves that the person who agreed is the one whom your application sent. After three wrong ones the request token is dead.',
    fix: [
      'Wait until the person comes back, or types in the verifier that they were shown: 16 digits and letters from a to f.',
      'Use the verifier with the request token that came back beside it, as oauth_token.',
      'Begin again with a new request token: one lives for ten minutes and is exchanged once.',
    ],
  },
  'oauth1-not-exchanged': {
    group: 'oauth1',
    what: 'The access token was ended, or exchanged, while this request was under way.',
    why: 'Of several exchanges of one token exactly one succeeds.',
    fix: ['Let one process exchange each token, and keep what it gets.', 'Send the person to the authorization page.'],
  },
};
