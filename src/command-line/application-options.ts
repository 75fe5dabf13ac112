import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import { needsSecret } from '../oauth/client-grants.ts';
import { checkLinks, NO_LINKS, typedLinksOf } from '../oauth/client-links.ts';
import { checkClientSettings } from '../oauth/client-settings.ts';
import type { Client, ClientPrivileges, ClientSettings } from '../oauth/model/client.ts';
import type { ClientMetadata } from '../oauth/model/client-metadata.ts';
import { sentenceOf } from '../web/words/en/problems.ts';

/** The options of `app add` and `app set`; what is not given stays as `before` or at its default. */
export function applicationOptions(commander: Commander): void {
  commander
    .option('--redirect-uri <uri>', 'where people are sent back to; may be repeated', collect)
    .option('--scope <name>', 'a scope it may ask for; may be repeated', collect)
    .option('--grant <type>', 'a grant type by its wire name; may be repeated', collect)
    .option('--public', 'cannot keep a secret: an app on a phone or in a browser')
    .option('--trusted', 'first party: people are not asked for consent')
    .option('--resource-server', 'an API: may introspect the tokens of every application')
    .option('--homepage <url>', 'where people can read about it')
    .option('--support <url>', 'where they get help with it; empty: none')
    .option('--terms <url>', 'its terms of service; empty: none')
    .option('--privacy <url>', 'its privacy policy; empty: none')
    .option('--contact <email>', 'whom they can write to; empty: nobody')
    .option('--require-pkce', 'refuse requests without PKCE, also where it has a secret');
}

/** The same rules as on the page, with an administrator's rights; everything wrong in one refusal. */
export async function settingsFrom(
  options: OptionValues,
  before: Client | undefined,
  deps: Pick<CommandDeps, 'scopes' | 'grants'>,
): Promise<ClientSettings> {
  const confidential = options['public'] === undefined ? (before?.confidential ?? true) : options['public'] !== true;
  if (options['resourceServer'] === true && !confidential) {
    throw new Refused('--resource-server is for an application with a secret: it cannot be public (--no-public).');
  }
  const allowed = (options['allowGrant'] as string[] | undefined) ?? [];
  const legacyGrants = deps.grants.filter((grant) => grant.legacy).map((grant) => grant.name);
  const missing = allowed.find((name) => !legacyGrants.includes(name));
  if (missing !== undefined)
    throw new Refused(
      `--allow-grant: this server has no legacy grant ${missing}. LEGACY_GRANTS names ${legacyGrants.join(', ') || 'none'}.`,
    );
  const given = (options['grant'] as string[] | undefined) ?? [];
  const legacy = given.find((name) => legacyGrants.includes(name) && !before?.grants.includes(name));
  if (legacy !== undefined) {
    throw new Refused(
      `--grant: ${legacy} is a legacy grant: register without it, then "latchkey app set CLIENT_ID --allow-grant ${legacy}".`,
    );
  }
  const redirectUris = (options['redirectUri'] as string[] | undefined) ?? before?.redirectUris ?? [];
  const grants = [
    ...((options['grant'] as string[] | undefined) ?? before?.grants ?? usualGrants(redirectUris)),
    ...allowed,
  ];
  const secretive = confidential ? undefined : grants.find(needsSecret);
  if (secretive !== undefined) {
    throw new Refused(`${secretive} is for an application with a secret: it cannot be public (--no-public).`);
  }
  const checked = checkClientSettings(
    {
      name: (options['name'] as string | undefined) ?? before?.name ?? '',
      homepage: (options['homepage'] as string | undefined) ?? before?.homepage ?? '',
      confidential,
      redirectUris,
      scopes: (options['scope'] as string[] | undefined) ?? before?.scopes ?? [],
      grants,
      requirePkce: (options['requirePkce'] as boolean | undefined) ?? before?.requirePkce ?? false,
    },
    {
      catalogue: await deps.scopes.list(),
      grants: deps.grants.filter((grant) => !grant.legacy).map((grant) => grant.name),
      held: before && {
        ...before,
        grants: [...before.grants, ...allowed],
        resourceServer: options['resourceServer'] ?? before.resourceServer,
      },
      privileged: 'allow',
    },
  );
  if ('settings' in checked) return checked.settings;
  throw new Refused(
    checked.problems.map(({ field, problem }) => `${OPTIONS[field]}: ${sentenceOf(problem)}`).join(' '),
  );
}

const LINKS = { supportUri: 'support', tosUri: 'terms', policyUri: 'privacy', contact: 'contact' } as const;

/** The links that were given, by the same rules as on the page; undefined where none was. */
export function linksFrom(options: OptionValues, before: Client | undefined): Partial<ClientMetadata> | undefined {
  const given = Object.entries(LINKS).filter(([, option]) => options[option] !== undefined);
  if (given.length === 0) return undefined;
  const held = before ? typedLinksOf(before.metadata) : NO_LINKS;
  const typed = { ...held, ...Object.fromEntries(given.map(([name, option]) => [name, String(options[option])])) };
  const checked = checkLinks(typed, before?.metadata.contacts);
  if ('links' in checked) return checked.links;
  throw new Refused(
    checked.problems.map(({ field, problem }) => `--${LINKS[field]}: ${sentenceOf(problem)}`).join(' '),
  );
}

/** What a new application has of what only administrators give. */
export const NO_PRIVILEGES: ClientPrivileges = {
  trusted: false,
  resourceServer: false,
  accessTokenSeconds: undefined,
  requirePkce: false,
};

/** What an administrator alone may set; undefined where none of it was given. */
export function privilegesFrom(options: OptionValues, before: ClientPrivileges): ClientPrivileges | undefined {
  const given = ['trusted', 'resourceServer', 'accessTokenSeconds'].some((name) => options[name] !== undefined);
  if (!given) return undefined;
  const seconds = options['accessTokenSeconds'] as number | 'never' | 'default' | undefined;
  return {
    trusted: (options['trusted'] as boolean | undefined) ?? before.trusted,
    resourceServer: (options['resourceServer'] as boolean | undefined) ?? before.resourceServer,
    accessTokenSeconds: seconds === undefined ? before.accessTokenSeconds : seconds === 'default' ? undefined : seconds,
    requirePkce: before.requirePkce,
  };
}

/** Codes for people who come back somewhere, client credentials for a program alone. */
function usualGrants(redirectUris: readonly string[]): readonly string[] {
  return redirectUris.length > 0 ? ['authorization_code', 'refresh_token'] : ['client_credentials'];
}

const OPTIONS: Readonly<Record<keyof ClientSettings, string>> = {
  name: '--name',
  homepage: '--homepage',
  confidential: '--public',
  redirectUris: '--redirect-uri',
  scopes: '--scope',
  grants: '--grant',
  requirePkce: '--require-pkce',
};
