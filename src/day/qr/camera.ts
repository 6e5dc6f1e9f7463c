import { DayFault } from '../fault.ts';

/** QR codes by the camera: the browser's own detector where it has one, else a library that is loaded when it is needed. */

type Detector = { detect: (source: HTMLVideoElement) => Promise<readonly { rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats: () => Promise<readonly string[]>;
};

async function ownDetector(): Promise<Detector | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  if (!BarcodeDetector) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch((): readonly string[] => []);
  return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
}

async function library(): Promise<Detector> {
  const { BrowserQRCodeReader } = await import('@zxing/browser');
  const reader = new BrowserQRCodeReader();
  return {
    detect: (video) => {
      try {
        // What was not found it throws.
        return Promise.resolve([
          { rawValue: reader.decodeFromCanvas(BrowserQRCodeReader.createCanvasFromMediaElement(video)).getText() },
        ]);
      } catch {
        return Promise.resolve([]);
      }
    },
  };
}

/**
 * Asks for the camera at the back. Having it allowed also lets this device show its addresses to the others of the room.
 *
 * @throws DayFault `no_address` where it is refused or there is none
 */
export async function openCamera(): Promise<MediaStream> {
  const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
  return navigator.mediaDevices.getUserMedia({ video, audio: false }).catch((cause: unknown) => {
    throw new DayFault('no_address', { cause });
  });
}

const everyMs = 150;

/**
 * Reads codes from a video that is playing, until the signal ends it. A code that stays in front of the camera is told once.
 */
export async function scan(
  video: HTMLVideoElement,
  onCode: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const detector = (await ownDetector()) ?? (await library());
  let last = '';
  while (!signal.aborted) {
    const [code] = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await detector.detect(video) : [];
    if (code && code.rawValue !== last && !signal.aborted) onCode((last = code.rawValue));
    await new Promise((resolve) => {
      setTimeout(resolve, everyMs);
    });
  }
}
