import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';

/** Served by us, so that it is there without a network and nobody else is asked. */
const WASM = '/zxing_reader.wasm';

/**
 * Reads QR codes in pictures. Always by the same WebAssembly: few browsers have a detector of their own, and one that
 * reads everywhere the same can be relied on.
 *
 * @returns reads what a picture shows; undefined: no code
 */
export function codeReader(): (picture: HTMLVideoElement) => Promise<string | undefined> {
  prepareZXingModule({ overrides: { locateFile: () => WASM } });
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (picture) => {
    const [code] = await detector.detect(picture);
    return code?.rawValue;
  };
}
