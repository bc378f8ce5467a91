/** The chart on the screen as a picture of its own: colours resolved, with its title and its legend. */
import type { Series } from '../../core/chart/chart-data.ts';

export interface ChartImage {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const PADDING = 16;
const TITLE_HEIGHT = 28;
const LEGEND_HEIGHT = 24;
const PNG_SCALE = 2;
const COPIED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'fill-opacity',
  'stroke-opacity',
  'font-size',
] as const;
const FONT = 'Inter, system-ui, sans-serif';

interface ImageWords {
  readonly title: string;
  readonly series: readonly Series[];
}

/** @throws Error when nothing is drawn. */
export async function svgOf(frame: HTMLElement | null, { title, series }: ImageWords): Promise<ChartImage> {
  const drawn = frame?.querySelector<SVGSVGElement>('.chart-drawing svg.recharts-surface');
  if (frame === null || drawn === null || drawn === undefined) {
    throw new Error('nothing is drawn.');
  }
  const box = drawn.getBoundingClientRect();
  const width = Math.ceil(box.width) + 2 * PADDING;
  const height = Math.ceil(box.height) + 2 * PADDING + TITLE_HEIGHT + LEGEND_HEIGHT;
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copyStyles(drawn, copy);
  copy.setAttribute('x', String(PADDING));
  copy.setAttribute('y', String(PADDING + TITLE_HEIGHT + LEGEND_HEIGHT));
  const token = (name: string): string => getComputedStyle(frame).getPropertyValue(name).trim();
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': FONT,
  })) {
    picture.setAttribute(name, String(value));
  }
  picture.append(
    shape('rect', { width, height, fill: token('--surface') }),
    words(title, { x: PADDING, y: PADDING + 14, 'font-size': 14, 'font-weight': 600, fill: token('--text') }),
    ...legend(series, token),
    copy,
  );
  return { svg: new XMLSerializer().serializeToString(picture), width, height };
}

function legend(series: readonly Series[], token: (name: string) => string): SVGElement[] {
  let x = PADDING;
  const y = PADDING + TITLE_HEIGHT + 8;
  return series.flatMap(({ name, color }) => {
    const parts = [
      shape('rect', { x, y: y - 8, width: 9, height: 9, rx: 2, fill: token(`--s${color}`) }),
      words(name, { x: x + 14, y, 'font-size': 11, fill: token('--text-2') }),
    ];
    x += 14 + name.length * 6.4 + 16;
    return parts;
  });
}

function shape(kind: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', kind);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  return element;
}

function words(text: string, attributes: Record<string, string | number>): SVGElement {
  const element = shape('text', attributes);
  element.textContent = text;
  return element;
}

/** A picture has no style sheet and no variables: each part gets its own colours. */
function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of COPIED) {
    const value = style.getPropertyValue(name);
    if (value !== '') {
      to.setAttribute(name, value);
    }
  }
  to.removeAttribute('class');
  to.removeAttribute('style');
  [...from.children].forEach((child, i) => {
    const other = to.children[i];
    if (other !== undefined) {
      copyStyles(child, other);
    }
  });
}

/** @throws Error when the browser cannot draw it. */
export async function pngOf({ svg, width, height }: ChartImage): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  const context = canvas.getContext('2d');
  context?.scale(PNG_SCALE, PNG_SCALE);
  context?.drawImage(image, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('the browser gave no picture.');
  }
  return blob;
}
