import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { LogoAnswer, LogoTask } from './draw-logo.ts';

declare const WebAssembly: { compile(code: Uint8Array): Promise<never> }; // of browsers too, so that Node's types have it not

// What the codecs make, which browsers have and Node has not.
type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };
class ImageData implements Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
Object.assign(globalThis, { ImageData });

const { image, kind } = workerData as LogoTask;
const large = await fitted(await decoded(), 256);
const small = await fitted(large, 64);
const answer: LogoAnswer = { large: await encoded(large), small: await encoded(small) };
parentPort?.postMessage(answer);

async function decoded(): Promise<Pixels> {
  const bytes = image.slice().buffer;
  if (kind === 'png') {
    const { decode, init } = await import('@jsquash/png/decode.js');
    await init(await wasm('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
    return decode(bytes);
  }
  if (kind === 'jpg') {
    const { default: decode, init } = await import('@jsquash/jpeg/decode.js');
    await init(await wasm('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
    return decode(bytes, { preserveOrientation: true });
  }
  const { default: decode, init } = await import('@jsquash/webp/decode.js');
  await init(await wasm('@jsquash/webp/codec/dec/webp_dec.wasm'));
  return decode(bytes);
}

/** The whole of it in the middle of a square, with nothing around it. */
async function fitted(from: Pixels, side: number): Promise<Pixels> {
  const scale = side / Math.max(from.width, from.height);
  const [width, height] = [from.width, from.height].map((each) => Math.max(1, Math.round(each * scale)));
  const { default: resize, initResize } = await import('@jsquash/resize');
  await initResize(await wasm('@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm'));
  const drawn: Pixels = await resize(from as never, {
    width: width ?? side,
    height: height ?? side,
    method: 'lanczos3',
  });
  const data = new Uint8ClampedArray(side * side * 4);
  const [left, top] = [Math.floor((side - drawn.width) / 2), Math.floor((side - drawn.height) / 2)];
  for (let row = 0; row < drawn.height; row += 1) {
    const line = drawn.data.subarray(row * drawn.width * 4, (row + 1) * drawn.width * 4);
    data.set(line, ((top + row) * side + left) * 4);
  }
  return new ImageData(data, side, side);
}

async function encoded(pixels: Pixels): Promise<Uint8Array> {
  const { default: encode, init } = await import('@jsquash/png/encode.js');
  await init(await wasm('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
  return new Uint8Array(await encode(pixels as never));
}

async function wasm(file: string): Promise<never> {
  return WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve(file)));
}
