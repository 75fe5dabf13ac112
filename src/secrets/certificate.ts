import { createHash, X509Certificate } from 'node:crypto';

/** What a certificate says, as far as clients are known by it (RFC 8705 §2). */
export type Certificate = {
  /** DER in base64, as in x5c (RFC 7517 §4.7). */
  readonly der: string;
  /** x5t#S256 (RFC 8705 §3.1). */
  readonly thumbprint: string;
  /** The distinguished name (RFC 4514 §2), its attributes in capitals and nothing around commas. */
  readonly subjectDn: string;
  readonly sanDns: readonly string[];
  readonly sanUri: readonly string[];
  readonly sanIp: readonly string[];
  readonly sanEmail: readonly string[];
};

/** Reads a certificate in DER; undefined where it is none. Whether it is to be trusted was decided where TLS ended. */
export function readCertificate(der: Buffer): Certificate | undefined {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    return undefined;
  }
  const names = alternativeNames(certificate.subjectAltName);
  const of = (kind: string) => names.filter(([each]) => each === kind).map(([, value]) => value);
  return {
    der: certificate.raw.toString('base64'),
    thumbprint: createHash('sha256').update(certificate.raw).digest('base64url'),
    subjectDn: tidyDn(certificate.subject.split('\n').reverse().join(',')),
    sanDns: of('DNS'),
    sanUri: of('URI'),
    sanIp: of('IP Address'),
    sanEmail: of('email'),
  };
}

/** A distinguished name (RFC 4514 §3) so that one that was typed compares with one that was read. */
export function tidyDn(dn: string): string {
  const parts = dn.match(/(?:[^,\\]|\\.)+/g) ?? []; // an escaped comma is none
  return parts
    .map((part) =>
      part.trim().replace(/^[A-Za-z][A-Za-z0-9-]*\s*=\s*/, (type) => type.replace(/\s/g, '').toUpperCase()),
    )
    .join(',');
}

/** Node.js quotes a name in which there is a comma or the like: such a one is nobody's (CVE-2021-44532). */
function alternativeNames(text: string | undefined): readonly (readonly [string, string])[] {
  if (text === undefined || text.includes('"')) return [];
  return text.split(', ').map((name) => {
    const at = name.indexOf(':');
    return [name.slice(0, at), name.slice(at + 1)] as const;
  });
}
