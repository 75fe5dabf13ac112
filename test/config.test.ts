import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { type Config, type Problem, readConfig } from '../src/config.ts';
import { explainProblems } from '../src/explain-problems.ts';
import { root } from '../src/root.ts';

const SECRET = 'k7vQ2mXw9rT4bNcY6hJdL8sGfZ3pAeUo';
const EXTERNAL = { DATABASE_URL: 'postgresql://latchkey:hush@db.internal/latchkey', SECRET };
const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
after(() => rmSync(folder, { recursive: true }));

function config(env: Readonly<Record<string, string>>): Config {
  const read = readConfig(env);
  assert.ok('config' in read, JSON.stringify(read));
  return read.config;
}

function problems(env: Readonly<Record<string, string>>): readonly Problem[] {
  const read = readConfig(env);
  return 'problems' in read ? read.problems : [];
}

test('with nothing set it is a development server on the embedded database', () => {
  const { issuer, host, port, dataDir, migrate, strict, databaseUrl, secrets } = config({});
  assert.deepEqual(
    { issuer, host, port, dataDir, migrate, strict, databaseUrl, secrets },
    {
      issuer: 'http://localhost:3000',
      host: '127.0.0.1',
      port: 3000,
      dataDir: path.join(root, 'data'),
      migrate: 'auto',
      strict: false,
      databaseUrl: undefined,
      secrets: [],
    },
  );
  assert.equal(config({ PORT: '8080' }).issuer, 'http://localhost:8080');
  assert.ok(Object.isFrozen(config({})));
});

test('with a database of its own it is strict, and migrates only when it is told to', () => {
  const { strict, migrate } = config(EXTERNAL);
  assert.deepEqual({ strict, migrate }, { strict: true, migrate: 'off' });
  assert.deepEqual(
    problems({ DATABASE_URL: EXTERNAL.DATABASE_URL }).map(({ name }) => name),
    ['SECRET'],
  );
});

test('outbound requests may reach hosts, ports, addresses and ranges that are named', () => {
  assert.deepEqual(config({}).outboundAllow, []);
  const value = 'Keys.internal, keys.internal:8443,10.1.0.0/16,127.0.0.1,127.0.0.1:8443,[::1]:8443,fd00::/8';
  assert.deepEqual(config({ OUTBOUND_ALLOW: value }).outboundAllow, value.toLowerCase().split(/, ?/));
  for (const wrong of [
    '',
    '*',
    '*.internal',
    'https://keys.internal',
    'a b',
    'a:0',
    'a:99999',
    '10.0.0.0/33',
    '10.1',
    'a/b',
    'a,',
  ]) {
    assert.deepEqual(
      problems({ OUTBOUND_ALLOW: wrong }).map(({ name }) => name),
      ['OUTBOUND_ALLOW'],
      wrong,
    );
  }
});

test('legacy grants are those that are named, and no others', () => {
  assert.deepEqual(config({}).legacyGrants, []);
  assert.deepEqual(config({ LEGACY_GRANTS: ' implicit, password,implicit' }).legacyGrants, ['password', 'implicit']);
  for (const value of ['', 'all', 'password,', 'Password', 'client_credentials']) {
    assert.deepEqual(
      problems({ LEGACY_GRANTS: value }).map(({ name }) => name),
      ['LEGACY_GRANTS'],
      value,
    );
  }
});

test('every problem is told at once, with name, value, reason and example', () => {
  const found = problems({ ISSUER: 'localhost', PORT: '99999', HASH_SLOTS: '', REGISTRATION: 'all', MIGRATE: 'yes' });
  assert.deepEqual(found.map(({ name }) => name).sort(), ['HASH_SLOTS', 'ISSUER', 'MIGRATE', 'PORT', 'REGISTRATION']);
  const text = explainProblems(found);
  assert.match(text, /PORT \("99999"\) must be a whole number from 1 to 65535\.\n {4}Example: PORT=3000/);
  assert.match(text, /HASH_SLOTS \(""\) is empty/);
});

