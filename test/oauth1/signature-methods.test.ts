import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseAddress, baseString, readForm } from '../../src/oauth1/base-string.ts';
import type { Signer } from '../../src/oauth1/model/signer.ts';
import { signatureMethods } from '../../src/oauth1/signature-methods/index.ts';
import { readSignedRequest } from '../../src/oauth1/signed-request.ts';

type Vector = {
  readonly method: string;
  readonly url: string;
  readonly header: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly secrets: readonly [consumer: string, token: string];
};

const nobody: Signer = { consumerSecret: '', tokenSecret: '', rsaPublicKey: undefined, plaintextAllowed: false };

/** Whether the signature in the header of this request is right. */
function isRight({ method, url, header, body = '', secrets }: Vector, more: Partial<Signer> = {}): boolean {
  const found = baseAddress(url);
  assert.ok(found);
  const list = Object.entries(header).map(([name, value]) => `${name}="${encodeURIComponent(value)}"`);
  const incoming = { method, ...found, body: readForm(body), authorization: `OAuth realm="Photos",${list.join(',')}` };
  const request = readSignedRequest(incoming);
  const by = signatureMethods.find(({ name }) => name === request.get('oauth_signature_method'));
  assert.ok(by);
  const text = baseString(method, found.address, request.parameters);
  const signer = { ...nobody, consumerSecret: secrets[0], tokenSecret: secrets[1], ...more };
  return by.accepts({ baseString: text, signature: request.get('oauth_signature') ?? '' }, signer);
}

const photos = { oauth_consumer_key: 'dpf43f3p2l4k3l03', oauth_signature_method: 'HMAC-SHA1' };
const vectors: Readonly<Record<string, Vector>> = {
  'RFC 5849 §1.2, temporary credentials': {
    method: 'POST',
    url: 'https://photos.example.net/initiate',
    header: {
      ...photos,
      oauth_timestamp: '137131200',
      oauth_nonce: 'wIjqoS',
      oauth_callback: 'http://printer.example.com/ready',
      oauth_signature: '74KNZJeDHnMBp0EMJ9ZHt/XKycU=',
    },
    secrets: ['kd94hf93k423kf44', ''],
  },
  'RFC 5849 §1.2, token credentials': {
    method: 'POST',
    url: 'https://photos.example.net/token',
    header: {
      ...photos,
      oauth_token: 'hh5s93j4hdidpola',
      oauth_timestamp: '137131201',
      oauth_nonce: 'walatlh',
      oauth_verifier: 'hfdp7dh39dks9884',
      oauth_signature: 'gKgrFCywp7rO0OXSjdot/IHF7IU=',
    },
    secrets: ['kd94hf93k423kf44', 'hdhd0244k9j7ao03'],
  },
  'RFC 5849 §1.2, a photo': {
    method: 'GET',
    url: 'http://photos.example.net/photos?file=vacation.jpg&size=original',
    header: {
      ...photos,
      oauth_token: 'nnch734d00sl2jdk',
      oauth_timestamp: '137131202',
      oauth_nonce: 'chapoH',
      oauth_signature: 'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
    },
    secrets: ['kd94hf93k423kf44', 'pfkkdhi9sl3r4s00'],
  },
  // The signature that the RFC prints is that of other secrets: its erratum 2550.
  'RFC 5849 §3.1': {
    method: 'POST',
    url: 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
    body: 'c2&a3=2+q',
    header: {
      oauth_consumer_key: '9djdj82h48djs9d2',
      oauth_token: 'kkk9d7dh3k39sjv7',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '137131201',
      oauth_nonce: '7d8f3e4a',
      oauth_signature: 'r6/TJjbCOr97/+UU0NsvSne7s5g=',
    },
    secrets: ['j49sk3j29djd', 'dh893hdasih9'],
  },
  'OAuth Core 1.0a, Appendix A': {
    method: 'GET',
    url: 'http://photos.example.net/photos?file=vacation.jpg&size=original',
    header: {
      ...photos,
      oauth_token: 'nnch734d00sl2jdk',
      oauth_timestamp: '1191242096',
      oauth_nonce: 'kllo9940pd9333jh',
      oauth_version: '1.0',
      oauth_signature: 'tR3+Ty81lMeYAr/Fid0kMTYa/WM=',
    },
    secrets: ['kd94hf93k423kf44', 'pfkkdhi9sl3r4s00'],
  },
};

