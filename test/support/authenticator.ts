import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

type Signing = {
  readonly challenge: string;
  readonly origin?: string;
  readonly verified?: boolean;
  readonly counts?: boolean;
};

/** An authenticator without a browser: what it makes and signs (WebAuthn Level 3), honest or not. */
export function authenticator({ rpId, origin }: { readonly rpId: string; readonly origin: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  const clientData = (type: string, { challenge, origin: other }: Signing) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: other ?? origin, crossOrigin: false }));
  const authData = ({ verified = true, counts = true }: Signing, more: Buffer = Buffer.alloc(0)) => {
    if (counts) counter += 1;
    const flags = 0x01 | (verified ? 0x04 : 0) | (more.length > 0 ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.of(flags), count, more]);
  };
  return {
    id: id.toString('base64url'),
    /** What it answers to navigator.credentials.create, as JSON. */
    create(asked: Signing): string {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const data = authData(asked, attested);
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'), // {fmt: "none", attStmt: {}, authData:
        Buffer.of(data.length),
        data,
      ]);
      return JSON.stringify({
        ...{
          id: id.toString('base64url'),
          rawId: id.toString('base64url'),
          type: 'public-key',
          clientExtensionResults: {},
        },
        response: {
          clientDataJSON: clientData('webauthn.create', asked).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      });
    },
    /** What it answers to navigator.credentials.get, as JSON. */
    get(asked: Signing & { readonly userHandle?: string }): string {
      const client = clientData('webauthn.get', asked);
      const data = authData(asked);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return JSON.stringify({
        ...{
          id: id.toString('base64url'),
          rawId: id.toString('base64url'),
          type: 'public-key',
          clientExtensionResults: {},
        },
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          ...(asked.userHandle ? { userHandle: Buffer.from(asked.userHandle).toString('base64url') } : {}),
        },
      });
    },
  };
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** {1: 2, 3: -7, -1: 1, -2: x, -3: y} in CBOR. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinate = (text: string) => Buffer.concat([Buffer.from('5820', 'hex'), Buffer.from(text, 'base64url')]);
  return Buffer.concat([
    Buffer.from('a5010203262001', 'hex'),
    Buffer.of(0x21),
    coordinate(x),
    Buffer.of(0x22),
    coordinate(y),
  ]);
}
