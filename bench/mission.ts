// How fast a mission day is: its core, which every phone runs, and the server in the evening, when all devices come back.
//   node bench/mission.ts [visits] [encounters]
// Ten operations of each visit are folded into the day, one more is applied to it, and all of them are packed as they travel. Then thirty
// devices bring thirteen operations of each encounter to the whole application over HTTP, with a Postgres whose commits reach the disk.
// Where the time of the processor is shown, the goal is judged by it.
import { cpus, loadavg, totalmem } from 'node:os';
import { deflateSync, strToU8 } from 'fflate';
import { apply, type Day, fold } from '../src/modules/missions/day/day.ts';
import { limits, type Segment } from '../src/modules/missions/day/exchange.ts';
import { isReadable } from '../src/modules/missions/day/readable.ts';
import type { Operation } from '../src/modules/missions/day/operation.ts';
import { nextFor, queuesOf } from '../src/modules/missions/day/queue.ts';
import { reconcileList } from '../src/modules/missions/day/reconcile.ts';
import { batches, emptyLog, receive } from '../src/modules/missions/day/sync.ts';
import { pack, unpack } from '../src/modules/missions/day/wire.ts';
import { date, Device, morning, randomFrom, registered } from '../test/missionDay.ts';
import { measureEvening } from './mission/evening.ts';
import { row, say, timed } from './mission/rows.ts';

const visits = Number(process.argv[2] ?? 5000);
const encounters = Number(process.argv[3] ?? 2700);

const random = randomFrom(5);
const devices = Array.from({ length: 30 }, (_, number) => new Device(number));
const operations: Operation[] = [];
for (let number = 0; number < visits; number += 1) {
  const device = devices[number % devices.length];
  if (device) operations.push(...registered(device, number, random));
}

function measureFold(): Day {
  row(`what ${operations.length} operations say is checked`, timed(() => operations.filter(isReadable)).ms, {
    unit: 'ms',
  });
  const folded = timed(() => fold(operations));
  row(`fold of ${visits} visits, ${operations.length} operations`, folded.ms, {
    unit: 'ms',
    goal: 150,
    cpu: folded.cpu,
  });
  return folded.result;
}

/** Each further operation on the day before it, as on a device that is being used. */
function measureApply(day: Day): void {
  const writer = new Device(99);
  const count = 200;
  const call = (run: number) => {
    let next = day;
    for (let at = 0; at < count; at += 1) {
      const { visit } = operations[((at * 37 + run) % visits) * 10]?.body ?? { visit: null };
      if (visit === null) continue;
      next = apply(next, [
        writer.say({ kind: 'visit.field', visit, field: 'phone', value: `+7702${at}00${run}`, over: [] }),
      ]);
    }
    return next;
  };
  row('one operation applied', timed(call).ms / count, { unit: 'ms', goal: 1 });
  const moment = { date, now: morning + 8 * 3_600_000 };
  const changed = call(0);
  const fresh = () => ({ ...changed });
  row('all queues after a change', timed(() => queuesOf(fresh(), moment)).ms, { unit: 'ms' });
  const next = () => nextFor(fresh(), { ...moment, specialty: 'cardiology', room: '4' });
  row('who is next, after a change', timed(next).ms, { unit: 'ms' });
  const list = timed(() => reconcileList(changed));
  row(`what is to be reconciled (${list.result.length})`, list.ms, { unit: 'ms' });
}

/** As they travel: each device's in its order, with its signature at the end of each run. */
function segmentsIn(batch: readonly Operation[]): Segment[] {
  const lines = Map.groupBy(batch, ({ device }) => device);
  const signature = () => Buffer.from(Array.from({ length: 64 }, () => random(256))).toString('base64url');
  return Array.from(lines, ([device, line]) => ({
    device,
    previous: signature().slice(0, 43),
    signature: signature(),
    operations: line,
  }));
}

function measureWire(): void {
  const { log } = receive(emptyLog, operations);
  const all = batches([...log.values()].flat()).map((batch) => segmentsIn(batch as Operation[]));
  const packed = timed(() => all.map((segments) => pack({ segments })));
  const bytes = packed.result.reduce((sum, { length }) => sum + length, 0);
  row(`packing all in ${all.length} batches`, packed.ms, { unit: 'ms' });
  row('unpacking them', timed(() => packed.result.map((each) => unpack(each, limits.bytes))).ms, { unit: 'ms' });
  row('bytes of an operation in a batch', bytes / operations.length, { unit: 'bytes', goal: 200 });
  row('bytes of a person, ten operations', bytes / visits, { unit: 'bytes' });
  const plain = all.reduce((sum, segments) => sum + deflateSync(strToU8(JSON.stringify({ segments }))).length, 0);
  row('the same as records, deflated', plain / operations.length, { unit: 'bytes' });
  const single = operations.slice(0, 10).map((operation) => pack({ segments: segmentsIn([operation]) }).length);
  row('bytes of one operation alone with its signature, at most', Math.max(...single), { unit: 'bytes' });
}

const [cpu] = cpus();
say(
  `${cpu?.model ?? '?'} × ${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, load ${loadavg()[0]?.toFixed(1)}`,
);
const day = measureFold();
measureApply(day);
measureWire();
await measureEvening({ devices: 30, encounters });
