/** How surely somebody is known, from the strongest: the levels of NIST SP 800-63B. A password alone is the first, two factors are the second. */
export const ACR_VALUES = ['aal2', 'aal1'] as const;
export type Acr = (typeof ACR_VALUES)[number];

/** acr (OpenID Connect Core 1.0 §2) of somebody who was authenticated by these methods. */
export function acrOf(amr: readonly string[]): Acr | undefined {
  if (amr.includes('mfa')) return 'aal2'; // RFC 8176 §2
  return amr.includes('pwd') ? 'aal1' : undefined;
}

/**
 * The level that a request cannot do without: the lowest of those that it names in `acr_values`, which are in the order in which
 * it would like them (OpenID Connect Core 1.0 §3.1.2.1). Undefined: any will do, as where it names none that we know.
 */
export function leastAcr(values: string | undefined): Acr | undefined {
  const named = (values ?? '').split(' ');
  return ACR_VALUES.findLast((acr) => named.includes(acr));
}

/** Whether somebody who was authenticated by these methods is known as surely as is asked. */
export function reaches(amr: readonly string[], asked: Acr): boolean {
  const reached = acrOf(amr);
  return reached !== undefined && ACR_VALUES.indexOf(reached) <= ACR_VALUES.indexOf(asked);
}
