import { create } from 'qrcode';

const quiet = 4;

/** A QR code as a drawing: dark on light in every theme, as cameras want it. */
export default function Qr({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'L' });
  const { size, data } = modules;
  const cells = Array.from(data, (isDark, at) =>
    isDark ? `M${quiet + (at % size)} ${quiet + Math.floor(at / size)}h1v1h-1z` : '',
  );
  const side = size + 2 * quiet;
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={cells.join('')} fill="#000" />
    </svg>
  );
}
