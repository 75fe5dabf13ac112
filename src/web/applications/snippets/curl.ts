import { DEVICE_CODE } from '../../../oauth/model/device-code.ts';
import { OUT_OF_BAND } from '../../../oauth/redirect-uri.ts';
import { lines, refreshes, type Snippet, scopeOf, type Use, visitOf } from '../snippet.ts';

/** To look at the answers themselves. The code is copied by hand, so it works with every redirect URI. */
export const curl: Snippet = {
  name: 'curl',
  packages: [],
  serverPackages: [],
  ending: 'sh',
  signIn(use) {
    const { client, issuer } = use;
    const shown = client.redirectUris.includes(OUT_OF_BAND);
    const redirectUri = shown ? OUT_OF_BAND : (visitOf(use)?.redirectUri ?? client.redirectUris[0]);
    if (redirectUri === undefined) return undefined;
    return lines(
      environment(use),
      'verifier=$(openssl rand -hex 32)',
      `challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')`,
      '',
      "echo 'Open this address in your browser, sign in and agree:'",
      `echo "${authorizeUrl(use, redirectUri)}\\`,
      '&code_challenge=$challenge&code_challenge_method=S256"',
      shown
        ? "echo 'Paste the code that you are shown:'"
        : "echo 'You are sent on, perhaps to a page that does not open. Paste from its address what follows code=, up to the &:'",
      'read -r code',
      '',
      `curl ${identity(use)} \\`,
      '  -d grant_type=authorization_code -d code="$code" -d code_verifier="$verifier" \\',
      `  -d redirect_uri=${shell(redirectUri)} \\`,
      `  ${issuer}/oauth2/token`,
      refreshes(use) && '',
      refreshes(use) && '# When the access token has expired, with the refresh token of the last answer:',
      refreshes(use) && `# curl ${identity(use)} \\`,
      refreshes(use) && '#   -d grant_type=refresh_token -d refresh_token="$REFRESH_TOKEN" \\',
      refreshes(use) && `#   ${issuer}/oauth2/token`,
      '',
    );
  },
  connectDevice(use) {
    const scope = scopeOf(use, DEVICE_CODE);
    return lines(
      environment(use),
      `answer=$(curl -s ${identity(use)} \\`,
      scope && `  -d scope=${shell(scope)} \\`,
      `  ${use.issuer}/oauth2/device_authorization)`,
      `value() { printf %s "$answer" | sed -n "s/.*\\"$1\\":\\"*\\([^,\\"}]*\\).*/\\1/p"; }`,
      'echo "Open $(value verification_uri) and type $(value user_code)"',
      '',
      'device_code=$(value device_code) interval=$(value interval)',
      'while sleep "$interval"; do',
      `  answer=$(curl -s ${identity(use)} \\`,
      `    -d grant_type=${DEVICE_CODE} -d device_code="$device_code" \\`,
      `    ${use.issuer}/oauth2/token)`,
      '  case $(value error) in',
      '    authorization_pending) ;;',
      '    slow_down) interval=$((interval + 5)) ;;',
      '    *) break ;;',
      '  esac',
      'done',
      'echo "$answer"',
      '',
    );
  },
  actForItself(use) {
    const scope = scopeOf(use, 'client_credentials');
    return lines(
      environment(use),
      `curl ${identity(use)} \\`,
      '  -d grant_type=client_credentials \\',
      scope && `  -d scope=${shell(scope)} \\`,
      `  ${use.issuer}/oauth2/token`,
      '',
    );
  },
  checkToken: (use) =>
    lines(
      environment(use),
      `curl ${identity(use)} \\`,
      '  -d token="$TOKEN" \\',
      `  ${use.issuer}/oauth2/introspect`,
      '',
    ),
};

function environment({ client }: Use): string | false {
  return client.confidential && '. ./.env';
}

function identity({ client }: Use): string {
  return client.confidential ? `-u "${client.id}:$CLIENT_SECRET"` : `-d client_id=${client.id}`;
}

/** The part of the address that is known beforehand, in lines; nothing in it means anything between double quotes. */
function authorizeUrl(use: Use, redirectUri: string): string {
  const scope = scopeOf(use, 'authorization_code');
  const client = new URLSearchParams({ response_type: 'code', client_id: use.client.id });
  const rest = new URLSearchParams({ redirect_uri: redirectUri, ...(scope ? { scope } : {}) });
  return `${use.issuer}/oauth2/authorize?${client}\\\n&${rest}`;
}

/** A text as a shell takes it. */
function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
