import type { Client } from '../model/client.ts';
import type { Keyring, SigningAlg } from '../model/signing-key.ts';
import type { ResponseMode } from '../response-mode.ts';
import { fragment } from './fragment.ts';
import { query } from './query.ts';

/** What answers are signed with, and in whose name. */
export type AnswerSigning = {
  readonly keyring: Pick<Keyring, 'signer'>;
  readonly issuer: string;
  readonly now: () => Date;
};

const LIVES_SECONDS = 300; // JARM §2.1: ten minutes at most
const TYPE = 'oauth-authz-resp+jwt'; // a kind of its own, since an ID token is a JWT too

/** A mode whose answer is one parameter, `response`: a JWT that holds the others, refusals too (JARM §2.3). */
export function signedMode(plain: ResponseMode, signing: AnswerSigning): ResponseMode {
  // A fragment is seen by the browser alone, and so is good enough for what may stand in a query.
  const responseTypes = plain === fragment ? [...query.responseTypes, ...fragment.responseTypes] : plain.responseTypes;
  return {
    ...plain,
    name: `${plain.name}.jwt`,
    responseTypes,
    async carry(uri, answer, to) {
      return plain.carry(uri, new URLSearchParams({ response: await signedAnswer(answer, to.client, signing) }), to);
    },
  };
}

/** The same, in the mode that the response type has where none is asked for (JARM §2.3.4). */
export function jwtMode(signing: AnswerSigning): ResponseMode {
  const [inQuery, inFragment] = [signedMode(query, signing), signedMode(fragment, signing)];
  return {
    name: 'jwt',
    responseTypes: [...query.responseTypes, ...fragment.responseTypes],
    carry(uri, answer, to) {
      return (query.responseTypes.includes(to.responseType) ? inQuery : inFragment).carry(uri, answer, to);
    },
  };
}

/** JARM §2.1: the answer as claims, for this client and a few minutes. The answer names the issuer itself (RFC 9207 §2.4). */
async function signedAnswer(answer: URLSearchParams, client: Client, signing: AnswerSigning): Promise<string> {
  const iat = Math.floor(signing.now().getTime() / 1000);
  const { expires_in: life, ...said } = Object.fromEntries(answer);
  const claims = {
    ...said,
    ...(life === undefined ? {} : { expires_in: Number(life) }),
    iss: signing.issuer,
    aud: client.id,
    exp: iat + LIVES_SECONDS,
    iat,
  };
  const alg = (client.metadata.authorizationSignedResponseAlg ?? 'RS256') as SigningAlg; // JARM §3
  const signer = await signing.keyring.signer(alg);
  return signer.sign(Buffer.from(JSON.stringify(claims)), TYPE);
}
