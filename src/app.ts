import fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Deps } from './deps.ts';
import { endpoints } from './web/endpoints/index.ts';
import { pages } from './web/pages.ts';
import { mountEndpoints } from './web/plugins/endpoints.ts';
import { mountPages } from './web/plugins/pages.ts';
import { trustedProxies } from './web/requests/address.ts';
import { answerBadUrl } from './web/requests/bad-url.ts';
import { answerBrokenRequest } from './web/requests/broken-request.ts';
import { readClientCertificates } from './web/requests/client-certificate.ts';
import { requestIds } from './web/requests/request-id.ts';
import { plainTarget } from './web/requests/request-target.ts';
import { type Parts, wire } from './wire.ts';

const HEADER_BYTES = 48 * 1024;
/** Queries are read as strictly as forms are, where one is expected (web/frame/form.ts): this one by nobody. */
const NO_QUERY = Object.freeze({});

/** The whole server on one database, not yet listening. Nothing is done before it is asked. */
export async function buildApp(parts: Parts): Promise<{ readonly app: FastifyInstance; readonly deps: Deps }> {
  const { config, log } = parts;
  let closing = false;
  const { deps, close, sendMails } = wire(parts, () => closing);
  const app = fastify({
    // One logger for all: with one that it knows of, Fastify listens for the end of each answer, and makes a child for each
    // request, which is a fifth of the smallest. What is logged of a request names it.
    logger: false,
    childLoggerFactory: () => log,
    // A line for each request costs a fifth of the throughput and nobody reads it: refusals and failures are logged.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    trustProxy: config.trustProxy.length > 0 ? trustedProxies(config.trustProxy) : false,
    bodyLimit: 64 * 1024,
    requestTimeout: 15_000,
    keepAliveTimeout: 65_000, // longer than the idle time of usual proxies
    // A part may be as long as the whole: what it does not name is a page's to say.
    routerOptions: {
      maxParamLength: HEADER_BYTES,
      ignoreTrailingSlash: false,
      caseSensitive: true,
      querystringParser: () => NO_QUERY,
    },
    http: { maxHeaderSize: HEADER_BYTES, headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
    rewriteUrl: ({ url }) => plainTarget(url ?? '/'),
    clientErrorHandler: answerBrokenRequest,
    return503OnClosing: false,
    frameworkErrors: answerBadUrl,
  });
  app.addHook('preClose', async () => {
    closing = true;
  });
  const sender = sendMails();
  app.addHook('onClose', async () => {
    await sender?.stop();
    await close();
  });
  readClientCertificates(app, { header: config.mutualTlsHeader, trustProxy: config.trustProxy });
  await mountEndpoints(app, deps, endpoints);
  await mountPages(app, deps, pages);
  await app.ready();
  return { app, deps };
}
