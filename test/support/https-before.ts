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
  const { key, cert, certificate, remove } = certificateFile('localhost');
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
      remove();
    },
  };
}

/** A key and a certificate of its own making for a host. */
export function selfSigned(host: string): { readonly key: string; readonly cert: string } {
  const { key, cert, remove } = certificateFile(host);
  remove();
  return { key, cert };
}

function certificateFile(host: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-https-'));
  const [keyFile, certificate] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
  const made = ['-keyout', keyFile, '-out', certificate, '-days', '1', '-subj', `/CN=${host}`];
  const names = ['-addext', `subjectAltName=DNS:${host}`];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made, ...names], { stdio: 'ignore' });
  return {
    key: readFileSync(keyFile, 'utf8'),
    cert: readFileSync(certificate, 'utf8'),
    certificate,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
