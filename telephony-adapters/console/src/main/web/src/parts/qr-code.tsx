import { generate } from 'lean-qr';
import { useMemo } from 'preact/hooks';

/** Modules of white around the code, as ISO/IEC 18004 asks for. */
const QUIET_ZONE = 4;

/** A text as a QR code, drawn here: it is never sent anywhere. */
export function QrCode({ content, label }: { content: string; label: string }) {
  const { path, size } = useMemo(() => draw(content), [content]);
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function draw(content: string): { path: string; size: number } {
  const code = generate(content);
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (code.get(x, y)) {
        path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`;
      }
    }
  }
  return { path, size: code.size + 2 * QUIET_ZONE };
}
