/** The app's two icons, drawn here: one speech bubble before another, for one opinion and a second. */
import { encodePng, type Picture } from './png';

type Shape = (x: number, y: number) => boolean;
type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const CLEAR: Colour = [0, 0, 0, 0];
const WHITE: Colour = [255, 255, 255, 255];
/** NHS Blue, as the pages have it. */
const BLUE: Colour = [0, 94, 184, 255];
const LIGHT: Colour = [174, 203, 235, 255];
/** Each point is the middle of so many by so many. */
const SAMPLES = 4;

/** In parts of the icon's side. */
const box =
  (left: number, top: number, right: number, bottom: number, radius: number): Shape =>
  (x, y) => {
    const beside = Math.max(left + radius - x, 0, x - (right - radius));
    const above = Math.max(top + radius - y, 0, y - (bottom - radius));
    return Math.hypot(beside, above) <= radius;
  };
/** A tail that hangs from a bubble: from `from` to `to` at `top`, to a point below `point`. */
const tail =
  (from: number, to: number, top: number, point: number, bottom: number): Shape =>
  (x, y) => {
    const down = (y - top) / (bottom - top);
    return down >= 0 && down <= 1 && x >= from + (point - from) * down && x <= to + (point - to) * down;
  };
const either =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));

const back = either(box(0.34, 0.17, 0.86, 0.55, 0.09), tail(0.68, 0.8, 0.5, 0.82, 0.68));
const front = either(box(0.14, 0.34, 0.68, 0.72, 0.09), tail(0.22, 0.36, 0.68, 0.2, 0.86));
/** The rim that parts the two. */
const rim = either(box(0.105, 0.305, 0.715, 0.755, 0.12), tail(0.17, 0.42, 0.68, 0.17, 0.92));
const lines = either(box(0.23, 0.435, 0.59, 0.485, 0.025), box(0.23, 0.565, 0.47, 0.615, 0.025));

function draw(side: number, colourAt: (x: number, y: number) => Colour): Picture {
  const pixels = Buffer.alloc(side * side * 4);
  for (let at = 0; at < side * side; at += 1) {
    const sum = [0, 0, 0, 0];
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
      const x = ((at % side) + ((sample % SAMPLES) + 0.5) / SAMPLES) / side;
      const y = (Math.floor(at / side) + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / side;
      const [red, green, blue, alpha] = colourAt(x, y);
      [red * alpha, green * alpha, blue * alpha, alpha].forEach((one, band) => (sum[band] = (sum[band] ?? 0) + one));
    }
    const [red = 0, green = 0, blue = 0, alpha = 0] = sum;
    const colour = alpha === 0 ? [0, 0, 0] : [red / alpha, green / alpha, blue / alpha];
    [...colour, alpha / SAMPLES ** 2].forEach((one, band) => (pixels[at * 4 + band] = Math.round(one)));
  }
  return { side, pixels };
}

/** 192 pixels a side, full of colour to its edge: Teams rounds the corners itself. */
export const colourIcon = (): Buffer =>
  encodePng(
    draw(192, (x, y) => {
      if (front(x, y)) return lines(x, y) ? BLUE : WHITE;
      return back(x, y) && !rim(x, y) ? LIGHT : BLUE;
    }),
  );

/** 32 pixels a side, white on nothing. */
export const outlineIcon = (): Buffer =>
  encodePng(
    draw(32, (x, y) => {
      if (front(x, y)) return lines(x, y) ? CLEAR : WHITE;
      return back(x, y) && !rim(x, y) ? WHITE : CLEAR;
    }),
  );
