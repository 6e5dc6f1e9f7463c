import { placeLabels } from './labels.ts';

export type MapEnd = {
  key: string;
  x: number;
  y: number;
  name: string;
  /** The line of the table beside the map; only partner countries have one. */
  number?: number | undefined;
};
export type MapArc = { key: string; from: MapEnd; to: MapEnd; weight: number };

export type CorridorMapProps = {
  width: number;
  height: number;
  /** Paths. */
  land: string;
  home: string;
  partners: string;
  ends: readonly MapEnd[];
  arcs: readonly MapArc[];
  /** What the map shows, in a sentence: for readers who cannot see it. */
  label: string;
};

const [thinnest, thickest] = [1.5, 8];

/** The width of an arc: its area grows with what it stands for. */
const widthOf = (weight: number, most: number): number =>
  weight <= 0 ? thinnest : thinnest + (thickest - thinnest) * Math.sqrt(weight / Math.max(most, 1));

/** From one end to the other, bent upwards the further they are apart. */
function bend({ from, to }: MapArc): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const rise = Math.min(110, Math.hypot(dx, dy) * 0.28);
  const [x, y] = [Math.round((from.x + to.x) / 2 - dy * 0.06), Math.round((from.y + to.y) / 2 - rise)];
  return `M${from.x} ${from.y}Q${x} ${y} ${to.x} ${to.y}`;
}

/**
 * Partner countries joined to regions. It says nothing that its table does not: a ring with the number of its line is a partner
 * country, a disc a region, and the width of an arc its weight. Never mirrored: east is on the right in every script.
 */
export function CorridorMap({ width, height, land, home, partners, ends, arcs, label }: CorridorMapProps) {
  const most = Math.max(1, ...arcs.map(({ weight }) => weight));
  const labels = placeLabels(
    ends.map(({ key, name, x, y }) => ({ key, text: name, x, y })),
    { width, height },
  );
  return (
    <svg className="map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path className="land" d={land} />
      <path className="home" d={home} />
      <path className="partner" d={partners} />
      {arcs.map((arc) => (
        <path
          key={arc.key}
          className={arc.weight > 0 ? 'arc' : 'arc none'}
          d={bend(arc)}
          strokeWidth={widthOf(arc.weight, most).toFixed(1)}
        />
      ))}
      {ends.map((end) => (
        <End key={end.key} end={end} />
      ))}
      {labels.map(({ key, x, y, anchor }) => (
        <text key={key} className="name" x={x} y={y} textAnchor={anchor}>
          {ends.find((end) => end.key === key)?.name}
        </text>
      ))}
    </svg>
  );
}

function End({ end: { x, y, number } }: { end: MapEnd }) {
  if (number === undefined) return <circle className="region" cx={x} cy={y} r={5} />;
  return (
    <g className="ring">
      <circle cx={x} cy={y} r={11} />
      <text x={x} y={y + 5} textAnchor="middle">
        {number}
      </text>
    </g>
  );
}
