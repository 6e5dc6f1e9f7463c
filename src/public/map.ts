import { geoMercator, geoPath } from 'd3-geo';
import { merge } from 'topojson-client';
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import atlasData from 'world-atlas/countries-110m.json' with { type: 'json' };
import { placeOf } from '../platform/place/place.ts';
import atlasIds from './countries.json' with { type: 'json' };

/** A place on the map in its own units. */
export type MapPoint = { x: number; y: number };
export type MapGround = {
  width: number;
  height: number;
  /** Paths: all land, Kazakhstan, and the partner countries. */
  land: string;
  home: string;
  partners: string;
  /** Null for what the atlas does not have. */
  country: (code: string) => MapPoint | null;
  place: (key: string) => MapPoint | null;
};

type Atlas = Topology<{ countries: GeometryCollection }>;
const atlas = atlasData as unknown as Atlas;
const shapes = atlas.objects.countries.geometries as (Polygon | MultiPolygon)[];
const ids: Readonly<Record<string, string>> = atlasIds;
const [width, height, margin] = [960, 440, 70];
const homeCode = 'KZ';
const home = placeOf('kz');

/** Some shapes of the atlas have no id, and some countries no shape. */
const isOf = ({ id }: Polygon | MultiPolygon, code: string): boolean => id !== undefined && id === ids[code];

/** Where a country's point stands: its capital where our own table has one, else the middle of its outline. */
function lonLatOf(code: string): [number, number] | null {
  const place = placeOf(code.toLowerCase());
  if (place?.kind === 'country') return [place.lon, place.lat];
  const shape = shapes.find((it) => isOf(it, code));
  if (!shape) return null;
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = bounds(shape);
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

function bounds(shape: Polygon | MultiPolygon): number[] {
  const { coordinates } = merge(atlas, [shape]);
  const rings = coordinates.flat();
  // The largest ring: a country's far islands do not move its middle.
  const ring = rings.toSorted((one, other) => other.length - one.length)[0] ?? [];
  const [xs, ys] = [ring.map(([x = 0]) => x), ring.map(([, y = 0]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The corners of Kazakhstan are always in sight. */
const alwaysInSight: [number, number][] = [
  [46.5, 41],
  [87.3, 55.4],
];

function drawn(codes: readonly string[]): MapGround {
  const seen = codes.flatMap((code) => {
    const at = lonLatOf(code);
    return at ? [at] : [];
  });
  const projection = geoMercator()
    .fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      { type: 'MultiPoint', coordinates: [...alwaysInSight, ...seen] },
    )
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
  const path = geoPath(projection).digits(0);
  const outline = (wanted: readonly string[]): string => {
    const those = shapes.filter((it) => wanted.some((code) => isOf(it, code)));
    return those.length === 0 ? '' : (path(merge(atlas, those)) ?? '');
  };
  const pointOf = (at: [number, number] | null): MapPoint | null => {
    const point = at && projection(at);
    return point ? { x: Math.round(point[0]), y: Math.round(point[1]) } : null;
  };
  return {
    width,
    height,
    land: path(merge(atlas, shapes)) ?? '',
    home: outline([homeCode]),
    partners: outline(codes.filter((code) => code !== homeCode)),
    country: (code) => pointOf(lonLatOf(code)),
    place: (key) => {
      const place = placeOf(key) ?? home;
      return place ? pointOf([place.lon, place.lat]) : null;
    },
  };
}

const mostKept = 16;
const kept = new Map<string, MapGround>();

/** The ground of a map that shows these countries (ISO 3166-1 alpha-2) and Kazakhstan; drawn once for each set of them. */
export function mapGround(codes: readonly string[]): MapGround {
  const key = [...new Set(codes)].toSorted().join(' ');
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const ground = drawn(key === '' ? [] : key.split(' '));
  kept.set(key, ground);
  return ground;
}
