const SVG = 'http://www.w3.org/2000/svg';

/** By calls alone: neither markup nor a picture that the page's policy would have to allow. */
export const icon = (path: string): HTMLElement => {
  const svg = document.createElementNS(SVG, 'svg');
  const shape = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  shape.setAttribute('d', path);
  svg.append(shape);
  const hidden = document.createElement('span');
  hidden.className = 'icon';
  hidden.setAttribute('aria-hidden', 'true');
  hidden.append(svg);
  return hidden;
};