test('secrets and the accounts of databases are never told', () => {
  const env = {
    DATABASE_URL: 'mysql://latchkey:hush@db/x?password=hush',
    SECRET: 'hush-hush',
    MIGRATE_DATABASE_URL: 'hush',
  };
  const text = explainProblems(problems(env));
  assert.doesNotMatch(text, /hush/);
  assert.match(text, /DATABASE_URL \("mysql:\/\/\*\*\*@db\/x\?\*\*\*"\)/);
  const mistaken = explainProblems(problems({ DATABASE_URL: EXTERNAL.DATABASE_URL, SECRET_FILE: SECRET }));
  assert.match(mistaken, /SECRET_FILE \("\d+ characters, not shown"\) cannot be read/);
  assert.equal(mistaken.includes(SECRET), false);
});

test('S147 a database whose password needs encoding is refused with how to write it, and without a piece of it', () => {
  for (const sign of ['/', '?', '#', '%', '/@', '1/', '12/#', '12?', '12#', '\n/']) {
    for (const password of [`hush${sign}secret`, `${sign}secret`, `12${sign}secret`]) {
      const url = `postgresql://latchkey:${password}@db.internal:5432/latchkey`;
      const text = explainProblems(problems({ DATABASE_URL: url, MIGRATE_DATABASE_URL: url, SECRET }));
      for (const name of ['DATABASE_URL', 'MIGRATE_DATABASE_URL']) {
        const told = new RegExp(
          `${name} \\("postgresql://\\*\\*\\*@db\\.internal:5432/latchkey"\\) has a character .*%2F`,
        );
        assert.match(text, told, password);
      }
      assert.doesNotMatch(text, /hush|secret[^s]|12/, password);
      const encoded = `postgresql://latchkey:${encodeURIComponent(password)}@db.internal:5432/latchkey`;
      assert.equal(config({ DATABASE_URL: encoded, SECRET }).databaseUrl, encoded);
    }
  }
  const socket = 'postgresql:///latchkey?host=/var/run/postgresql';
  assert.equal(config({ DATABASE_URL: socket, SECRET }).databaseUrl, socket);
});

test('S135 the issuer is https except on loopback, in development too, and the message says what would not work', () => {
  for (const ISSUER of [
    'http://auth.example.org',
    'http://10.0.0.1',
    'http://192.168.1.7:3000',
    'http://127.0.0.1.example.org',
    'http://localhost.example',
  ]) {
    for (const env of [{}, EXTERNAL, { NODE_ENV: 'production' }]) {
      const [problem, ...more] = problems({ ...env, ISSUER });
      assert.deepEqual([problem?.name, more], ['ISSUER', []], ISSUER);
      assert.match(
        problem?.reason ?? '',
        /^must be https, except .*browsers do not keep the cookie that signing in needs$/,
      );
    }
  }
  for (const ISSUER of ['https://auth.example.org', 'http://localhost:3000', 'http://127.0.0.1:1', 'http://[::1]:1']) {
    assert.equal(config({ ...EXTERNAL, ISSUER }).issuer, ISSUER);
  }
});

test('S135 a strict server has no weak secret and no open debugger', () => {
  for (const weak of ['short', 'a'.repeat(40), `${SECRET},short`, 'change-me-change-me-change-me-0123456789']) {
    assert.deepEqual(
      problems({ ...EXTERNAL, SECRET: weak }).map(({ name }) => name),
      ['SECRET'],
      weak,
    );
  }
  const [listed] = problems({ ...EXTERNAL, SECRET: `${SECRET},short` });
  assert.equal(listed?.reason, 'must have at least 32 characters, each of those that a comma separates');
  assert.equal(problems({ ...EXTERNAL, NODE_OPTIONS: '--inspect=0.0.0.0' }).length, 1);
  assert.equal(problems({ ...EXTERNAL, NODE_TLS_REJECT_UNAUTHORIZED: '0' }).length, 1);
});

test('the issuer is an origin and nothing more', () => {
  assert.equal(config({ ISSUER: 'https://Auth.Example.org/' }).issuer, 'https://auth.example.org');
  for (const ISSUER of [
    'https://a.example/oauth',
    'https://u@a.example',
    'https://a.example/?',
    'ftp://a.example',
    'a',
  ]) {
    assert.equal(problems({ ISSUER }).length, 1, ISSUER);
  }
});

