/** How surely somebody is known, from the strongest: the levels of NIST SP 800-63B. A password alone is the first. */
export const ACR_VALUES = ['aal1'] as const;

/** acr (OpenID Connect Core 1.0 §2) of somebody who was authenticated by these methods. */
export function acrOf(amr: readonly string[]): (typeof ACR_VALUES)[number] | undefined {
  return amr.includes('pwd') ? 'aal1' : undefined;
}
