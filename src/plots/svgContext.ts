/**
 * Draws as SVG what plots draw on a canvas: the same functions, another context. It does what `DrawContext` has, and
 * of transforms only translation.
 */
import type { DrawContext } from './surface.ts';

export interface SvgParts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the picture shows, for who cannot see it. */
  readonly title: string;
  readonly background: string;
  /** Width of a text in a CSS font, in pixels. */
  readonly measure: (text: string, font: string) => number;
  /** A part of a canvas as the address of a picture. */
  readonly picture: (
    image: HTMLCanvasElement,
    part: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    },
  ) => string;
}

export interface SvgContext extends DrawContext {
  /** The whole document. */
  finish(): string;
}

/** What `save` keeps; numbers and names as on a canvas. */
interface Style {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  imageSmoothingEnabled: boolean;
}

const firstStyle: Style = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  imageSmoothingEnabled: true,
};

const anchors: Readonly<Partial<Record<CanvasTextAlign, string>>> = {
  center: 'middle',
  right: 'end',
  end: 'end',
};

/** Baselines as shares of the type's size below the point: not every program knows SVG's own names for them. */
const descents: Readonly<Partial<Record<CanvasTextBaseline, number>>> = {
  top: 0.8,
  hanging: 0.8,
  middle: 0.35,
  bottom: -0.2,
};

