import type { RefusalStore } from '../oauth/model/refusal.ts';
import type { OAuth1TokenStore } from './model/access-token.ts';
import type { ConsumerRegistry } from './model/consumer.ts';
import type { ExchangeStore } from './model/exchange.ts';
import type { RequestTokenStore } from './model/request-token.ts';
import type { OAuth1RuleId } from './rules.ts';

/** What OAuth 1.0a asks of a database. */
export type OAuth1Stores = {
  readonly consumers: ConsumerRegistry;
  readonly requestTokens: RequestTokenStore;
  readonly accessTokens: OAuth1TokenStore;
  readonly exchanges: ExchangeStore;
  readonly refusals: RefusalStore<OAuth1RuleId>;
};
