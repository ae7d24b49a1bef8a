// Draws what the page's numbers say and sorts its tables. Computes no result.
(() => {
  'use strict';

  const specs = JSON.parse(document.getElementById('charts').textContent);
  // Okabe and Ito's colours, which people with any colour vision tell apart; lighter ones on dark ground.
  const LIGHT = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#4d4d4d', '#b3a600'];
  const DARK = ['#4aa8e0', '#f0803c', '#25c496', '#e29cc4', '#e69f00', '#9ad5f5', '#c4cbd4', '#f0e442'];
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];
  const DASHES = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 6], [12, 4]];
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif';
  const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

  function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : systemIsDark.matches;
  }

  function look() {
    return isDark()
      ? { palette: DARK, text: '#e4e9f0', soft: '#9eabbc', line: '#2b3644', strong: '#5b6b80', card: '#18202a', band: 'rgba(160,180,210,.07)' }
      : { palette: LIGHT, text: '#1b2430', soft: '#566173', line: '#e3e8ef', strong: '#98a3b3', card: '#ffffff', band: 'rgba(60,80,110,.05)' };
  }

  const color = (l, place) => l.palette[place % l.palette.length];

  function digits(value) {
    if (value === 0 || Math.abs(value) >= 1000) {
      return String(Math.round(value));
    }
    return String(Number(value.toPrecision(4)));
  }

  const figure = (value, axis) => digits(value / axis.divisor) + (axis.unit ? ' ' + axis.unit : '');
  const escaped = text => String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
  const percentile = x => 'p' + Number((100 * (1 - Math.pow(10, -x))).toPrecision(Math.max(3, Math.ceil(x) + 2)));
  const title = axis => axis.name + (axis.unit ? ' (' + axis.unit + ')' : '');

  function base(l) {
    return {
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: FONT, color: l.text },
      tooltip: {
        confine: true, backgroundColor: l.card, borderColor: l.strong, textStyle: { color: l.text, fontSize: 12 },
        extraCssText: 'max-width:26rem;white-space:normal;overflow-wrap:anywhere'
      }
    };
  }

  const MOST_LEGEND_ROWS = 8;

  /** How many lines a legend would take, by an estimate of its letters' width. */
  function rowsNeeded(names, width) {
    let rows = 1;
    let used = 0;
    names.map(name => 6.4 * name.length + 44).forEach(needed => {
      const fits = used === 0 || used + needed <= width;
      rows += fits ? 0 : 1;
      used = fits ? used + needed : needed;
    });
    return rows;
  }

  /** One that would take too many lines is paged instead. */
  const legendRows = (names, width) => (rowsNeeded(names, width) > MOST_LEGEND_ROWS ? 1 : rowsNeeded(names, width));

  function legend(l, names, width) {
    return {
      data: names, type: rowsNeeded(names, width) > MOST_LEGEND_ROWS ? 'scroll' : 'plain', top: 0, left: 0, right: 0, itemWidth: 22, itemHeight: 10,
      textStyle: { color: l.text, fontSize: 11.5 }, pageTextStyle: { color: l.soft }, pageIconColor: l.text
    };
  }

  function valueAxis(l, axis, values, width, splits = width < 420 ? 3 : 5) {
    const known = values.filter(Number.isFinite);
    const low = Math.min(...known);
    const high = Math.max(...known);
    const result = {
      type: 'value', name: title(axis), nameLocation: 'middle', nameTextStyle: { color: l.soft, fontSize: 11.5 },
      axisLabel: { color: l.soft, fontSize: 11, hideOverlap: true, formatter: v => digits(v / axis.divisor) },
      axisLine: { show: true, lineStyle: { color: l.strong } }, splitLine: { lineStyle: { color: l.line } },
      splitNumber: splits
    };
    if (axis.scale === 'STEPS') {
      const steps = [...new Set(known)].sort((a, b) => a - b).map(String);
      return { ...result, type: 'category', data: steps, boundaryGap: true, splitLine: { show: false } };
    }
    if (axis.scale === 'LOG' && low > 0 && high / low > 5) {
      Object.assign(result, { type: 'log', min: roundEnd(low / axis.divisor, -1) * axis.divisor, max: roundEnd(high / axis.divisor, 1) * axis.divisor });
    } else if (axis.scale === 'LOG' || axis.scale === 'RANGE') {
      result.scale = true;
    } else if (axis.scale === 'PERCENTILE') {
      Object.assign(result, { min: 0, interval: high > 1.5 ? 1 : Math.log10(2), max: Math.max(high, 1), name: 'percentile' });
      result.axisLabel.formatter = x => (x === 0 ? 'p0' : percentile(x));
      result.axisLabel.showMaxLabel = false;
    } else {
      result.min = Math.min(0, low);
    }
    // Nice ends are chosen in the unit that labels are printed in.
    if (axis.divisor !== 1 && result.type === 'value') {
      niceInterval(result, axis, result.scale ? low : Math.min(0, low), high);
    }
    return result;
  }

  /** The next 1, 2 or 5 times a power of ten, upwards or downwards. */
  function roundEnd(value, direction) {
    const power = Math.pow(10, Math.floor(Math.log10(value)));
    const steps = [1, 2, 5, 10].map(n => n * power);
    return direction > 0 ? steps.find(n => n >= value) : steps.reverse().find(n => n <= value);
  }

  function niceInterval(result, axis, low, high) {
    const span = (high - low) / axis.divisor;
    if (!(span > 0)) {
      return;
    }
    const rough = span / result.splitNumber;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 2.5, 5, 10].map(n => n * power).find(n => n >= rough) * axis.divisor;
    result.interval = step;
    result.min = Math.floor(low / step) * step;
    result.max = Math.ceil(high / step) * step;
  }

  function categoryAxis(l, categories, width) {
    return {
      type: 'category', data: categories, inverse: true, axisTick: { show: false }, axisLine: { lineStyle: { color: l.strong } },
      axisLabel: {
        show: categories.some(name => name !== ''), interval: 0, color: l.text, fontSize: 11.5,
        width: Math.min(230, 0.34 * width), overflow: 'break', lineHeight: 13
      }
    };
  }

  const line = (x1, y1, x2, y2, stroke) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.4 } });

  function bars(spec, l, width) {
    const count = spec.series.length;
    const all = spec.series.flatMap(s => s.bars).filter(Boolean).flatMap(b => [b.value, b.high ?? b.value]);
    const showText = width >= 430;
    const longest = Math.max(0, ...spec.series.flatMap(s => s.bars).filter(Boolean).map(b => b.text.length));
    return {
      ...base(l),
      legend: count > 1 ? legend(l, spec.series.map(s => s.name), width) : undefined,
      grid: { left: 8, right: showText ? 16 + 6 * longest : 18, top: count > 1 ? 14 + 20 * legendRows(spec.series.map(s => s.name), width) : 8, bottom: 40, containLabel: true },
      xAxis: { ...valueAxis(l, spec.axis, all, width), nameGap: 26 },
      yAxis: categoryAxis(l, spec.categories, width),
      series: spec.series.map((s, place) => ({
        type: 'custom', name: s.name, itemStyle: { color: color(l, s.color) }, encode: { x: [1, 2, 3], y: 0 },
        data: s.bars.map((bar, i) => [i, bar?.value, bar?.low, bar?.high]).filter(d => d[1] !== undefined && d[1] !== null),
        tooltip: { formatter: p => barText(spec, s, p.value[0]) },
        renderItem: (params, api) => bar(api, s, place, count, showText, l)
      }))
    };
  }

  function barText(spec, s, i) {
    const bar = s.bars[i];
    const interval = bar.low === undefined || bar.low === null ? ''
      : '<br>interval ' + figure(bar.low, spec.axis) + ' … ' + figure(bar.high, spec.axis);
    return escaped(spec.categories[i]) + '<br><b>' + escaped(s.name) + '</b> ' + escaped(bar.text) + interval;
  }

  function bar(api, s, place, count, showText, l) {
    const i = api.value(0);
    const band = api.size([0, 1])[1];
    const height = Math.min(20, (band * 0.82) / count);
    const [right, middle] = api.coord([api.value(1), i]);
    const left = api.coord([0, i])[0];
    const top = middle + (place - count / 2) * height;
    const centre = top + height / 2;
    const children = [{ type: 'rect', shape: { x: left, y: top + 1, width: Math.max(1, right - left), height: height - 2, r: [0, 2, 2, 0] }, style: { fill: color(l, s.color) } }];
    let end = right;
    if (Number.isFinite(api.value(2)) && Number.isFinite(api.value(3))) {
      const low = api.coord([api.value(2), i])[0];
      const high = api.coord([api.value(3), i])[0];
      children.push(line(low, centre, high, centre, l.text), line(low, centre - 4, low, centre + 4, l.text), line(high, centre - 4, high, centre + 4, l.text));
      end = Math.max(right, high);
    }
    if (showText) {
      children.push({ type: 'text', style: { text: s.bars[i].text, x: end + 6, y: centre, verticalAlign: 'middle', fill: l.text, fontSize: 11, fontFamily: FONT } });
    }
    return { type: 'group', children };
  }

  function boxes(spec, l, width) {
    return {
      ...base(l),
      grid: { left: 8, right: 18, top: 8, bottom: 40, containLabel: true },
      xAxis: { ...valueAxis(l, { ...spec.axis, scale: 'LOG' }, spec.boxes.flat(), width), nameGap: 26 },
      yAxis: categoryAxis(l, spec.categories, width),
      tooltip: {
        ...base(l).tooltip,
        formatter: p => '<b>' + escaped(spec.categories[p.dataIndex]) + '</b><br>'
          + ['p5', 'p25', 'p50', 'p75', 'p95'].map((name, i) => name + ' ' + figure(spec.boxes[p.dataIndex][i], spec.axis)).join('<br>')
      },
      series: [{
        type: 'boxplot', boxWidth: [6, 16],
        data: spec.boxes.map((box, i) => ({ value: box, itemStyle: { color: color(l, spec.colors[i]) + '55', borderColor: color(l, spec.colors[i]), borderWidth: 1.6 } }))
      }]
    };
  }

  function curve(s, l, extra) {
    return {
      type: 'line', name: s.name, data: s.points.map(p => [p[0], p[1]]), showSymbol: s.marked, symbolSize: s.marked ? 8 : 5,
      symbol: SYMBOLS[(s.marked ? s.style + s.color : s.style) % SYMBOLS.length], itemStyle: { color: color(l, s.color) },
      lineStyle: { color: color(l, s.color), width: 2, type: DASHES[s.style % DASHES.length] }, ...extra
    };
  }

  function whiskers(s, l) {
    return {
      type: 'custom', name: s.name, silent: true, itemStyle: { color: color(l, s.color) }, encode: { x: 0, y: [2, 3] }, data: s.points, z: 1,
      renderItem: (params, api) => {
        const stroke = color(l, s.color);
        const at = (x, y) => api.coord([x, y]);
        const [x, low] = at(api.value(0), api.value(2));
        const high = at(api.value(0), api.value(3))[1];
        const children = [line(x, low, x, high, stroke), line(x - 4, low, x + 4, low, stroke), line(x - 4, high, x + 4, high, stroke)];
        if (s.points[params.dataIndex].length > 4) {
          const [left, y] = at(api.value(4), api.value(1));
          const right = at(api.value(5), api.value(1))[0];
          children.push(line(left, y, right, y, stroke), line(left, y - 4, left, y + 4, stroke), line(right, y - 4, right, y + 4, stroke));
        }
        return { type: 'group', children };
      }
    };
  }

  function lines(spec, l, width) {
    const points = spec.series.flatMap(s => s.points);
    const names = spec.series.map(s => s.name);
    const x = valueAxis(l, spec.x, points.flatMap(p => (p.length > 4 ? [p[0], p[4], p[5]] : [p[0]])), width);
    const isStepped = spec.x.scale === 'STEPS';
    const y = valueAxis(l, spec.y, points.flatMap(p => (p.length > 3 ? [p[1], p[2], p[3]] : [p[1]])), width);
    return {
      ...base(l),
      legend: legend(l, names, width),
      grid: { left: 22, right: 22, top: 34 + 20 * legendRows(names, width), bottom: 42, containLabel: true },
      xAxis: { ...x, nameGap: 28 },
      yAxis: { ...y, nameLocation: 'end', nameTextStyle: { color: l.soft, fontSize: 11.5, align: 'left' }, nameGap: 6 },
      tooltip: { ...base(l).tooltip, trigger: 'axis', formatter: hits => lineText(spec, hits) },
      series: spec.series.map(s => (isStepped ? { ...s, points: s.points.map(p => [String(p[0]), ...p.slice(1)]) } : s))
        .flatMap(s => [curve(s, l, { symbolSize: s.marked ? 8 : 4 }), ...(s.points.some(p => p.length > 3) ? [whiskers(s, l)] : [])])
    };
  }

  function lineText(spec, hits) {
    const own = hits.filter(h => h.seriesType === 'line');
    if (own.length === 0) {
      return '';
    }
    const x = own[0].value[0];
    const head = spec.x.scale === 'PERCENTILE' ? percentile(x) : spec.x.name + ' ' + (spec.x.scale === 'STEPS' ? x : figure(x, spec.x));
    const shown = own.slice(0, 12).map(h => h.marker + escaped(h.seriesName) + ' <b>' + figure(h.value[1], spec.y) + '</b>');
    return head + '<br>' + shown.join('<br>') + (own.length > 12 ? '<br>and ' + (own.length - 12) + ' more' : '');
  }

  function courses(spec, l, width, chosen) {
    const course = spec.courses[chosen] ?? spec.courses[0];
    const count = course.panels.length;
    const each = 128;
    const all = course.panels.flatMap(p => p.series.flatMap(s => s.points.map(q => q[0]))).concat(course.phases.flatMap(p => [p.startSeconds, p.endSeconds]));
    const first = Math.min(0, ...all);
    const last = Math.max(...all);
    return {
      ...base(l),
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: { ...base(l).tooltip, trigger: 'axis', formatter: hits => courseText(course, hits) },
      grid: course.panels.map((p, i) => ({ left: 62, right: 24, top: 26 + each * i, height: each - 42 })),
      xAxis: course.panels.map((p, i) => ({
        type: 'value', gridIndex: i, min: first, max: last, axisLine: { lineStyle: { color: l.strong } }, splitLine: { show: false },
        axisLabel: { show: i === count - 1, color: l.soft, fontSize: 11, formatter: v => digits(v) + ' s', hideOverlap: true, showMaxLabel: false }
      })),
      yAxis: course.panels.map((p, i) => ({
        ...valueAxis(l, p.axis, p.series.flatMap(s => s.points.map(q => q[1])), width, 2), gridIndex: i,
        nameLocation: 'end', nameGap: 8, nameTextStyle: { color: l.text, fontSize: 11.5, align: 'left' }
      })),
      series: course.panels.flatMap((p, i) => p.series.map((s, j) => curve(s, l, {
        xAxisIndex: i, yAxisIndex: i, symbolSize: 4, markArea: j === 0 ? areas(course, l, i, (last - first) / width) : undefined
      })))
    };
  }

  function areas(course, l, panel, secondsPerPixel) {
    const tint = { 'warm-up': isDark() ? 'rgba(230,159,0,.16)' : 'rgba(230,159,0,.14)', measurement: isDark() ? 'rgba(0,158,115,.2)' : 'rgba(0,158,115,.13)' };
    return {
      silent: true,
      data: course.phases.map(phase => [
        {
          name: phase.name, xAxis: phase.startSeconds, itemStyle: { color: tint[phase.name] ?? l.band },
          label: {
            show: panel === 0 && (phase.endSeconds - phase.startSeconds) / secondsPerPixel > 7 * phase.name.length, color: l.soft, fontSize: 10.5,
            position: 'insideTop'
          }
        },
        { xAxis: phase.endSeconds }
      ])
    };
  }

  function courseText(course, hits) {
    const rows = hits.map(h => h.marker + escaped(course.panels[h.axisIndex].axis.name + (h.seriesName.startsWith('GPU') ? ', ' + h.seriesName : ''))
      + ' <b>' + figure(h.value[1], course.panels[h.axisIndex].axis) + '</b>');
    return digits(hits[0].value[0]) + ' s<br>' + rows.join('<br>');
  }

  const KINDS = { bars, boxes, lines, courses };
  const drawn = new Map();
  const chosen = new Map();

  function draw(place) {
    const spec = specs[place.id];
    const chart = drawn.get(place.id) ?? echarts.init(place, null, { renderer: 'svg' });
    drawn.set(place.id, chart);
    place.style.height = height(place, spec) + 'px';
    chart.resize();
    chart.setOption(KINDS[spec.kind](spec, look(), place.clientWidth, chosen.get(place.id) ?? 0), { notMerge: true });
    place.dataset.drawn = 'true';
    place.dataset.width = place.clientWidth;
  }

  /** A legend of several lines must not take its room from the drawing. */
  function height(place, spec) {
    place.dataset.height ??= parseInt(place.style.height, 10);
    const names = (spec.series ?? []).map(s => s.name);
    const narrow = spec.kind === 'boxes' && place.clientWidth < 430 ? 1.7 : 1;
    return narrow * Number(place.dataset.height) + 20 * (names.length > 1 ? legendRows(names, place.clientWidth) : 0);
  }

  const redraw = () => drawn.forEach((chart, id) => draw(document.getElementById(id)));
  const places = [...document.querySelectorAll('.chart')];
  const seen = new IntersectionObserver(entries => entries.forEach(entry => {
    if (entry.isIntersecting && !drawn.has(entry.target.id)) {
      draw(entry.target);
    }
  }), { rootMargin: '600px 0px' });
  places.forEach(place => seen.observe(place));
  // What is far below follows piece by piece, so that printing and searching find everything.
  const later = [...places];
  function drawNext() {
    const next = later.shift();
    if (next) {
      if (!drawn.has(next.id)) {
        draw(next);
      }
      setTimeout(drawNext, 0);
    }
  }
  setTimeout(drawNext, 0);
  const resized = new ResizeObserver(entries => entries.forEach(entry => {
    if (drawn.has(entry.target.id) && entry.target.clientWidth !== Number(entry.target.dataset.width)) {
      draw(entry.target);
    }
  }));
  places.forEach(place => resized.observe(place));
  systemIsDark.addEventListener('change', redraw);
  window.addEventListener('beforeprint', () => places.forEach(draw));
  document.querySelectorAll('select[data-chart]').forEach(select => select.addEventListener('change', () => {
    chosen.set(select.dataset.chart, Number(select.value));
    draw(document.getElementById(select.dataset.chart));
  }));

  const theme = document.createElement('button');
  theme.type = 'button';
  theme.className = 'theme';
  const nameTheme = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; theme.setAttribute('aria-label', 'Show the page ' + (isDark() ? 'light' : 'dark')); };
  theme.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    nameTheme();
    redraw();
  });
  nameTheme();
  document.querySelector('header').append(theme);

  function key(row, column) {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  }

  const isMissing = value => value === '' || (typeof value === 'string' && value.startsWith('—')) || Number.isNaN(value);

  function order(one, other) {
    return typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other), 'en', { numeric: true });
  }

  function sort(heading) {
    const table = heading.closest('table');
    const column = heading.cellIndex;
    const direction = heading.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    table.querySelectorAll('thead th').forEach(other => other.setAttribute('aria-sort', 'none'));
    heading.setAttribute('aria-sort', direction);
    const rows = [...table.tBodies[0].rows].map(row => ({ row, value: key(row, column) }));
    rows.sort((a, b) => isMissing(a.value) - isMissing(b.value)
      || (isMissing(a.value) ? 0 : (direction === 'ascending' ? 1 : -1) * order(a.value, b.value)));
    table.tBodies[0].append(...rows.map(each => each.row));
  }

  document.querySelectorAll('thead button').forEach(button => button.addEventListener('click', () => sort(button.parentElement)));
})();
