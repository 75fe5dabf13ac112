import { Worker } from 'node:worker_threads';
import type { DrawLogo, DrawnLogo } from '../oauth/model/logo.ts';

const KINDS = ['png', 'jpg', 'webp'] as const;
const LONGEST_SIDE = 4096;
const SHORTEST_SIDE = 16;
const MOST_PIXELS = 2048 * 2048;
const MOST_WAITING = 4;
const SECONDS = 10;

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './logo-worker.ts' : './logo-worker.js', import.meta.url);

/** What a thread is given, and what it answers. */
export type LogoTask = { readonly image: Uint8Array; readonly kind: (typeof KINDS)[number] };
export type LogoAnswer = { readonly large: Uint8Array; readonly small: Uint8Array };

/**
 * Draws an uploaded image anew, so that nothing of the file reaches anybody but its pixels. Its head is looked at first; the
 * rest is read by WebAssembly, in a thread of its own that is started for it and ended after it: an image can do no more than
 * fail, and a server that sees none loads nothing. One at a time, few may wait.
 */
export function logoDrawer(): DrawLogo {
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();
  return async (image) => {
    const looked = await look(image);
    if ('problem' in looked) return looked;
    if (waiting >= MOST_WAITING) return { problem: 'busy' };
    waiting += 1;
    const drawn = turn.then(() => drawInThread({ image, kind: looked.kind }));
    turn = drawn.catch(() => undefined);
    try {
      return (await drawn) ?? { problem: 'broken' };
    } finally {
      waiting -= 1;
    }
  };
}

type Looked = { readonly kind: LogoTask['kind'] } | { readonly problem: 'kind' | 'dimensions' };

async function look(image: Buffer): Promise<Looked> {
  const { imageSize } = await import('image-size'); // for whoever uploads one
  let size: ReturnType<typeof imageSize>;
  try {
    size = imageSize(image);
  } catch {
    return { problem: 'kind' };
  }
  const kind = KINDS.find((each) => each === size.type);
  if (kind === undefined) return { problem: 'kind' };
  const { width, height } = size;
  const fits = Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;
  return fits && Math.min(width, height) >= SHORTEST_SIDE ? { kind } : { problem: 'dimensions' };
}

/** Undefined: it failed, or took too long. */
function drawInThread(task: LogoTask): Promise<DrawnLogo | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, {
      workerData: task,
      env: {}, // and no secret of ours
      resourceLimits: { maxOldGenerationSizeMb: 96 },
      stdout: true,
      stderr: true,
    });
    const end = (drawn: DrawnLogo | undefined) => {
      clearTimeout(timer);
      resolve(drawn);
      void worker.terminate();
    };
    const timer = setTimeout(() => end(undefined), SECONDS * 1000);
    worker.on('message', ({ large, small }: LogoAnswer) =>
      end({ large: Buffer.from(large), small: Buffer.from(small) }),
    );
    worker.on('error', () => end(undefined));
    worker.on('exit', () => end(undefined));
  });
}
