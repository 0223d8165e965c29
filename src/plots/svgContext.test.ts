import { describe, expect, it } from 'vitest';
import { drawAngles } from './drawAngles.ts';
import { drawCritic } from './drawCritic.ts';
import { drawCurves } from './drawCurves.ts';
import { drawFramed, framedSize } from './drawFramed.ts';
import { drawStripSheet, stripSheetSize } from './drawStripSheet.ts';
import { seriesOf } from './series.ts';
import { createSvgContext, escapeXml } from './svgContext.ts';
import type { PlotTheme } from './theme.ts';

const theme: PlotTheme = {
  ink: '#111111',
  muted: '#555555',
  line: '#dddddd',
  panel: '#ffffff',
  empty: '#eeeeee',
  accent: '#c2006e',
  series: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#7a7a7a'],
  angleLightness: 0.62,
  family: '"Segoe UI", sans-serif',
  stroke: 1,
};

function open(widthPx = 300, heightPx = 200) {
  const pictured: { x: number; y: number; width: number; height: number }[] = [];
  const context = createSvgContext({
    widthPx,
    heightPx,
    title: 'a < b & "c"',
    background: '#ffffff',
    measure: (text, font) => text.length * 0.6 * Number(/([\d.]+)px/.exec(font)?.[1]),
    picture(_image, part) {
      pictured.push(part);
      return 'data:image/png;base64,AA==';
    },
  });
  return { context, pictured, surface: { context, widthPx, heightPx, theme } };
}

