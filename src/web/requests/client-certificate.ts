import type { FastifyInstance } from 'fastify';
import { type Certificate, readCertificate } from '../../secrets.ts';
import { trustedProxies } from './address.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** That of the client's TLS connection, where a trusted proxy hands it on. */
    clientCertificate: Certificate | undefined;
  }
}

const BYTES = /^:([A-Za-z0-9+/]+={0,2}):$/; // RFC 8941 §3.3.5

/**
 * Reads the certificate that a proxy hands on in this header (RFC 9440 §2): only of a connection that comes from an address of
 * `trustProxy` itself, since anybody can send a header. Undefined: none is read.
 */
export function readClientCertificates(
  app: FastifyInstance,
  { header, trustProxy }: { readonly header: string | undefined; readonly trustProxy: readonly string[] },
): void {
  app.decorateRequest('clientCertificate', undefined);
  if (header === undefined) return;
  const isTrusted = trustedProxies(trustProxy);
  app.addHook('onRequest', async (request) => {
    const value = request.headers[header];
    if (value === undefined || !isTrusted(request.socket.remoteAddress ?? '')) return;
    const [, base64] = BYTES.exec(String(value)) ?? [];
    request.clientCertificate = base64 === undefined ? undefined : readCertificate(Buffer.from(base64, 'base64'));
    if (request.clientCertificate) return;
    request.log.warn({ event: 'certificate.unreadable' }, `${header} holds no certificate as RFC 9440 §2.1 has it`);
  });
}
