/** Remembers what counts once, for all instances and across restarts. */
export type UsedJtis = {
  /** True for exactly one caller until `expiresAt`. The hash is that of what a JWT is for, its issuer and its jti. */
  use(hash: Buffer, expiresAt: Date): Promise<boolean>;
};
