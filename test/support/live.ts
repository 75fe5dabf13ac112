import { type TestApp, testApp } from './app.ts';
import { freePort } from './server.ts';

/** The whole server in this process, listening at its issuer: for clients that come over the network. */
export async function liveApp(
  env: Readonly<Record<string, string>> = {},
): Promise<TestApp & { readonly issuer: string }> {
  const port = await freePort();
  const site = await testApp({ env: { ...env, PORT: String(port) } });
  await site.app.listen({ port, host: '127.0.0.1' });
  return { ...site, issuer: `http://localhost:${port}` };
}
