/** Where the names on a map stand so that none covers another. Pure. */
export type Labelled = { key: string; text: string; x: number; y: number };
export type PlacedLabel = { key: string; x: number; y: number; anchor: 'start' | 'middle' | 'end' };

type Box = { left: number; right: number; top: number; bottom: number };
type Ground = { width: number; height: number };

/** Of the type on the map, in its own units. */
const [letter, line, gap] = [8.6, 18, 17];

const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function choices({ key, text, x, y }: Labelled): { label: PlacedLabel; box: Box }[] {
  const wide = text.length * letter;
  const middle = { top: y - line / 2, bottom: y + line / 2 };
  const centred = { left: x - wide / 2, right: x + wide / 2 };
  return [
    { label: { key, x: x + gap, y: y + 5, anchor: 'start' }, box: { left: x + gap, right: x + gap + wide, ...middle } },
    { label: { key, x: x - gap, y: y + 5, anchor: 'end' }, box: { left: x - gap - wide, right: x - gap, ...middle } },
    {
      label: { key, x, y: y + gap + 12, anchor: 'middle' },
      box: { ...centred, top: y + gap - 2, bottom: y + gap + line },
    },
    {
      label: { key, x, y: y - gap - 2, anchor: 'middle' },
      box: { ...centred, top: y - gap - line, bottom: y - gap + 2 },
    },
  ];
}

const within = ({ left, right, top, bottom }: Box, { width, height }: Ground): boolean =>
  left >= 0 && right <= width && top >= 0 && bottom <= height;

/**
 * A place for each name beside, below or above its point: the first that is free. One that fits nowhere is left out, as the
 * table beside the map has it; earlier names go first.
 */
export function placeLabels(labels: readonly Labelled[], ground: Ground): PlacedLabel[] {
  const taken: Box[] = labels.map(({ x, y }) => ({ left: x - 9, right: x + 9, top: y - 9, bottom: y + 9 }));
  return labels.flatMap((label, index) => {
    const others = taken.filter((_, at) => at !== index);
    const free = choices(label).find(({ box }) => within(box, ground) && !others.some((other) => meet(other, box)));
    if (!free) return [];
    taken.push(free.box);
    return [free.label];
  });
}