test('a secret can come from a file, and a list of them rotates', () => {
  const file = path.join(folder, 'secret');
  writeFileSync(file, `${SECRET}\n`);
  const { DATABASE_URL } = EXTERNAL;
  assert.deepEqual(config({ DATABASE_URL, SECRET_FILE: file }).secrets, [SECRET]);
  assert.deepEqual(config({ DATABASE_URL, SECRET: `${SECRET}, ${SECRET}older` }).secrets, [SECRET, `${SECRET}older`]);
  assert.match(explainProblems(problems({ DATABASE_URL, SECRET_FILE: `${file}.none` })), /cannot be read \(ENOENT\)/);
  assert.match(explainProblems(problems({ ...EXTERNAL, SECRET_FILE: file })), /give one of the two/);
});

test('lifetimes stay in their ranges, and idle ones below absolute ones', () => {
  assert.equal(problems({ CODE_SECONDS: '601' }).length, 1);
  assert.equal(problems({ DEVICE_CODE_SECONDS: '901' }).length, 1);
  for (const PUSHED_REQUEST_SECONDS of ['4', '601']) assert.equal(problems({ PUSHED_REQUEST_SECONDS }).length, 1);
  assert.equal(problems({ ACCESS_TOKEN_SECONDS: '1e3' }).length, 1);
  const [problem] = problems({ REFRESH_TOKEN_IDLE_SECONDS: '7000', REFRESH_TOKEN_SECONDS: '6000' });
  assert.match(problem?.reason ?? '', /not be more than REFRESH_TOKEN_SECONDS \(6000\)/);
  assert.equal(problems({ SESSION_SECONDS: '600' }).length, 1);
});

test('proxies are addresses and ranges', () => {
  assert.deepEqual(config({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy, ['10.0.0.0/8', '::1']);
  assert.match(explainProblems(problems({ TRUST_PROXY: '10.0.0.0/8,true' })), /"true" is neither/);
});

test('S136 OAuth 1.0a is off, and starts with an issuer that is https or on loopback alone', () => {
  assert.equal(config({}).oauth1, false);
  for (const ISSUER of ['https://auth.example.com', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]']) {
    assert.equal(config({ OAUTH1: 'on', ISSUER }).oauth1, true, ISSUER);
  }
  const found = problems({ OAUTH1: 'on', ISSUER: 'http://auth.example.com' });
  assert.deepEqual(
    found.map(({ name }) => name),
    ['ISSUER'],
  );
  assert.deepEqual(problems({ OAUTH1: 'yes' })[0]?.name, 'OAUTH1');
});

test('name, logo and colour of an instance are checked at the start, and so is its language', () => {
  const of = (env: Record<string, string>) => problems(env).map(({ name, reason }) => `${name} ${reason}`);
  assert.deepEqual(of({ INSTANCE_NAME: 'x'.repeat(61) }), [
    'INSTANCE_NAME must be at most 60 characters that can be seen',
  ]);
  assert.deepEqual(of({ INSTANCE_LOGO_FILE: '/nowhere/logo.svg' }), ['INSTANCE_LOGO_FILE cannot be read (ENOENT)']);
  assert.deepEqual(of({ INSTANCE_LOGO_FILE: 'package.json' }), ['INSTANCE_LOGO_FILE is neither a PNG nor an SVG']);
  assert.deepEqual(of({ INSTANCE_COLOUR: 'purple' }), ['INSTANCE_COLOUR must be a colour as #rrggbb']);
  assert.match(of({ INSTANCE_COLOUR: '#ffff00' })[0] ?? '', /^INSTANCE_COLOUR is too bright to be read/);
  assert.equal(config({ INSTANCE_COLOUR: '#7B2CBF' }).instanceColour, '#7b2cbf');
  assert.deepEqual(of({ LANGUAGE: 'xx' }), ['LANGUAGE must be one of en, de']);
  for (const [given, language] of Object.entries({
    de: 'de',
    'de-AT': 'de',
    'fr_FR:de:en': 'de',
    'fr_FR.UTF-8': 'en',
    '': 'en',
  })) {
    assert.equal(config({ LANGUAGE: given }).language, language, given);
  }
});
