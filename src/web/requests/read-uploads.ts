import { Busboy } from '@fastify/busboy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRefused, MalformedForm } from '../frame/form.ts';

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
const FIELD_BYTES = 64 * 1024; // a field beside it, and all of them: as in any form
const MOST_FIELDS = 500;
/** The largest form with one: its fields, and what stands around each. */
export const UPLOAD_FORM_BYTES = UPLOAD_BYTES + 2 * FIELD_BYTES;

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

/** The fields, as every form has them; the file is put beside them. What would be cut is refused. */
function read(request: FastifyRequest, body: Buffer): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    const fields = new URLSearchParams();
    const busboy = new Busboy({
      headers: { 'content-type': request.headers['content-type'] ?? '' },
      limits: { fields: MOST_FIELDS, fieldSize: FIELD_BYTES, fieldNameSize: 100, files: 1, fileSize: UPLOAD_BYTES },
    });
    busboy.on('field', (name, value, isNameCut, isCut) => {
      if (isNameCut || isCut || isRefused(name, value)) reject(new MalformedForm());
      else fields.append(name, value);
    });
    busboy.on('fieldsLimit', () => reject(new MalformedForm()));
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
