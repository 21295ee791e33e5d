/** What is heard. A browser keeps a page silent until somebody has clicked or pressed a key in it since it was loaded. */
import type { News } from './news';
import { setting } from './settings';

/** Hertz, one after the other. */
const TONES: Readonly<Record<News['kind'], readonly number[]>> = {
  alarm: [880, 660, 880, 660],
  queued: [520],
  mine: [660, 780],
};
const TONE_S = 0.16;
/** In milliseconds: what could not be heard by then is not heard later, when it says nothing any more. */
const STALE = 1_000;

let audio: AudioContext | null = null;
const hears = new Set<() => void>();

const context = (): AudioContext => {
  if (audio === null) {
    audio = new AudioContext();
    audio.addEventListener('statechange', () => {
      for (const hear of hears) hear();
    });
  }
  return audio;
};

const play = (on: AudioContext, kind: News['kind']): void => {
  TONES[kind].forEach((frequency, index) => {
    const at = on.currentTime + index * TONE_S;
    const tone = on.createOscillator();
    const loudness = on.createGain();
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0.0001, at);
    loudness.gain.exponentialRampToValueAtTime(kind === 'alarm' ? 0.3 : 0.12, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + TONE_S);
    tone.connect(loudness).connect(on.destination);
    tone.start(at);
    tone.stop(at + TONE_S);
  });
};

export const beep = (kind: News['kind']): void => {
  const on = context();
  const since = Date.now();
  void on.resume().then(() => {
    if (Date.now() - since < STALE) play(on, kind);
  });
};

/** Sound is switched on, and the browser lets nothing be heard yet. */
export const isSilenced = (): boolean => setting('sound') && audio !== null && audio.state !== 'running';

/** Makes it ready, so that it is known whether it is let. `changed`: that may be different now. */
export const readySound = (changed: () => void): void => {
  hears.add(changed);
  if (setting('sound')) void context().resume();
  for (const kind of ['pointerdown', 'keydown'])
    document.addEventListener(kind, () => {
      if (isSilenced()) void audio?.resume();
    });
};
