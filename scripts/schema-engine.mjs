#!/usr/bin/env node
// Stands in for Prisma's native schema-engine binary (JSON-RPC over stdio), backed by the WebAssembly build from npm.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

if (process.argv[2] === '--version') {
  console.log('schema-engine-wasm shim');
  process.exit(0);
}
const { values: opt, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  strict: false,
  options: { datasource: { type: 'string' }, datamodels: { type: 'string', multiple: true } },
});
const url = opt.datasource ? (JSON.parse(opt.datasource).url ?? '') : '';
const log = (level, fields) =>
  process.stderr.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' })}\n`,
  );
// Not { connectionString }: it would win over the `database` of the shadow database, which would then be the real one.
const config = (database) => {
  const u = new URL(url);
  return {
    host: u.hostname,
    port: Number(u.port || 5432),
    user: decodeURIComponent(u.username),
    password: decodeURIComponent(u.password),
    database: database ?? decodeURIComponent(u.pathname.slice(1)),
    Client: CatalogClient,
  };
};
const admin = async (sql, database) => {
  const c = new pg.Client({ ...config(database), connectionTimeoutMillis: 5000 });
  await c.connect();
  try {
    if (sql) await c.query(sql);
  } finally {
    await c.end();
  }
};

// adapter-pg rejects PostgreSQL's internal "char" type (OID 18), which the engine reads from the catalogues and wants as a
// Character column: pass such a column through adapter-pg as marked text, and restore its type on the way out.
const MARK = '\u0000char';
class CatalogClient extends pg.Client {
  _handleRowDescription(msg) {
    for (const f of msg.fields)
      if (f.dataTypeID === 18) {
        f.dataTypeID = 25;
        f.name += MARK;
      }
    super._handleRowDescription(msg);
  }
}
const withChars = (q) => {
  // adapter-pg's own splits at every semicolon, also at those inside a function's body.
  q.executeScript = async (script) => {
    try {
      await q.client.query(script);
    } catch (error) {
      q.onError(error);
    }
  };
  const queryRaw = q.queryRaw.bind(q);
  q.queryRaw = async (query) => {
    const r = await queryRaw(query);
    r.columnNames.forEach((n, i) => {
      if (n.endsWith(MARK)) {
        r.columnNames[i] = n.slice(0, -MARK.length);
        r.columnTypes[i] = ColumnTypeEnum.Character;
      }
    });
    return r;
  };
  if (q.startTransaction) {
    const start = q.startTransaction.bind(q);
    q.startTransaction = async (level) => withChars(await start(level));
  }
  return q;
};
class MigrationPg extends PrismaPg {
  async connect() {
    return withChars(await super.connect());
  }
  // adapter-pg's own drops the shadow database while its pool is still connected to it, which PostgreSQL refuses.
  async connectToShadowDb() {
    const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await admin(`CREATE DATABASE "${database}"`);
    const shadow = withChars(await new PrismaPg(config(database)).connect());
    const close = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await close();
      await admin(`DROP DATABASE IF EXISTS "${database}"`);
    };
    return shadow;
  }
}

if (positionals[0] === 'cli') {
  process.stderr.write('\n'); // the CLI drops the first line of stderr
  const db = config().database;
  try {
    if (positionals[1] === 'can-connect-to-database') await admin();
    else if (positionals[1] === 'create-database')
      await admin(`CREATE DATABASE ${pg.escapeIdentifier(db)}`, 'postgres');
    else if (positionals[1] === 'drop-database')
      await admin(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(db)} WITH (FORCE)`, 'postgres');
    else throw new Error(`unknown command ${positionals[1]}`);
    process.exit(0);
  } catch (e) {
    const error_code = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1010', '42P04': 'P1009' }[e.code] ?? 'P1001';
    log('ERROR', { is_panic: false, error_code, message: `${db} at ${new URL(url).host}: ${e.message || e.code}` });
    process.exit(1);
  }
}

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => log('ERROR', { message, is_panic: true }) };
const wasmFile = createRequire(import.meta.url)
  .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  .replace(/\.js$/, '.wasm');
let ready = false;
const newEngine = async () => {
  // one for each call: an engine can open its shadow database only once
  if (!ready) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmFile)), {
      './schema_engine_bg.js': bg,
    });
    bg.__wbg_set_wasm(exports);
    exports.__wbindgen_start?.();
    ready = true;
  }
  const datamodels = opt.datamodels?.map((p) => [p, readFileSync(p, 'utf8')]);
  return bg.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(new MigrationPg(config())));
};
const send = (o) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...o })}\n`);
let printId = 1_000_000;
const pending = async (engine, { migrationsList, schema, filters }) => {
  const r = await engine.diff({
    from: { tag: 'migrations', ...migrationsList },
    to: { tag: 'schemaDatamodel', ...schema },
    script: true,
    exitCode: true,
    filters,
  });
  return r.exitCode === 2 ? r.stdout : null;
};
async function call(method, params) {
  const engine = await newEngine();
  switch (method) {
    case 'getDatabaseVersion':
      return engine.version(params ?? null);
    case 'diff': {
      const r = await engine.diff(params);
      if (r.stdout) send({ id: printId++, method: 'print', params: { content: r.stdout } });
      return { exitCode: r.exitCode, stdout: null };
    }
    // The wasm engine's own versions of these two need a shadow database that they cannot open: diff instead.
    case 'evaluateDataLoss': {
      const sql = await pending(engine, params);
      const risky = sql?.split('\n').filter((l) => /\bDROP (TABLE|COLUMN)\b|SET NOT NULL|SET DATA TYPE/.test(l)) ?? [];
      return {
        migrationSteps: sql ? 1 : 0,
        unexecutableSteps: [],
        warnings: risky.map((l) => ({ message: `May lose data: ${l.trim()}`, stepIndex: 0 })),
      };
    }
    case 'createMigration': {
      const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
      const slug = params.migrationName
        .trim()
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .slice(0, 200);
      const sql = await pending(engine, params);
      return {
        connectorType: 'postgresql',
        generatedMigrationName: slug ? `${stamp}_${slug}` : stamp,
        migrationScript: sql ?? (params.draft ? '-- This is an empty migration.' : null),
        extension: 'sql',
      };
    }
    default:
      if (typeof engine[method] !== 'function') throw new Error(`schema-engine shim: no method ${method}`);
      return (await engine[method](params)) ?? {};
  }
}
let queue = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const m = JSON.parse(line);
    if (!m.method) return; // an answer to `print`
    queue = queue
      .then(() => call(m.method, m.params))
      .then(
        (result) => send({ id: m.id, result }),
        (e) =>
          send({
            id: m.id,
            error: {
              code: 4466,
              message: 'An error happened. Check the data field for details.',
              data: {
                is_panic: false,
                message: e?.message ?? String(e),
                error_code: e?.code ?? null,
                meta: e?.meta ?? null,
              },
            },
          }),
      );
  })
  .on('close', () => queue.finally(() => process.exit(0)));