export function createSvgContext(parts: SvgParts): SvgContext {
  const { widthPx, heightPx, title, background, measure, picture } = parts;
  const elements: string[] = [];
  const clips: string[] = [];
  const saved: (Style & { dash: readonly number[]; x: number; y: number; groups: number })[] = [];
  let origin = { x: 0, y: 0 };
  let dash: readonly number[] = [];
  /** Groups that clip, opened since the last `save`. */
  let groups = 0;
  let path = '';

  const at = (x: number, y: number) => `${short(origin.x + x)} ${short(origin.y + y)}`;

  function add(name: string, attributes: Record<string, string | number>, text?: string): void {
    elements.push(element(name, attributes, text));
  }
  function fillOf(): Record<string, string | number> {
    return { fill: context.fillStyle, ...opacity('fill-opacity', context.globalAlpha) };
  }
  function strokeOf(): Record<string, string | number> {
    const { strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha } = context;
    return {
      fill: 'none',
      stroke: strokeStyle,
      'stroke-width': short(lineWidth),
      ...(lineCap === 'butt' ? {} : { 'stroke-linecap': lineCap }),
      ...(lineJoin === 'miter' ? {} : { 'stroke-linejoin': lineJoin }),
      ...(dash.length === 0 ? {} : { 'stroke-dasharray': dash.map(short).join(' ') }),
      ...opacity('stroke-opacity', globalAlpha),
    };
  }
  function box(x: number, y: number, width: number, height: number) {
    return {
      x: short(origin.x + x),
      y: short(origin.y + y),
      width: short(width),
      height: short(height),
    };
  }
  function write(
    text: string,
    [x, y, widest]: readonly [number, number, number | undefined],
    paint: Record<string, string | number>,
  ): void {
    const { font, textAlign, textBaseline } = context;
    const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 10);
    const below = (descents[textBaseline] ?? 0) * size;
    const narrowed = widest !== undefined && measure(text, font) > widest;
    add(
      'text',
      {
        x: short(origin.x + x),
        y: short(origin.y + y + below),
        style: `font:${font}`,
        ...(anchors[textAlign] ? { 'text-anchor': anchors[textAlign] } : {}),
        ...(narrowed ? { textLength: short(widest), lengthAdjust: 'spacingAndGlyphs' } : {}),
        ...paint,
      },
      text,
    );
  }
  function closeGroups(): void {
    elements.push('</g>'.repeat(groups));
    groups = 0;
  }

  const context = {
    ...firstStyle,
    save() {
      const { x, y } = origin;
      saved.push({ ...styleOf(context), dash, x, y, groups });
      groups = 0;
    },
    restore() {
      const before = saved.pop();
      if (!before) return;
      closeGroups();
      const { dash: dashes, x, y, groups: open, ...style } = before;
      Object.assign(context, style);
      dash = dashes;
      origin = { x, y };
      groups = open;
    },
    translate(x: number, y: number) {
      origin = { x: origin.x + x, y: origin.y + y };
    },
    setLineDash(segments: Iterable<number>) {
      dash = [...segments];
    },
    beginPath() {
      path = '';
    },
    moveTo(x: number, y: number) {
      path += `M${at(x, y)}`;
    },
    lineTo(x: number, y: number) {
      path += `${path === '' ? 'M' : 'L'}${at(x, y)}`;
    },
    arc(x: number, y: number, radius: number, start: number, end: number, back = false) {
      path += arcOf({ x, y, radius, start, end, back, joins: path !== '' }, at);
    },
    rect(x: number, y: number, width: number, height: number) {
      path += `M${at(x, y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
    },
    closePath() {
      path += 'Z';
    },
    stroke() {
      if (path !== '') add('path', { d: path, ...strokeOf() });
    },
    fill() {
      if (path !== '') add('path', { d: path, ...fillOf() });
    },
    clip() {
      const id = `clip${clips.length}`;
      clips.push(`<clipPath id="${id}">${element('path', { d: path })}</clipPath>`);
      elements.push(`<g clip-path="url(#${id})">`);
      groups += 1;
    },
    fillRect(x: number, y: number, width: number, height: number) {
      add('rect', { ...box(x, y, width, height), ...fillOf() });
    },
    strokeRect(x: number, y: number, width: number, height: number) {
      add('rect', { ...box(x, y, width, height), ...strokeOf() });
    },
    fillText(text: string, x: number, y: number, widest?: number) {
      write(text, [x, y, widest], fillOf());
    },
    strokeText(text: string, x: number, y: number, widest?: number) {
      write(text, [x, y, widest], strokeOf());
    },
    measureText: (text: string) => ({ width: measure(text, context.font) }),
    drawImage(
      image: HTMLCanvasElement,
      fromX: number,
      fromY: number,
      fromWidth: number,
      fromHeight: number,
      x: number,
      y: number,
      width: number,
      height: number,
    ) {
      const part = { x: fromX, y: fromY, width: fromWidth, height: fromHeight };
      add('image', {
        ...box(x, y, width, height),
        href: picture(image, part),
        preserveAspectRatio: 'none',
        ...(context.imageSmoothingEnabled ? {} : { style: 'image-rendering:pixelated' }),
      });
    },
    finish() {
      while (saved.length > 0) context.restore();
      closeGroups();
      const size = { width: short(widthPx), height: short(heightPx) };
      const head = {
        xmlns: 'http://www.w3.org/2000/svg',
        ...size,
        viewBox: `0 0 ${short(widthPx)} ${short(heightPx)}`,
        role: 'img',
      };
      const body = [
        element('title', {}, title),
        ...(clips.length > 0 ? [`<defs>${clips.join('')}</defs>`] : []),
        element('rect', { ...size, fill: background }),
        ...elements,
      ];
      return `${element('svg', head).replace(/\/>$/, '>')}\n${body.filter(Boolean).join('\n')}\n</svg>\n`;
    },
  };
  return context;
}

function styleOf(context: Style): Style {
  const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha } = context;
  const { font, textAlign, textBaseline, imageSmoothingEnabled } = context;
  return {
    fillStyle,
    strokeStyle,
    lineWidth,
    lineCap,
    lineJoin,
    globalAlpha,
    font,
    textAlign,
    textBaseline,
    imageSmoothingEnabled,
  };
}

interface Arc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly start: number;
  readonly end: number;
  readonly back: boolean;
  /** Whether a line leads from the path's end to the arc. */
  readonly joins: boolean;
}

/** In two halves, since one command cannot draw a whole circle. */
function arcOf(
  { x, y, radius, start, end, back, joins }: Arc,
  at: (x: number, y: number) => string,
): string {
  const turn = back ? Math.max(end - start, -2 * Math.PI) : Math.min(end - start, 2 * Math.PI);
  const point = (angle: number) => at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  const sweep = back ? 0 : 1;
  const half = (angle: number) => `A${short(radius)} ${short(radius)} 0 0 ${sweep} ${point(angle)}`;
  return `${joins ? 'L' : 'M'}${point(start)}${half(start + turn / 2)}${half(start + turn)}`;
}

function opacity(name: string, alpha: number): Record<string, number> {
  return alpha === 1 ? {} : { [name]: short(alpha) };
}

/** Hundredths of a pixel are enough. */
function short(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(String(value))}"`,
  );
  const open = `<${name}${written.join('')}`;
  return text === undefined ? `${open}/>` : `${open}>${escapeXml(text)}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Without the control characters that XML does not allow. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character])
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
