import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** For a test that needs one: false, or why there is none. */
export const noHttps = spawnSync('openssl', ['version']).status !== 0 && 'openssl is not installed here';

/**
 * A server at an http address behind a proxy with a certificate of its own making: for programs that ask nobody without one.
 * `certificate` is the file of it.
 */
export async function httpsBefore(issuer: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-https-'));
  const [keyFile, certificate] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
  const made = ['-keyout', keyFile, '-out', certificate, '-days', '1', '-subj', '/CN=localhost'];
  const names = ['-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made, ...names], { stdio: 'ignore' });
  const [key, cert] = [readFileSync(keyFile), readFileSync(certificate)];
  const server = https.createServer({ key, cert }, (request, response) => {
    const { method, headers } = request;
    const on = http.request(new URL(request.url ?? '/', issuer), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(on);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    certificate,
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
