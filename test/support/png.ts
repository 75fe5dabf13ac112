import { deflateSync } from 'node:zlib';

/** A PNG that goes from one colour to another, with a text in it that is not pixels. */
export function png(width: number, height: number, text = 'Author\0somebody') {
  const line = (row: number) =>
    Buffer.concat([
      Buffer.from([0]),
      ...Array.from({ length: width }, (_, at) => Buffer.from([(at * 200) / width, 90 + (row * 120) / height, 160])),
    ]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const parts: readonly (readonly [string, Buffer])[] = [
    ['IHDR', head],
    ['tEXt', Buffer.from(text, 'latin1')],
    ['IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, (_, row) => line(row))))],
    ['IEND', Buffer.alloc(0)],
  ];
  const chunks = parts.map(([name, data]) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
