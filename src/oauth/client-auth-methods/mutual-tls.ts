import { type Certificate, tidyDn } from '../../secrets.ts';
import type { ClientAuthMethod, ClientRequest } from '../client-auth-method.ts';
import type { Client } from '../model/client.ts';

/** A certificate of an authority that the proxy trusts, by one name in it that is registered (RFC 8705 §2.1). */
export const tlsClientAuth: ClientAuthMethod = byCertificate('tls_client_auth', isNamed);

/** A certificate that is registered itself, in an x5c of the client's keys (RFC 8705 §2.2). */
export const selfSignedTlsClientAuth: ClientAuthMethod = byCertificate('self_signed_tls_client_auth', isRegistered);

function byCertificate(name: string, isOf: (client: Client, certificate: Certificate) => boolean): ClientAuthMethod {
  return {
    name,
    byName: true,
    tried: (request) => request.certificate !== undefined && clientIdAlone(request) !== undefined,
    read(request) {
      const clientId = clientIdAlone(request); // RFC 8705 §2: it is there, to know whose certificate it should be
      return clientId === undefined ? undefined : { clientId, secret: undefined };
    },
    async authenticate(client, _presented, _now, { certificate }) {
      if (!certificate) return undefined;
      return isOf(client, certificate)
        ? { kind: 'key' }
        : { kind: 'refused', why: 'certificate-other', sent: certificate.subjectDn };
    },
  };
}

function clientIdAlone({ parameters, authorization }: ClientRequest): string | undefined {
  const proof =
    parameters.has('client_secret') || parameters.has('client_assertion') || parameters.has('client_assertion_type');
  return authorization === undefined && !proof ? parameters.get('client_id') : undefined;
}

function isNamed({ metadata }: Client, certificate: Certificate): boolean {
  const { tlsClientAuthSubjectDn: dn, tlsClientAuthSanIp: ip, tlsClientAuthSanEmail: email } = metadata;
  const { tlsClientAuthSanDns: dns, tlsClientAuthSanUri: uri } = metadata;
  // One of them is registered; of several all have to be there.
  const asked = [
    dn === undefined || tidyDn(dn) === certificate.subjectDn,
    dns === undefined || certificate.sanDns.some((name) => name.toLowerCase() === dns.toLowerCase()),
    uri === undefined || certificate.sanUri.includes(uri),
    ip === undefined || certificate.sanIp.includes(ip),
    email === undefined || certificate.sanEmail.includes(email),
  ];
  const none = [dn, dns, uri, ip, email].every((name) => name === undefined);
  return !none && asked.every(Boolean);
}

function isRegistered({ metadata: { jwks } }: Client, { der }: Certificate): boolean {
  return jwks?.keys.some(({ x5c }) => Array.isArray(x5c) && x5c[0] === der) === true;
}
