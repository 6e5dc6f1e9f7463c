/** Letters of five by seven dots, a row each. */
const font: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17],
  K: [17, 18, 20, 24, 20, 18, 17],
  L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 21, 19, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  P: [30, 17, 17, 30, 16, 16, 16],
  S: [15, 16, 16, 14, 1, 1, 30],
  U: [17, 17, 17, 17, 17, 17, 14],
  V: [17, 17, 17, 17, 17, 10, 4],
  Y: [17, 17, 10, 4, 4, 4, 4],
  '1': [4, 12, 4, 4, 4, 4, 14],
  '7': [31, 1, 2, 4, 8, 8, 8],
};

export type Writing = { text: string; x: number; y: number; scale: number; value: number; width: number };
/** Draws words into a picture, as an ultrasound or a photographed screen has them. */
export function drawDots(into: Int16Array, { text, x, y, scale, value, width }: Writing): void {
  for (const [index, sign] of text.split('').entries())
    for (const [row, dots] of (font[sign] ?? []).entries())
      for (let dot = 0; dot < 5; dot++)
        if (dots & (16 >> dot))
          for (let n = 0; n < scale * scale; n++) {
            const column = x + index * 6 * scale + dot * scale + (n % scale);
            into[(y + row * scale + Math.floor(n / scale)) * width + column] = value;
          }
}