/** Throws where tags do not nest; returns how often each element occurs. */
function elementsOf(svg: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const openTags: string[] = [];
  const tag = /<(\/?)([a-zA-Z]+)((?:\s[\w-]+="[^"<>]*")*)(\/?)>/g;
  for (const [, closes, name, , empty] of svg.matchAll(tag)) {
    if (closes) expect(openTags.pop()).toBe(name);
    else {
      counts[name] = (counts[name] ?? 0) + 1;
      if (!empty) openTags.push(name);
    }
  }
  expect(openTags).toEqual([]);
  expect(svg.replace(tag, '')).not.toMatch(/[<>]/);
  return counts;
}

describe('the SVG context', () => {
  it('writes what a canvas would show, where it would show it', () => {
    const { context } = open();
    context.translate(10, 20);
    context.fillStyle = '#ff0000';
    context.globalAlpha = 0.5;
    context.fillRect(1, 2, 3, 4);
    context.globalAlpha = 1;
    context.strokeStyle = '#00ff00';
    context.setLineDash([4, 2]);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(5, 5.126);
    context.stroke();
    context.font = '600 10px serif';
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillText('x < y', 100, 50, 20);
    const svg = context.finish();
    expect(svg).toContain('<title>a &lt; b &amp; &quot;c&quot;</title>');
    expect(svg).toContain(
      '<rect x="11" y="22" width="3" height="4" fill="#ff0000" fill-opacity="0.5"/>',
    );
    expect(svg).toContain(
      '<path d="M10 20L15 25.13" fill="none" stroke="#00ff00" stroke-width="1" stroke-dasharray="4 2"/>',
    );
    expect(svg).toContain(
      '<text x="110" y="73.5" style="font:600 10px serif" text-anchor="end" textLength="20" lengthAdjust="spacingAndGlyphs" fill="#ff0000">x &lt; y</text>',
    );
    expect(elementsOf(svg)).toEqual({ svg: 1, title: 1, rect: 2, path: 1, text: 1 });
  });

  it('goes back to the style, place and clip of before', () => {
    const { context } = open();
    context.fillStyle = '#0000ff';
    context.save();
    context.translate(50, 0);
    context.beginPath();
    context.rect(0, 0, 10, 10);
    context.clip();
    context.fillStyle = '#ff0000';
    context.fillRect(0, 0, 1, 1);
    context.restore();
    context.fillRect(0, 0, 2, 2);
    const svg = context.finish();
    expect(svg).toMatch(/<clipPath id="clip0"><path d="M50 0h10v10h-10Z"\/><\/clipPath>/);
    expect(svg).toMatch(
      /<g clip-path="url\(#clip0\)">\n<rect x="50"[^>]*#ff0000"\/>\n<\/g>\n<rect x="0" y="0" width="2" height="2" fill="#0000ff"\/>/,
    );
    elementsOf(svg);
  });

  it('draws a whole circle', () => {
    const { context } = open();
    context.beginPath();
    context.arc(10, 10, 4, 0, 2 * Math.PI);
    context.fill();
    expect(context.finish()).toContain('d="M14 10A4 4 0 0 1 6 10A4 4 0 0 1 14 10"');
  });

  it('leaves out what XML cannot hold', () => {
    expect(escapeXml('a\u0000\u001f<\ud800>é😀')).toBe('a&lt;&gt;é😀');
  });
});

describe('the page’s plots as SVG', () => {
  it('are drawn by the functions that draw them on canvas', () => {
    const line = { series: seriesOf('a'), selected: true, guess: 0.2 };
    const critic = open();
    drawCritic(critic.surface, [{ ...line, guesses: [0.1, 0.4, 0.1] }], 0.5, 'fooled 0');
    const drawn = critic.context.finish();
    expect(drawn).toContain('fooled 0');
    expect(drawn).toContain('stroke="#0072b2"');
    elementsOf(drawn);

    const angles = open();
    drawAngles(angles.surface, [0, 1], [{ ...line, angles: [0, 0.2, 1], angle: 0.2 }], 0.5);
    expect(elementsOf(angles.context.finish()).path).toBeGreaterThan(3);

    const framing = {
      title: 'Losses',
      caption: 'seed 1',
      legend: [{ label: 'VAE & critic', series: seriesOf('b') }],
    };
    const { widthPx, heightPx } = framedSize(300, 150, framing);
    const curves = open(widthPx, heightPx);
    drawFramed(curves.surface, framing, {
      heightPx: 150,
      draw: (surface) =>
        drawCurves(surface, {
          scale: 'log',
          range: [1e-2, 1],
          references: [{ label: 'paper', colour: 'muted', value: 0.1 }],
          curves: [
            {
              label: 'ACAI',
              colour: 0,
              dash: [],
              marker: 'circle',
              selected: false,
              samples: [0, 10, 20],
              values: [0.5, Number.NaN, 0.1],
            },
          ],
          format: String,
          formatSamples: String,
          leastSamples: 10,
          cursor: 10,
        }),
    });
    const svg = curves.context.finish();
    for (const text of ['Losses', 'VAE &amp; critic', 'seed 1', 'ACAI', 'paper']) {
      expect(svg).toContain(text);
    }
    expect(elementsOf(svg).clipPath).toBe(1);
    expect(svg).not.toContain('NaN');
  });

  it('has strips as pictures with their names', () => {
    const sheet = { canvas: {} as HTMLCanvasElement, size: 32, show: () => {} };
    const rows = [
      { label: 'Ideal', series: null, sheet, columns: 11, outer: 0, note: '0.00 · 0.00' },
      { label: 'ACAI', series: seriesOf('a'), sheet, columns: 11, outer: 0, note: '3.10 · 0.20' },
    ];
    const { widthPx, heightPx } = stripSheetSize(rows);
    const { context, surface, pictured } = open(widthPx, heightPx);
    drawStripSheet(surface, rows, { title: 'Strips', noteHead: 'distance', caption: 'seed 1' });
    const svg = context.finish();
    expect(elementsOf(svg).image).toBe(22);
    expect(pictured[12]).toEqual({ x: 32, y: 0, width: 32, height: 32 });
    expect(svg).toContain('image-rendering:pixelated');
    for (const text of ['Strips', 'ACAI', '3.10 · 0.20', 'x₁, α = 1']) expect(svg).toContain(text);
  });
});
