import { type Config, readConfig } from '../../src/config.ts';
import { TEST_SECRET } from './server.ts';

/** The configuration of a development set-up, with whatever a test is about. */
export function testConfig(env: Readonly<Record<string, string>> = {}): Config {
  const read = readConfig({ SECRET: TEST_SECRET, LOG_LEVEL: 'silent', ...env });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.config;
}
