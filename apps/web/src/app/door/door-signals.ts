import type { Tone } from './judge-ticket';

/** One high tone, two middle ones, a long low one: told apart without looking. */
const SOUNDS: Record<Tone, { hertz: number; ms: number[] }> = {
  good: { hertz: 880, ms: [120] },
  look: { hertz: 520, ms: [120, 120] },
  refuse: { hertz: 200, ms: [500] },
};

const PAUSE_MS = 80;

let audio: AudioContext | undefined;

/** Lets whoever stands at the door hear and feel a verdict. */
export function signalVerdict(tone: Tone): void {
  const { hertz, ms } = SOUNDS[tone];
  const { vibrate, userActivation } = navigator as Partial<Navigator>;
  // Not on every device, and not before somebody has touched the page.
  if (userActivation?.hasBeenActive) {
    vibrate?.call(
      navigator,
      ms.flatMap((length) => [length, PAUSE_MS]),
    );
  }
  audio ??= new AudioContext();
  // Made before somebody touched the page, it is silent until it is asked again.
  void audio.resume();
  let at = audio.currentTime;
  for (const length of ms) {
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = hertz;
    oscillator.connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + length / 1_000);
    at += (length + PAUSE_MS) / 1_000;
  }
}
