/** A QR code as the path of a picture: as many units wide and high as it has modules, with the quiet zone around it. */
export type QrCode = { readonly size: number; readonly path: string };

const QUIET = 4; // modules

/** Draws it for a page, where it stands in the page itself: what it says goes nowhere else. */
export async function qrCodeOf(content: string): Promise<QrCode> {
  const { default: qrcode } = await import('qrcode');
  const { size, data } = qrcode.create(content, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (data[y * size + x]) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
    }
  }
  return { size: size + 2 * QUIET, path };
}
