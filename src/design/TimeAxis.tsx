import { type Axis, axisOf, type Span, stretchOf } from './axis.ts';

export type AxisMark = Span & {
  key: string;
  /** Said when the pointer rests on it; the table beside has it too. */
  title: string;
  /** `fact` happened or was said, `act` was signed or delivered, `report`: only the day of the report is known. */
  kind: 'fact' | 'act' | 'report';
};
export type AxisLane = { key: string; label: string; marks: readonly AxisMark[] };

const [laneHeight, foot, radius] = [52, 26, 6];

/**
 * What happened when, a lane for each kind: a point where the day is known, a bar as long as the time in which it may have
 * happened. It says nothing that its table does not. Time runs from left to right in every script.
 */
export function TimeAxis({ lanes, label }: { lanes: readonly AxisLane[]; label: string }) {
  const axis = axisOf(lanes.flatMap(({ marks }) => marks));
  if (!axis) return null;
  const height = lanes.length * laneHeight + foot;
  return (
    <svg className="axis" role="img" aria-label={label} height={height}>
      {axis.ticks.map(({ year, at }) => (
        <g key={year} className="tick">
          <line x1={`${at}%`} x2={`${at}%`} y1="0" y2={height - foot + 6} />
          <text x={`${at}%`} dx="4" y={height - 6}>
            {year}
          </text>
        </g>
      ))}
      {lanes.map((lane, index) => (
        <Lane key={lane.key} {...{ lane, axis }} top={index * laneHeight} />
      ))}
    </svg>
  );
}

function Lane({ lane: { label, marks }, axis, top }: { lane: AxisLane; axis: Axis; top: number }) {
  const middle = top + laneHeight - 16;
  return (
    <g>
      <line className="lane" x1="0" x2="100%" y1={middle} y2={middle} />
      <text className="lane-name" x="0" y={top + 17}>
        {label}
      </text>
      {marks.map(({ key, title, kind, ...span }) => {
        const { at, length } = stretchOf(span, axis);
        const shape =
          span.first === span.last ? (
            <circle cx={`${at}%`} cy={middle} r={radius} />
          ) : (
            <rect x={`${at}%`} y={middle - radius} width={`${length}%`} height={radius * 2} rx={radius} />
          );
        return (
          <g key={key} className={`at ${kind}`}>
            <title>{title}</title>
            {shape}
          </g>
        );
      })}
    </g>
  );
}
