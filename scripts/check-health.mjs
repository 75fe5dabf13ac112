// node scripts/check-health.mjs healthz|readyz: ends with 0 if the server of this container answers so, else with 1.
import http from 'node:http';

const end = (code) => () => process.exit(code);
const at = {
  host: '127.0.0.1',
  port: process.env.PORT ?? 3000,
  path: `/${process.argv[2] ?? 'healthz'}`,
  timeout: 4000,
};
const request = http.get(at, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
request.on('error', end(1)).on('timeout', end(1));
