/** Something that a document prints and the standard has otherwise: what it does, and what to use instead. */
type Difference = { readonly does: string; readonly instead: string; readonly note?: string };

type DialectText = {
  /** What kind of system speaks it. */
  readonly about: string;
  readonly differences: readonly Difference[];
  /** Why its access tokens should not expire, where its programs cannot renew them. */
  readonly endless?: string;
};

/** The dialects by their names, for whoever keeps an application that has one. */
export const dialects = {
  heading: 'Dialect',
  lead: 'This application speaks as another service’s document prints it, not as OAuth 2.0 has it. An administrator of this server allowed that for a time. Change it to what stands below: then nobody needs the dialect any more.',
  leadEnded: 'It spoke as another service’s document prints it. This is what it has to do instead.',
  until: (day: string) => `Until ${day}.`,
  noEnd: 'Without an end.',
  ended: (name: string, day: string) => `Its dialect ${name} ended after ${day}: requests that need it are refused.`,
  uses: (count: string) => `${count === '1' ? 'One request' : `${count} requests`} of the last 30 days needed it.`,
  unused: 'No request of the last 30 days needed it.',
  warning: (name: string) =>
    `It uses the dialect ${name}, and what that allows is not standard. See below what to use instead.`,
  does: 'What it does',
  instead: 'What to use instead',
  all: {
    'community-maps': {
      about: 'A code flow with redirect_url and response_type=token, and a token endpoint at /oauth2/access_token.',
      differences: [
        {
          does: 'It calls the address that people come back to redirect_url.',
          instead: 'redirect_uri',
          note: 'At the authorization endpoint and at the token endpoint.',
        },
        { does: 'It asks for response_type=token and gets a code.', instead: 'response_type=code' },
        { does: 'It exchanges the code at /oauth2/access_token.', instead: 'POST /oauth2/token' },
        {
          does: 'Its document has no state: somebody else’s answer can be slipped to a person who signs in.',
          instead: 'state',
          note: 'Random, kept in the session and compared when the person is back.',
        },
        {
          does: 'Its document has no PKCE: a code that leaks can be used. People are asked every time for that reason.',
          instead: 'code_challenge, code_verifier',
          note: 'S256; any current library does it.',
        },
      ],
    },
    'op-api': {
      about: 'Client credentials at /auth/v2/accesstoken, with answers whose numbers are text.',
      differences: [
        { does: 'It asks for tokens at /auth/v2/accesstoken.', instead: 'POST /oauth2/token' },
        {
          does: 'It sends grant_type in the address.',
          instead: 'grant_type',
          note: 'In the body, with everything else.',
        },
        {
          does: 'It reads BearerToken, a status, and numbers that are text.',
          instead: '"token_type": "Bearer"',
          note: 'And expires_in as a number, and scope only where there is one.',
        },
        {
          does: 'It gets a refresh token for client credentials.',
          instead: 'grant_type=client_credentials',
          note: 'Asking for another token costs no more than refreshing one.',
        },
      ],
    },
    openstreetmap: {
      about:
        'Programs made for OpenStreetMap: iD and whatever uses osm-auth, JOSM, apps. For applications without a secret too.',
      differences: [
        {
          does: 'osm-auth and iD send the code and what belongs to it in the address of the token request.',
          instead: 'grant_type, client_id, redirect_uri, code, code_verifier',
          note: 'In the body. Addresses are written into logs; this code is consumed by the request that shows it.',
        },
        {
          does: 'JOSM proves its request with a code_verifier of 36 characters.',
          instead: 'code_verifier',
          note: 'With 43 to 128 characters (RFC 7636 §4.1).',
        },
        {
          does: 'It asks for no new token when its own has expired.',
          instead: 'grant_type=refresh_token',
          note: 'Then a token that leaks is good for an hour, not for good.',
        },
      ],
      endless:
        'Its programs cannot renew a token: people have to sign in again every time that one expires. An administrator should set its access tokens to live until they are revoked.',
    },
  } satisfies Record<string, DialectText> as Readonly<Record<string, DialectText>>,
};
