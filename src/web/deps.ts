import type { AccountDeps } from '../accounts/stores.ts';
import type { Stores } from '../oauth/stores.ts';

/** What pages and endpoints are given; app.ts fills it. Each takes from it what it uses. */
export type Deps = AccountDeps &
  Pick<Stores, 'clients'> & {
    /** The one public origin, without a slash at the end; every absolute URL derives from it. */
    readonly issuer: string;
    /** Views are read once; otherwise at every request, so that a change shows at reload. */
    readonly cacheViews: boolean;
    readonly now: () => Date;
  };
