// What the charts draw, pure: numbers and colours in, ECharts options out. Tooltips are drawn as text, never as markup.
import type { EChartsCoreOption } from 'echarts/core';
import type { Ink } from './ink';

type Values = (number | null)[];

const base = (ink: Ink): EChartsCoreOption => ({
  textStyle: { fontFamily: ink.font, color: ink.text },
  grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
});
const axis = (ink: Ink) => ({
  axisLine: { lineStyle: { color: ink.line } },
  axisTick: { show: false },
  axisLabel: { color: ink.dim, fontSize: 12, hideOverlap: true },
});
const values = (ink: Ink, format: (value: number) => string) => ({
  type: 'value' as const,
  axisLabel: { color: ink.dim, fontSize: 12, formatter: format },
  splitLine: { lineStyle: { color: ink.line } },
});
const tooltip = (ink: Ink, format: (value: number) => string) => ({
  trigger: 'axis' as const,
  renderMode: 'richText' as const,
  backgroundColor: ink.panel,
  borderColor: ink.line,
  textStyle: { color: ink.text, fontSize: 13 },
  valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
});
const legend = (ink: Ink) => ({
  top: 0,
  right: 8,
  icon: 'roundRect',
  itemWidth: 14,
  itemHeight: 4,
  textStyle: { color: ink.dim },
});

/** Too few points for a line to say where anything goes: a dot in an empty field. They are bars then. */
const isSparse = (...series: Values[]): boolean => series.every((data) => data.filter((value) => value !== null).length < 3);
const THICKEST = 44;

export interface Trend {
  labels: string[];
  now: { name: string; values: Values };
  before: { name: string; values: Values };
  target: { name: string; value: number } | null;
  format: (value: number) => string;
}

export const trendOption = (ink: Ink, { labels, now, before, target, format }: Trend): EChartsCoreOption => ({
  ...base(ink),
  legend: legend(ink),
  tooltip: tooltip(ink, format),
  xAxis: { type: 'category', data: labels, boundaryGap: isSparse(now.values), ...axis(ink) },
  yAxis: values(ink, format),
  series: [
    {
      name: now.name,
      type: isSparse(now.values) ? 'bar' : 'line',
      barMaxWidth: THICKEST,
      data: now.values,
      symbolSize: 6,
      showSymbol: labels.length < 40,
      lineStyle: { width: 2.5, color: ink.accent },
      itemStyle: { color: ink.accent },
      areaStyle: { color: ink.soft },
      ...(target
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: ink.watch, type: 'dashed' },
              label: { formatter: `${target.name} ${format(target.value)}`, position: 'insideEndTop', color: ink.watch },
              data: [{ yAxis: target.value }],
            },
          }
        : {}),
    },
    {
      name: before.name,
      type: 'line',
      data: before.values,
      symbol: 'none',
      lineStyle: { width: 1.5, color: ink.dim, type: 'dashed' },
      itemStyle: { color: ink.dim },
    },
  ],
});

export interface Bars {
  labels: string[];
  series: { name: string; values: Values; colour: 'accent' | 'breach' | 'dim' | 'ok' | 'watch' }[];
  stacked?: boolean;
  format: (value: number) => string;
}

export const barsOption = (ink: Ink, { labels, series, stacked, format }: Bars): EChartsCoreOption => ({
  ...base(ink),
  ...(series.length > 1 ? { legend: legend(ink) } : { grid: { left: 8, right: 16, top: 12, bottom: 8, containLabel: true } }),
  tooltip: { ...tooltip(ink, format), axisPointer: { type: 'shadow' } },
  xAxis: {
    type: 'category',
    data: labels,
    ...axis(ink),
    axisLabel: { ...axis(ink).axisLabel, hideOverlap: false, width: 110, overflow: 'truncate' },
  },
  yAxis: values(ink, format),
  series: series.map(({ name, values: data, colour }) => ({
    name,
    type: 'bar',
    data,
    barMaxWidth: 44,
    ...(stacked ? { stack: 'all' } : {}),
    itemStyle: { color: ink[colour], borderRadius: stacked ? 0 : [4, 4, 0, 0] },
  })),
});

export interface Lines {
  labels: string[];
  series: { name: string; values: Values }[];
  format: (value: number) => string;
}

/** Apart from one another in lightness too, for who does not tell red from green. */
const palette = (ink: Ink): string[] => [ink.accent, ink.breach, ink.watch, ink.ok, ink.dim, ink.text];

export const linesOption = (ink: Ink, { labels, series, format }: Lines): EChartsCoreOption => ({
  ...base(ink),
  color: palette(ink),
  legend: legend(ink),
  tooltip: tooltip(ink, format),
  xAxis: { type: 'category', data: labels, boundaryGap: isSparse(...series.map((each) => each.values)), ...axis(ink) },
  yAxis: values(ink, format),
  series: series.map(({ name, values: data }) => ({
    name,
    type: isSparse(...series.map((each) => each.values)) ? 'bar' : 'line',
    barMaxWidth: THICKEST / 2,
    data,
    showSymbol: labels.length < 40,
    lineStyle: { width: 2 },
  })),
});

export interface Heat {
  weekdays: string[];
  /** [hour, weekday from 0, mean] */
  cells: [number, number, number | null][];
  words: { low: string; high: string; cell: (hour: number, weekday: number) => string };
}

export function heatOption(ink: Ink, { weekdays, cells, words }: Heat): EChartsCoreOption {
  const most = Math.max(1, ...cells.map(([, , mean]) => mean ?? 0));
  return {
    ...base(ink),
    grid: { left: 8, right: 8, top: 8, bottom: 56, containLabel: true },
    tooltip: {
      ...tooltip(ink, String),
      trigger: 'item',
      formatter: ({ value }: { value: [number, number] }) => words.cell(value[0], value[1]),
    },
    xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')), ...axis(ink) },
    yAxis: { type: 'category', data: weekdays, inverse: true, ...axis(ink) },
    visualMap: {
      min: 0,
      max: most,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 160,
      text: [words.high, words.low],
      textStyle: { color: ink.dim },
      inRange: { color: [ink.panel, ink.accent] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map(([hour, weekday, mean]) => ({
          value: [hour, weekday, mean ?? '-'],
          // On the strong end of the scale only the ground's own colour can be read.
          label: { color: (mean ?? 0) > most * 0.5 ? ink.panel : ink.text },
        })),
        label: {
          show: true,
          fontSize: 11,
          formatter: ({ value: [, , mean] }: { value: [number, number, number | '-'] }) =>
            mean === '-' || mean === 0 ? '' : short(mean),
        },
        itemStyle: { borderColor: ink.panel, borderWidth: 2, borderRadius: 4 },
      },
    ],
  };
}

const short = (value: number): string => (value < 9.95 ? String(Number(value.toFixed(1))) : String(Math.round(value)));
