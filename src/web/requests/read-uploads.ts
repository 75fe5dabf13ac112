import { Busboy } from '@fastify/busboy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MalformedForm } from '../frame/form.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A form with a file (multipart/form-data, RFC 7578 §4.1), which is read nowhere else. */
    upload?: boolean;
  }
  interface FastifyRequest {
    /** The file that was sent with the form; undefined: none, or an empty one. */
    upload: Buffer | undefined;
  }
}

/** The largest file. */
export const UPLOAD_BYTES = 1024 * 1024;
/** The largest form with one: what stands around it is small. */
export const UPLOAD_FORM_BYTES = UPLOAD_BYTES + 16 * 1024;
const MOST_FIELDS = 10;
const LONGEST_FIELD = 4096;

class NoUploadHere extends Error {
  readonly statusCode = 415;
}

/** Forms with a file, where a route says that it takes one. */
export function readUploads(scope: FastifyInstance) {
  scope.decorateRequest('upload', undefined);
  scope.addHook('preParsing', (request, _reply, payload, done) => {
    const foreign = isMultipart(request) && !request.routeOptions.config.upload && !request.is404;
    if (foreign) done(new NoUploadHere());
    else done(null, payload);
  });
  scope.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: UPLOAD_FORM_BYTES },
    (request, body, done) => {
      read(request, body as Buffer).then(
        (fields) => done(null, fields),
        () => done(new MalformedForm()),
      );
    },
  );
}

function isMultipart({ headers }: FastifyRequest): boolean {
  return /^multipart\//i.test(headers['content-type'] ?? '');
}

/** The fields, as every form has them; the file is put beside them. One that is cut is none. */
function read(request: FastifyRequest, body: Buffer): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    const fields = new URLSearchParams();
    const busboy = new Busboy({
      headers: { 'content-type': request.headers['content-type'] ?? '' },
      limits: { fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, fieldNameSize: 100, files: 1, fileSize: UPLOAD_BYTES },
    });
    busboy.on('field', (name, value) => fields.append(name, value));
    busboy.on('file', (_name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(new MalformedForm()));
      stream.on('error', reject); // the form ends within the file; where nobody listens, the process ends
      stream.on('end', () => {
        const file = Buffer.concat(chunks);
        request.upload = file.length > 0 ? file : undefined;
      });
    });
    busboy.on('finish', () => resolve(fields));
    busboy.on('error', reject);
    busboy.end(body);
  });
}
