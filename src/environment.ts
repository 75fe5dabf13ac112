import { existsSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from './config.ts';
import { root } from './root.ts';

/** The settings of this process; in development a `.env` file of the project gives what the environment does not. */
export function readEnvironment(): ReturnType<typeof readConfig> {
  const file = path.join(root, '.env');
  const development = ['development', undefined].includes(process.env['NODE_ENV']);
  const given = new Set(Object.keys(process.env));
  if (development && existsSync(file)) process.loadEnvFile(file);
  const fromFile = Object.keys(process.env).filter((name) => !given.has(name));
  const options = [process.env['NODE_OPTIONS'], ...process.execArgv].filter(Boolean).join(' ');
  return readConfig({ ...process.env, ...(options && { NODE_OPTIONS: options }) }, fromFile);
}

/** Whether NODE_ENV says so: then whoever reads what is printed is a program. */
export function isProduction(): boolean {
  return process.env['NODE_ENV'] === 'production';
}