for (const [name, vector] of Object.entries(vectors)) {
  test(`S137 the published signature of ${name} is right, and any other is not`, () => {
    assert.ok(isRight(vector));
    const [consumer, token] = vector.secrets;
    const changed: readonly Vector[] = [
      { ...vector, method: 'PUT' },
      { ...vector, url: `${vector.url.replace('example', 'examples')}` },
      { ...vector, url: `${vector.url}${vector.url.includes('?') ? '&' : '?'}more=1` },
      { ...vector, body: `${vector.body ?? ''}&more=1` },
      { ...vector, header: { ...vector.header, oauth_nonce: 'another' } },
      { ...vector, header: { ...vector.header, oauth_signature: `${vector.header['oauth_signature']}=` } },
      { ...vector, header: { ...vector.header, oauth_signature: '' } },
      { ...vector, header: { ...vector.header, oauth_signature_method: 'HMAC-SHA256' } },
      { ...vector, header: { ...vector.header, oauth_signature_method: 'RSA-SHA1' } },
      { ...vector, header: { ...vector.header, oauth_signature_method: 'PLAINTEXT' } },
      { ...vector, secrets: [`${consumer}x`, token] },
      { ...vector, secrets: [consumer, `${token}x`] },
      { ...vector, secrets: [token, consumer] },
    ];
    for (const each of changed) assert.equal(isRight(each), false, JSON.stringify(each));
  });
}

// The test cases of oauth.net for RSA-SHA1: the certificate's key signed this.
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBpjCCAQ+gAwIBAgIBATANBgkqhkiG9w0BAQUFADAZMRcwFQYDVQQDDA5UZXN0
IFByaW5jaXBhbDAeFw03MDAxMDEwODAwMDBaFw0zODEyMzEwODAwMDBaMBkxFzAV
BgNVBAMMDlRlc3QgUHJpbmNpcGFsMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB
gQC0YjCwIfYoprq/FQO6lb3asXrxLlJFuCvtinTF5p0GxvQGu5O3gYytUvtC2JlY
zypSRjVxwxrsuRcP3e641SdASwfrmzyvIgP08N4S0IFzEURkV1wp/IpH7kH41Etb
mUmrXSwfNZsnQRE5SYSOhh+LcK2wyQkdgcMv11l4KoBkcwIDAQABMA0GCSqGSIb3
DQEBBQUAA4GBAGZLPEuJ5SiJ2ryq+CmEGOXfvlTtEL2nuGtr9PewxkgnOjZpUy+d
4TvuXJbNQc8f4AMWL/tO9w0Fk80rWKp9ea8/df4qMq5qlFWlx6yOLQxumNOmECKb
WpkUQDIDJEoFUzKMVuJf4KO/FJ345+BNLGgbJ6WujreoM1X/gYfdnJ/J
-----END CERTIFICATE-----`;
const rsa: Vector = {
  method: 'GET',
  url: 'http://photos.example.net/photos?file=vacaction.jpg&size=original',
  header: {
    oauth_consumer_key: 'dpf43f3p2l4k3l03',
    oauth_signature_method: 'RSA-SHA1',
    oauth_timestamp: '1196666512',
    oauth_nonce: '13917289812797014437',
    oauth_version: '1.0',
    oauth_signature:
      'jvTp/wX1TYtByB1m+Pbyo0lnCOLIsyGCH7wke8AUs3BpnwZJtAuEJkvQL2/9n4s5wUmUl4aCI4BwpraNx4RtEXMe5qg5T1LVTGliMRpKasKsW//e+RinhejgCuzoH26dyF8iY2ZZ/5D1ilgeijhV/vBka5twt399mXwaYdCwFYE=',
  },
  secrets: ['', ''],
};

test('S137 the published signature by RSA-SHA1 is right with its key, and with no other and with none is not', () => {
  assert.ok(isRight(rsa, { rsaPublicKey: CERTIFICATE }));
  assert.equal(isRight(rsa), false);
  assert.equal(isRight({ ...rsa, method: 'POST' }, { rsaPublicKey: CERTIFICATE }), false);
  const other = { ...rsa.header, oauth_signature_method: 'HMAC-SHA1' };
  // The public key is no secret to make a MAC with.
  assert.equal(isRight({ ...rsa, header: other }, { rsaPublicKey: CERTIFICATE }), false);
});

test('S136 PLAINTEXT is the two secrets, encoded, and only for a consumer that was allowed it', () => {
  const vector = (signature: string): Vector => ({
    method: 'GET',
    url: 'https://photos.example.net/photos',
    header: { ...photos, oauth_signature_method: 'PLAINTEXT', oauth_signature: signature },
    secrets: ['djr9rjt0jd78&f88', 'jjd99$tj88uiths3'],
  });
  const right = 'djr9rjt0jd78%26f88&jjd99%24tj88uiths3';
  assert.ok(isRight(vector(right), { plaintextAllowed: true }));
  assert.equal(isRight(vector(right)), false);
  for (const wrong of ['', '&', 'djr9rjt0jd78&f88&jjd99$tj88uiths3', `${right}&`, right.slice(0, -1)]) {
    assert.equal(isRight(vector(wrong), { plaintextAllowed: true }), false, wrong);
  }
});
