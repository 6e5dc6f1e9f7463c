import { useEffect, useRef, useState } from 'react';

/** Two soft tones, made here: nothing is fetched. */
function chime(sound: AudioContext): void {
  for (const [at, pitch] of [
    [0, 660],
    [0.35, 880],
  ] as const) {
    const begin = sound.currentTime + at;
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.3, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.6);
    tone.connect(volume).connect(sound.destination);
    tone.start(begin);
    tone.stop(begin + 0.6);
  }
}

/** Sounds with every new call, from when somebody has turned it on: a browser lets a page sound only after a press. */
export function useChime(newest: string): { isOn: boolean; turn: () => void } {
  const [sound, setSound] = useState<AudioContext | null>(null);
  const last = useRef(newest);
  useEffect(() => {
    if (sound && newest !== '' && newest !== last.current) chime(sound);
    last.current = newest;
  }, [sound, newest]);
  const turn = () => {
    if (sound) void sound.close();
    const made = sound ? null : new AudioContext();
    if (made) chime(made);
    setSound(made);
  };
  return { isOn: sound !== null, turn };
}
