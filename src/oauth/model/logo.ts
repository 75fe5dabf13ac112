import type { Actor } from './client.ts';

/** A logo as we drew it anew: PNG of 256 and of 64 pixels each way, with nothing in it but pixels. */
export type DrawnLogo = { readonly large: Buffer; readonly small: Buffer };

/** `kind`: no PNG, JPEG or WebP. `dimensions`: too many pixels, or too few. `broken`: it could not be read. `busy`: not now. */
export type LogoProblem = 'kind' | 'dimensions' | 'broken' | 'busy';

export type DrawLogo = (image: Buffer) => Promise<DrawnLogo | { readonly problem: LogoProblem }>;

/** The logos of applications. What is changed stands in the audit trail, or has not been changed. */
export type LogoStore = {
  /**
   * As with another name, consent is asked again, nobody has verified it any more, and where users' applications are reviewed it
   * waits again. False: no such application, or not this keeper's.
   */
  set(clientId: string, logo: DrawnLogo | undefined, by: Actor): Promise<boolean>;
  /** By its digest, in hexadecimal. */
  find(digest: string, size: 'large' | 'small'): Promise<Buffer | undefined>;
};
