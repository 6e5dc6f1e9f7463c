import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A room with devices and no internet. Where this machine lets us (root, on Linux) every device has a network of its own: one cable to
 * the room's switch, no default route, and a cable to the server that can be pulled. Elsewhere they all share this machine's.
 */
export type Room = {
  isApart: boolean;
  /** For Chromium: the program to start, and the address under which the server is. */
  device: (number: number, chromium: string) => { program: string; server: string };
  /** From now on no device has any way to the server. */
  pullTheCable: () => void;
  /** And now they have one again. */
  plugTheCable: () => void;
  end: () => void;
};

const run = (command: string): void =>
  void execFileSync('sh', ['-ec', command], { stdio: ['ignore', 'ignore', 'pipe'] });

const isPossible = (name: string): boolean => {
  try {
    run(`ip netns add ${name}-room && ip netns exec ${name}-room true`);
    return true;
  } catch {
    return false;
  }
};

export const sharedRoom: Room = {
  isApart: false,
  device: (_, chromium) => ({ program: chromium, server: '127.0.0.1' }),
  pullTheCable: () => undefined,
  plugTheCable: () => undefined,
  end: () => undefined,
};

type Cable = { name: string; number: number; up: string };

/** One device with a cable to the switch of the room. */
function roomCable({ name, number }: Cable): void {
  const device = `${name}-${number}`;
  const [room, own] = [`ip -n ${name}-room`, `ip -n ${device}`];
  run(`ip netns add ${device}; ${own} link set lo up
    ip link add room netns ${device} type veth peer name port${number} netns ${name}-room
    ${room} link set port${number} master switch; ${room} link set port${number} up
    ${own} addr add 192.168.77.${number}/24 dev room; ${own} link set room up`);
}

/** The two ends of a device's cable to the server: of a range that nobody routes, and of no other journey that runs beside this one. */
function endsOf(number: number): { server: string; own: string } {
  const at = ((process.pid % 4096) * 8 + number) * 4;
  const address = (end: number) => `198.${18 + (at >> 16)}.${(at >> 8) & 255}.${(at & 255) + end}`;
  return { server: address(1), own: address(2) };
}

/** Its cable to the server. */
function serverCable({ name, number, up }: Cable): void {
  const device = `${name}-${number}`;
  const { server, own } = endsOf(number);
  run(`ip link add ${up} type veth peer name wan netns ${device}
    ip addr add ${server}/30 dev ${up}; ip link set ${up} up
    ip -n ${device} addr add ${own}/30 dev wan; ip -n ${device} link set wan up`);
}

export function roomOf(devices: number, folder: string): Room {
  const name = `day${process.pid}`;
  if (!isPossible(name)) return sharedRoom;
  const room = `ip -n ${name}-room`;
  run(`${room} link set lo up; ${room} link add switch type bridge; ${room} link set switch up`);
  const numbers = Array.from({ length: devices }, (_, at) => at + 1);
  const up = (number: number) => `u${process.pid % 100_000}x${number}`;
  const plug = (number: number) => serverCable({ name, number, up: up(number) });
  const end = () => {
    for (const place of [...numbers.map((number) => `${name}-${number}`), `${name}-room`])
      run(`ip netns del ${place} || true`);
  };
  try {
    for (const number of numbers) {
      roomCable({ name, number, up: up(number) });
      plug(number);
    }
  } catch (error) {
    end();
    throw error;
  }
  return {
    isApart: true,
    device: (number, chromium) => {
      const program = join(folder, `chromium-${number}`);
      writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${name}-${number} ${chromium} "$@"\n`);
      chmodSync(program, 0o755);
      return { program, server: endsOf(number).server };
    },
    pullTheCable: () => {
      for (const number of numbers) run(`ip link del ${up(number)} 2>/dev/null || true`);
    },
    plugTheCable: () => numbers.forEach(plug),
    end,
  };
}
