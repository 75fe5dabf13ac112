/** An application as a person finds it who wants to begin with it. */
export type Startable = {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string | undefined;
  /** Its homepage, or where its own sign-in begins (OpenID Connect Core 1.0 §4): at least one of them is there. */
  readonly homepage: string | undefined;
  readonly initiateLoginUri: string | undefined;
  /** An administrator stands for it. */
  readonly verified: boolean;
  /** It is for some groups, and this person is in one. */
  readonly restricted: boolean;
  /** The digest of its logo. */
  readonly logo: string | undefined;
  readonly lastUsedAt: Date | undefined;
};

export type StartPage = { readonly size: number; readonly search?: string; readonly after?: string | undefined };

export type StartList = {
  /**
   * By name: what is for this person's groups, what an administrator stands for, and what they allowed something themselves.
   * Whatever else anybody registered they may use as well; nobody recommends it. `next` is undefined on the last page.
   */
  list(
    userId: string,
    page: StartPage,
  ): Promise<{ readonly applications: readonly Startable[]; readonly next: string | undefined }>;
};
