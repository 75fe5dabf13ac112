import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { digestBase64url } from '../../secrets.ts';

export const DAY_SECONDS = 86_400;

/**
 * Serves what an instance looks like, made once, and says where: beside the files of public/, with a digest in the address. Whoever
 * opens an SVG by itself sees a picture that can do nothing.
 */
export function serveInstance(scope: FastifyInstance, { name, logo, colour }: Deps['instance']) {
  const serve = (file: string, type: string, content: Buffer | string, policy?: string) => {
    const path = `/public/${file}`;
    scope.get(path, (_request, reply) => {
      if (policy !== undefined) reply.header('content-security-policy', policy);
      return reply.type(type).header('cache-control', `public, max-age=${DAY_SECONDS}`).send(content);
    });
    return `${path}?${digestBase64url(content.toString('base64')).slice(0, 8)}`;
  };
  return {
    instanceName: name,
    instanceLogo:
      logo && serve(logo.type === 'image/png' ? 'instance.png' : 'instance.svg', logo.type, logo.content, NOTHING),
    instanceStylesheet: colour && serve('instance.css', 'text/css; charset=utf-8', stylesheetOf(colour)),
  };
}

const NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** The accents in the place of those of public/latchkey.css. */
function stylesheetOf({ light, dark }: NonNullable<Deps['instance']['colour']>): string {
  const rule = ({ accent, hover, wash, on }: typeof light) =>
    `:root { --accent: ${accent}; --accent-hover: ${hover}; --accent-wash: ${wash}; --on-accent: ${on}; }`;
  return `${rule(light)}\n@media (prefers-color-scheme: dark) { ${rule(dark)} }\n`;
}
