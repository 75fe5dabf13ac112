import pg from 'pg';
import { randomUUID } from '../../src/secrets.ts';

const UNKNOWN_SETTING = '42704'; // of a newer Postgres

export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** A database of this test's own, cloned from the migrated template in some 50 ms. */
export function testDatabase(): Promise<TestDatabase> {
  return create('TEMPLATE latchkey_template STRATEGY FILE_COPY');
}

/** The same with nothing in it, for tests of the migrations themselves. */
export function emptyDatabase(): Promise<TestDatabase> {
  return create('TEMPLATE template0');
}

/** The same with settings, locale and search path that nobody would choose; `schema`: where its tables shall be. */
export async function hostileDatabase(
  settings: Readonly<Record<string, string>>,
  { schema }: { readonly schema?: string } = {},
): Promise<TestDatabase> {
  // In Turkish i and I are not one letter.
  const { url, drop } = await create("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' LOCALE 'C'");
  const address = new URL(url);
  const name = address.pathname.slice(1);
  await asSuperuser('CREATE SCHEMA elsewhere', url);
  if (schema !== undefined) {
    await asSuperuser('DROP SCHEMA public', url);
    address.searchParams.set('schema', schema);
  }
  for (const [setting, value] of Object.entries({ search_path: 'elsewhere', ...settings })) {
    await asSuperuser(`ALTER DATABASE ${name} SET ${setting} = ${value}`).catch((error: { code?: string }) => {
      if (error.code !== UNKNOWN_SETTING) throw error;
    });
  }
  return { url: address.href, drop };
}

/** The address of a database on the Postgres of this run, as its superuser. */
export function databaseUrl(name: string): string {
  const base = process.env['TEST_PG_URL'];
  if (!base) throw new Error('TEST_PG_URL is not set: run the tests with "npm test" (names of files may follow)');
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement as the superuser, outside any test's own database or in one. */
export async function asSuperuser(sql: string, url = databaseUrl('postgres')): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function create(how: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(`CREATE DATABASE ${name} ${how}`);
  return { url: databaseUrl(name), drop: () => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
