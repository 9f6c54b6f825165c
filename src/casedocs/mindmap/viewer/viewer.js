"use strict";
(() => {
  const data = JSON.parse(document.getElementById("map").textContent);
  const byId = (id) => document.getElementById(id);
  const canvas = byId("board"), pen = canvas.getContext("2d");
  let lang = data.lang, dark = matchMedia("(prefers-color-scheme: dark)").matches;
  let shown = [], onScreen = new Set(), selected = null, found = [], foundAt = -1, step = -1, zoom = 1, panX = 0, panY = 0, waiting = false;
  const say = (key) => data.words[lang][key];

  // A sheet holds topics, parents first: [title, parent, labels, status, note, link, branch, kind, folded,
  // markers, [sheet, topic] that its link leads to or 0];
  // arcs [from, to, title], frames [owner, members or null for all, title], braces [owner, members, topic].
  const books = [];
  let topics = [], roots = [], arcs = [], frames = [], sheet = -1;
  function book(number) {
    if (books[number]) return books[number];
    const raw = data.sheets[number], here = books[number] = { arcs: raw.arcs, roots: [], view: null };
    const all = here.topics = raw.topics.map((t, index) => ({
      index, title: t[0], parent: t[1], labels: t[2], status: t[3], note: t[4], link: t[5], branch: t[6], kind: t[7],
      open: !t[8], markers: t[9], goal: t[10], children: [], braces: [], brace: null, level: 0, side: 1, size: null, x: 0, y: 0, top: 0, tall: 0,
      reach: 0, up: 0, down: 0, above: 0, under: 0, plain: null,
    }));
    for (const t of all) {
      if (t.parent < 0) { here.roots.push(t); continue; }
      all[t.parent].children.push(t);
      t.level = all[t.parent].level + 1;
    }
    if (all.length > 400) for (const t of all) if (t.level >= 2) t.open = false;
    for (const [owner, members, summed] of raw.braces) {
      all[summed].brace = { members: members.map((m) => all[m]), topic: all[summed], reach: 0 };
      all[owner].braces.push(all[summed].brace);
    }
    here.frames = raw.frames.map(([owner, members, title]) => ({ owner: all[owner], members: members && members.map((m) => all[m]), title }));
    // Outer frames first: those inside start lower and end higher.
    here.frames.sort((a, b) => (b.members || [0]).length - (a.members || [0]).length);
    for (const frame of here.frames) {
      const first = frame.members ? frame.members[0] : frame.owner, last = frame.members ? frame.members.at(-1) : first;
      frame.head = first.above; frame.foot = last.under;
      first.above += frame.title ? 24 : 9;
      last.under += 9;
    }
    // Sides are settled once, over all children, so that nothing jumps when a branch opens.
    for (const root of here.roots) {
      const kids = root.children.filter((k) => !k.brace), half = root === all[0] ? Math.ceil(kids.length / 2) : kids.length;
      kids.forEach((kid, i) => { kid.side = i < half ? 1 : -1; });
      for (const { members, topic } of root.braces) topic.side = members[0].side;
    }
    for (const t of all) if (t.level > 1) t.side = all[t.parent].side;
    return here;
  }

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const family = data.families;
  const styles = [[21, 600, 24, 15, 340], [15, 600, 14, 9, 270], [13, 400, 11, 6, 280]];
  const styleOf = (t) => styles[Math.min(t.index && t.level === 0 ? 1 : t.level, 2)];
  const widths = new Map();
  const widthOf = (text, font) => {
    const key = font + text;
    let width = widths.get(key);
    if (width === undefined) {
      pen.font = font;
      width = pen.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  };
  const fontOf = (size, weight) => `${weight} ${size}px ${family}`;

  function wrap(text, font, room) {
    const lines = [];
    for (const part of text.split("\n")) {
      let line = "", used = 0;
      const space = widthOf(" ", font);
      for (const word of part.split(" ")) {
        let rest = word, width = widthOf(rest, font);
        if (line && used + space + width <= room) { line += " " + rest; used += space + width; continue; }
        if (line) lines.push(line);
        while (width > room && rest.length > 1) {
          let cut = Math.max(1, Math.floor(rest.length * room / width));
          lines.push(rest.slice(0, cut));
          rest = rest.slice(cut);
          width = widthOf(rest, font);
        }
        line = rest; used = width;
      }
      lines.push(line);
      if (lines.length > 40) { lines.length = 40; lines[39] += " …"; break; }
    }
    return lines;
  }

  function measure(t) {
    if (t.size) return t.size;
    const [size, weight, padX, padY, room] = styleOf(t), font = fontOf(size, weight);
    const lines = wrap(t.title, font, room);
    const chips = t.labels.join("  ·  ").slice(0, 120);
    let width = Math.max(16, ...lines.map((line) => widthOf(line, font)));
    if (chips) width = Math.max(width, widthOf(chips, fontOf(10.5, 400)) + 12);
    const icons = 18 * Math.min(t.markers.length, 6);
    width += icons + (t.note || t.link || t.goal ? 18 : 0);
    t.size = { lines, chips, icons, w: width + 2 * padX, h: lines.length * size * 1.38 + (chips ? 20 : 0) + 2 * padY };
    return t.size;
  }

  const allowed = (t) => step < 0 || t.index <= step;
  const visible = (t) => (t.open ? t.children.filter(allowed) : []);

  const stacked = (t) => visible(t).filter((kid) => !kid.brace);
  const covered = (brace) => brace.members.filter((m) => allowed(m) && m.side === brace.topic.side);
  const gapOf = (t) => (t.level ? [38, 8] : [60, 18]);
  const total = (kids, gap) => kids.reduce((sum, kid) => sum + kid.tall + gap, -gap);

  // How tall a branch is and how far it reaches from its inner edge; a summary stands behind the reach of what it sums up.
  function gauge(t) {
    const kids = stacked(t), own = measure(t), [step, gap] = gapOf(t);
    let far = 0;
    for (const brace of t.open ? t.braces : []) {
      const members = covered(brace);
      if (!allowed(brace.topic) || !members.length) continue;
      const lack = Math.max(0, brace.topic.tall - total(members, gap)) / 2, last = members.at(-1);
      members[0].up += lack; members[0].tall += lack; last.down += lack; last.tall += lack;
      brace.reach = Math.max(...members.map((m) => m.reach)) + 34;
      far = Math.max(far, brace.reach + brace.topic.reach);
    }
    for (const kid of kids) far = Math.max(far, kid.reach);
    t.reach = own.w + (far && step + far);
    t.tall = Math.max(own.h, total(kids, gap)) + t.up + t.down;
  }

  function place(t) {
    const own = measure(t), [step, gap] = gapOf(t), kids = stacked(t);
    const put = (kid, side, inner, top) => {
      kid.top = top;
      kid.y = top + kid.up + (kid.tall - kid.up - kid.down) / 2;
      kid.x = inner + side * measure(kid).w / 2;
    };
    for (const side of t.level ? [t.side] : [1, -1]) {
      const here = kids.filter((kid) => kid.side === side), inner = t.x + side * (own.w / 2 + step);
      let top = t.y - total(here, gap) / 2;
      for (const kid of here) { put(kid, side, inner, top); top += kid.tall + gap; }
      for (const brace of t.open ? t.braces : []) {
        const members = covered(brace), last = members.at(-1);
        if (brace.topic.side !== side || !allowed(brace.topic) || !last) continue;
        put(brace.topic, side, inner + side * brace.reach, (members[0].top + last.top + last.tall - brace.topic.tall) / 2);
      }
    }
  }

  // One pass down to collect, one up for heights, one down for places: no recursion, any depth.
  function arrange() {
    shown = [];
    let floor = 0;
    for (const root of roots.filter(allowed)) {
      const start = shown.length, list = [root];
      while (list.length) {
        const t = list.pop(), kids = visible(t);
        shown.push(t);
        t.up = t.above; t.down = t.under;
        for (let i = kids.length - 1; i >= 0; i--) list.push(kids[i]);
      }
      const all = shown.slice(start);
      for (let i = all.length - 1; i >= 0; i--) gauge(all[i]);
      const high = (side) => total(stacked(root).filter((kid) => kid.side === side), 18);
      root.tall = Math.max(measure(root).h, high(1), high(-1)) + root.up + root.down;
      root.x = 0; root.top = floor; root.y = floor + root.up + (root.tall - root.up - root.down) / 2;
      for (const t of all) place(t);
      floor += root.tall + 60;
    }
    onScreen = new Set(shown);
  }

  function bounds(list) {
    let l = Infinity, t = Infinity, r = -Infinity, b = -Infinity;
    for (const one of list) {
      const { w, h } = measure(one);
      l = Math.min(l, one.x - w / 2); r = Math.max(r, one.x + w / 2);
      t = Math.min(t, one.y - h / 2); b = Math.max(b, one.y + h / 2);
    }
    return [l, t, r, b];
  }

  // The rectangles of a frame: one for each side of the map on which it has members.
  function rectangles({ owner, members, head, foot }) {
    if (!onScreen.has(owner)) return [];
    if (!members && !owner.level) {
      const [l, , r] = bounds(shown);
      return [[l - 12, owner.top + 1, r - l + 24, owner.tall - 2]];
    }
    const out = [];
    for (const side of [1, -1]) {
      const here = (members || [owner]).filter((t) => t.side === side && onScreen.has(t)), last = here.at(-1);
      if (!last) continue;
      const reach = Math.max(...here.map((t) => t.reach)), inner = here[0].x - side * here[0].size.w / 2;
      const top = here[0].top + head, wide = 8 - head / 9;
      out.push([Math.min(inner, inner + side * reach) - wide, top + 1, reach + 2 * wide, last.top + last.tall - foot - top - 2]);
    }
    return out;
  }

  const theme = () => (dark
    ? { paper: "#14191f", ink: "#e8edf3", soft: "#a9b4c0", card: "#1d242c", root: "#345b8c", arc: "#e58aa8", tint: 0.32 }
    : { paper: "#ffffff", ink: "#1f2a37", soft: "#5b6775", card: "#ffffff", root: "#1f3a5f", arc: "#a8325a", tint: 0.15 });
  const mix = (a, b, share) => "#" + [1, 3, 5].map((i) => Math.round(
    parseInt(a.substr(i, 2), 16) * share + parseInt(b.substr(i, 2), 16) * (1 - share)).toString(16).padStart(2, "0")).join("");
  const colorOf = (t) => data.branches[t.branch % data.branches.length];

  function box(x, y, w, h, r) {
    pen.beginPath();
    pen.roundRect(x, y, w, h, r);
  }

  // An icon is a list of paths [outline, fill, line, width] and letters [text, colour, size, x, y].
  function drawIcon(icon, x, y) {
    pen.save(); pen.translate(x, y); pen.lineCap = pen.lineJoin = "round";
    for (const [shape, fill, line, width, below] of icon) {
      if (below !== undefined) { pen.fillStyle = fill; pen.font = fontOf(line, 600); pen.fillText(shape, width, below); continue; }
      const path = new Path2D(shape);
      if (fill) { pen.fillStyle = fill; pen.fill(path); }
      if (line) { pen.strokeStyle = line; pen.lineWidth = width; pen.stroke(path); }
    }
    pen.restore();
  }

  function drawTopic(t, look) {
    const { w, h, lines, chips, icons } = t.size, [size, weight, padX, padY] = styleOf(t), x = t.x - w / 2, y = t.y - h / 2;
    const branch = colorOf(t), isRoot = t.level === 0 && t.parent < 0 && t.index === 0;
    const fill = isRoot ? look.root : t.level <= 1 ? mix(branch, look.paper, look.tint) : look.card;
    box(x, y, w, h, isRoot ? 12 : 7);
    pen.fillStyle = fill; pen.fill();
    const hit = found.length && found[foundAt].t === t;
    pen.lineWidth = t === selected || hit ? 3 : 1;
    pen.strokeStyle = hit ? "#e0a100" : t === selected ? "#2f80ed" : mix(branch, look.paper, t.level <= 1 ? 1 : 0.5);
    if (!isRoot || t === selected || hit) pen.stroke();
    if (t.status) { box(x + 2.5, y + 4, 3.5, h - 8, 1.7); pen.fillStyle = data.status[t.status]; pen.fill(); }
    if (size * zoom < 3.2) return;
    pen.fillStyle = isRoot ? "#ffffff" : look.ink;
    pen.font = fontOf(size, weight);
    pen.textBaseline = "alphabetic";
    pen.textAlign = isRoot ? "center" : "left";
    lines.forEach((line, i) => pen.fillText(line, isRoot ? t.x + icons / 2 : x + padX + icons, y + padY + (i + 0.5) * size * 1.38 + size * 0.35));
    pen.textAlign = "left";
    if (t.note || t.link || t.goal) {
      pen.font = fontOf(12, 600);
      pen.fillText(t.goal ? "→" : t.link ? "↗" : "≡", x + w - padX - 8, y + padY + size * 0.95);
    }
    for (let i = 0; i < icons / 18; i++) drawIcon(data.icons[t.markers[i]], x + padX + 18 * i, y + padY + size * 0.69 - 7.5);
    if (chips) {
      const top = y + h - padY - 17;
      pen.font = fontOf(10.5, 400);
      box(x + padX, top, widthOf(chips, pen.font) + 12, 17, 4);
      pen.fillStyle = mix(t.status ? data.status[t.status] : branch, look.paper, 0.18); pen.fill();
      pen.fillStyle = look.ink;
      pen.fillText(chips, x + padX + 6, top + 12.4);
    }
  }

  function drawFold(t, look) {
    if (!t.children.length || t.open) return;
    const cx = t.x + t.side * (t.size.w / 2 + 8);
    pen.beginPath(); pen.arc(cx, t.y, 8, 0, 7);
    pen.fillStyle = look.paper; pen.fill();
    pen.lineWidth = 1.2; pen.strokeStyle = colorOf(t); pen.stroke();
    if (zoom < 0.35) return;
    pen.fillStyle = look.ink; pen.font = fontOf(9.5, 600); pen.textAlign = "center";
    pen.fillText(t.children.length > 99 ? "+" : String(t.children.length), cx, t.y + 3.4);
    pen.textAlign = "left";
  }

  function drawFrames(look) {
    for (const frame of frames) {
      for (const [x, y, w, h] of rectangles(frame)) {
        const color = colorOf((frame.members || [frame.owner])[0]);
        box(x, y, w, h, 9);
        pen.fillStyle = mix(color, look.paper, 0.07); pen.fill();
        pen.setLineDash([5, 4]); pen.lineWidth = 1.3; pen.strokeStyle = color; pen.stroke(); pen.setLineDash([]);
        if (!frame.title) continue;
        pen.font = fontOf(10.5, 600); pen.fillStyle = look.ink;
        pen.fillText(wrap(frame.title, pen.font, Math.max(60, w - 16))[0], x + 8, y + 15);
      }
    }
  }

  function drawBraces() {
    for (const t of shown) {
      for (const brace of t.open ? t.braces : []) {
        const members = covered(brace), last = members.at(-1), s = brace.topic.side;
        if (!onScreen.has(brace.topic) || !last) continue;
        const x = brace.topic.x - s * (brace.topic.size.w / 2 + 24), top = members[0].top + members[0].up, bottom = last.top + last.tall - last.down;
        const middle = brace.topic.y, r = Math.min(8, (bottom - top) / 4);
        pen.lineWidth = 1.8; pen.strokeStyle = colorOf(members[0]);
        pen.beginPath(); pen.moveTo(x, top);
        pen.quadraticCurveTo(x + s * r, top, x + s * r, top + r); pen.lineTo(x + s * r, middle - r);
        pen.quadraticCurveTo(x + s * r, middle, x + s * 2 * r, middle); pen.quadraticCurveTo(x + s * r, middle, x + s * r, middle + r);
        pen.lineTo(x + s * r, bottom - r); pen.quadraticCurveTo(x + s * r, bottom, x, bottom); pen.stroke();
      }
    }
  }

  function drawArcs(look) {
    pen.setLineDash([6, 4]);
    for (const [a, b, label] of arcs) {
      const from = topics[a], to = topics[b];
      if (!onScreen.has(from) || !onScreen.has(to)) continue;
      const dx = to.x - from.x, dy = to.y - from.y, above = Math.abs(dx) < (from.size.w + to.size.w) / 2, side = from.side;
      let mx = (from.x + to.x) / 2 - dy * 0.22, my = (from.y + to.y) / 2 + dx * 0.22;
      const rim = (t) => t.x + side * (t.size.w / 2 + 3);
      if (above) { mx = (side > 0 ? Math.max(rim(from), rim(to)) : Math.min(rim(from), rim(to))) + side * 110; my = (from.y + to.y) / 2; }
      const edge = (t) => {
        if (above) return [rim(t), t.y];
        const ux = mx - t.x, uy = my - t.y;
        const k = Math.min((t.size.w / 2 + 3) / (Math.abs(ux) || 1e-9), (t.size.h / 2 + 3) / (Math.abs(uy) || 1e-9), 1);
        return [t.x + ux * k, t.y + uy * k];
      };
      const [sx, sy] = edge(from), [ex, ey] = edge(to);
      pen.strokeStyle = look.arc; pen.lineWidth = 1.6;
      pen.beginPath(); pen.moveTo(sx, sy); pen.quadraticCurveTo(mx, my, ex, ey); pen.stroke();
      const length = Math.hypot(ex - mx, ey - my) || 1, ux = (ex - mx) / length, uy = (ey - my) / length;
      pen.fillStyle = look.arc;
      pen.beginPath(); pen.moveTo(ex, ey); pen.lineTo(ex - 10 * ux - 4 * uy, ey - 10 * uy + 4 * ux);
      pen.lineTo(ex - 10 * ux + 4 * uy, ey - 10 * uy - 4 * ux); pen.fill();
      if (!label) continue;
      pen.font = fontOf(11, 400);
      const width = widthOf(label, pen.font) + 10, lx = (sx + 2 * mx + ex) / 4, ly = (sy + 2 * my + ey) / 4;
      pen.fillStyle = look.paper; pen.fillRect(lx - width / 2, ly - 9, width, 18);
      pen.fillStyle = look.arc; pen.fillText(label, lx - width / 2 + 5, ly + 4);
    }
    pen.setLineDash([]);
  }

  function draw() {
    waiting = false;
    const ratio = devicePixelRatio || 1, wide = canvas.clientWidth, high = canvas.clientHeight, look = theme();
    if (canvas.width !== Math.round(wide * ratio)) canvas.width = Math.round(wide * ratio);
    if (canvas.height !== Math.round(high * ratio)) canvas.height = Math.round(high * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = look.paper; pen.fillRect(0, 0, wide, high);
    pen.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * panX, ratio * panY);
    const left = -panX / zoom, top = -panY / zoom, right = (wide - panX) / zoom, bottom = (high - panY) / zoom;
    drawFrames(look);
    for (const t of shown) {
      if (t.parent < 0 || t.brace) continue;
      const p = topics[t.parent];
      if (Math.max(t.y, p.y) < top || Math.min(t.y, p.y) > bottom || Math.max(t.x, p.x) < left || Math.min(t.x, p.x) > right) continue;
      const x1 = p.x + t.side * p.size.w / 2, x2 = t.x - t.side * t.size.w / 2, bend = (x1 + x2) / 2;
      pen.strokeStyle = colorOf(t); pen.lineWidth = t.level === 1 ? 2.2 : 1.3;
      if (t.kind === "callout") pen.setLineDash([3, 3]);
      pen.beginPath(); pen.moveTo(x1, p.y); pen.bezierCurveTo(bend, p.y, bend, t.y, x2, t.y); pen.stroke();
      pen.setLineDash([]);
    }
    for (const t of shown) {
      const { w, h } = t.size;
      if (t.x + w / 2 + 20 < left || t.x - w / 2 - 20 > right || t.y + h / 2 < top || t.y - h / 2 > bottom) continue;
      drawTopic(t, look);
      drawFold(t, look);
    }
    drawBraces();
    if (arcs.length) drawArcs(look);
  }

  function refresh() {
    if (!waiting) { waiting = true; requestAnimationFrame(draw); }
  }

  function fit(list = shown, most = 1.4) {
    const [l, t, r, b] = bounds(list);
    const wide = canvas.clientWidth, high = canvas.clientHeight;
    zoom = Math.max(0.02, Math.min((wide - 60) / (r - l), (high - 60) / (b - t), most));
    panX = wide / 2 - zoom * (l + r) / 2;
    panY = high / 2 - zoom * (t + b) / 2;
    refresh();
  }

  function center(t) {
    zoom = Math.max(zoom, 0.8);
    panX = canvas.clientWidth / 2 - zoom * t.x;
    panY = canvas.clientHeight / 2 - zoom * t.y;
    refresh();
  }

  function pathOf(t) {
    const path = [];
    for (let at = t; at; at = topics[at.parent]) path.unshift(at.title.replace(/\s+/g, " "));
    return path;
  }

  function showNotes(t) {
    byId("title").textContent = t.title;
    byId("path").textContent = pathOf(t).slice(0, -1).join(" › ");
    byId("labels").textContent = [...t.labels, t.status ? say(t.status) : ""].filter(Boolean).join(" · ");
    byId("note").textContent = t.note || say("noNote");
    const link = byId("link");
    link.hidden = !t.link;
    if (t.link) { link.href = t.link; link.textContent = say("open") + " " + t.link; } else link.removeAttribute("href");
    const jump = byId("jump");
    jump.hidden = !t.goal;
    if (t.goal) jump.textContent = "→ " + book(t.goal[0]).topics[t.goal[1]].title;
  }

  function select(t, move) {
    selected = t;
    if (t) { showNotes(t); byId("live").textContent = t.title; }
    if (t && move) center(t); else refresh();
  }

  function reveal(t) {
    for (let at = topics[t.parent]; at; at = topics[at.parent]) at.open = true;
    arrange();
    select(t, true);
  }

  function toggle(t) {
    if (!t || !t.children.length) return;
    const x = t.x * zoom + panX, y = t.y * zoom + panY;
    t.open = !t.open;
    arrange();
    panX = x - t.x * zoom; panY = y - t.y * zoom; // the topic stays under the finger
    refresh();
  }

  function openAll(open) {
    for (const t of topics) t.open = open || t.level === 0;
    arrange(); fit();
  }

  function search(text) {
    const wanted = fold(text.trim());
    found = [];
    for (let number = 0; wanted && number < data.sheets.length; number++) {
      for (const t of book((number + sheet) % data.sheets.length).topics) {
        if (t.plain === null) t.plain = fold([t.title, ...t.labels, t.note].join("\n"));
        if (t.plain.includes(wanted)) found.push({ number: (number + sheet) % data.sheets.length, t });
      }
    }
    foundAt = -1;
    if (found.length) next(1); else { byId("count").textContent = wanted ? "0" : ""; refresh(); }
  }

  function next(by) {
    if (!found.length) return;
    foundAt = (foundAt + by + found.length) % found.length;
    byId("count").textContent = `${foundAt + 1}/${found.length}`;
    const { number, t } = found[foundAt];
    visit([number, t.index]);
  }

  function visit([number, index]) {
    if (number !== sheet) go(number, step);
    if (step >= 0) present(index); else reveal(topics[index]);
  }

  // Links between topics, and the way back.
  const trail = [];
  function jump() {
    if (!selected.goal) return;
    trail.push([sheet, selected.index]);
    visit(selected.goal);
  }

  function go(number, at = -1) {
    if (number < 0 || number >= data.sheets.length) return;
    if (sheet >= 0) books[sheet].view = { zoom, panX, panY, selected };
    sheet = number; step = at;
    ({ topics, roots, arcs, frames } = book(number));
    byId("heading").textContent = topics[0].title.replace(/\s+/g, " ");
    byId("caption").hidden = step < 0;
    for (const tab of byId("tabs").children) tab.setAttribute("aria-selected", String(Number(tab.dataset.sheet) === number));
    arrange();
    const view = books[number].view;
    if (view) ({ zoom, panX, panY } = view); else fit();
    select(view && view.selected ? view.selected : topics[0]);
  }

  function present(at) {
    if (at >= topics.length && sheet + 1 < data.sheets.length) { go(sheet + 1, 0); at = 0; }
    if (at < 0 && sheet > 0) { go(sheet - 1, 0); at = topics.length - 1; }
    step = Math.max(0, Math.min(at, topics.length - 1));
    const t = topics[step];
    reveal(t);
    byId("caption").hidden = false;
    byId("caption-title").textContent = t.title;
    byId("caption-path").textContent = `${step + 1}/${topics.length}  ` + pathOf(t).slice(1, -1).join(" › ");
    byId("caption-note").textContent = t.note.slice(0, 400);
  }

  function stopPresenting() {
    step = -1; byId("caption").hidden = true;
    arrange(); refresh();
  }

  function navigate(key) {
    if (!selected) return select(topics[0], true);
    const siblings = selected.parent < 0 ? roots : topics[selected.parent].children, at = siblings.indexOf(selected);
    const inward = selected.side > 0 ? "ArrowLeft" : "ArrowRight";
    if (key === "ArrowDown" || key === "ArrowUp") {
      const other = siblings[at + (key === "ArrowDown" ? 1 : -1)];
      if (other) select(other, true);
    } else if (selected.level > 0 && key === inward) select(topics[selected.parent], true);
    else {
      if (!selected.open) toggle(selected);
      const kids = visible(selected);
      const side = selected.level ? kids : kids.filter((k) => k.side === (key === "ArrowRight" ? 1 : -1));
      if (side.length) select(side[0], true);
    }
  }

  function flip(id) {
    const part = byId(id);
    part.hidden = !part.hidden;
    refresh();
  }

  function zoomBy(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    const to = Math.max(0.02, Math.min(6, zoom * factor));
    panX = x - (x - panX) * to / zoom; panY = y - (y - panY) * to / zoom;
    zoom = to;
    refresh();
  }

  const setDark = (on) => { dark = on; document.documentElement.dataset.dark = on ? "1" : ""; refresh(); };
  function setLanguage(to) {
    lang = to;
    document.documentElement.lang = to;
    for (const part of document.querySelectorAll("[data-word]")) part.textContent = say(part.dataset.word);
    for (const part of document.querySelectorAll("[data-tip]")) { part.title = say(part.dataset.tip); part.setAttribute("aria-label", part.title); }
    byId("search").placeholder = say("search");
    if (selected) showNotes(selected);
  }

  const actions = {
    fit: () => fit(), plus: () => zoomBy(1.25), minus: () => zoomBy(0.8), open: () => openAll(true),
    close: () => openAll(false), notes: () => flip("panel"), dark: () => setDark(!dark), black: () => flip("black"),
    steps: () => (step < 0 ? present(0) : stopPresenting()), help: () => flip("help"), print: () => print(),
    lang: () => setLanguage(lang === "vi" ? "en" : "vi"), next: () => next(1), previous: () => next(-1),
    jump, back: () => trail.length && visit(trail.pop()),
  };
  const keys = { "+": "plus", "=": "plus", "-": "minus", 0: "fit", e: "open", c: "close", n: "notes", d: "dark", b: "black",
    ".": "black", s: "steps", "?": "help", l: "lang", p: "print", g: "jump", backspace: "back" };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]"), tab = event.target.closest("[data-sheet]");
    if (button) actions[button.dataset.do]();
    if (tab) go(Number(tab.dataset.sheet), step < 0 ? -1 : 0);
  });
  addEventListener("keydown", (event) => {
    const typing = event.target === byId("search");
    if (!byId("black").hidden) { byId("black").hidden = true; event.preventDefault(); return; }
    if (event.key === "Escape") {
      byId("help").hidden = true;
      if (typing) canvas.focus(); else if (step >= 0) stopPresenting();
      return;
    }
    if ((event.ctrlKey && event.key === "f") || (event.key === "/" && !typing)) { byId("search").focus(); event.preventDefault(); return; }
    if (event.key === "F3" || (typing && event.key === "Enter")) { next(event.shiftKey ? -1 : 1); event.preventDefault(); return; }
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest && event.target.closest("button, a") && (event.key === "Enter" || event.key === " ")) return;
    if (step >= 0 && ["ArrowRight", "ArrowDown", "PageDown", " "].includes(event.key)) present(step + 1);
    else if (step >= 0 && ["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key)) present(step - 1);
    else if (event.key === "PageDown" || event.key === "PageUp") go(sheet + (event.key === "PageDown" ? 1 : -1));
    else if (/^[1-9]$/.test(event.key)) go(event.key - 1, step < 0 ? -1 : 0);
    else if (event.key === "Home") select(topics[0], true);
    else if (event.key.startsWith("Arrow")) navigate(event.key);
    else if (event.key === " " || event.key === "Enter") toggle(selected);
    else if (keys[event.key.toLowerCase()]) actions[keys[event.key.toLowerCase()]]();
    else return;
    event.preventDefault();
  });
  byId("search").addEventListener("input", (event) => search(event.target.value));
  byId("black").addEventListener("click", () => flip("black"));

  const pointers = new Map();
  let moved = 0, spread = 0;
  const gap = () => { const [a, b] = [...pointers.values()]; return Math.hypot(a.x - b.x, a.y - b.y); };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    moved = pointers.size > 1 ? 99 : 0;
    if (pointers.size === 2) spread = gap();
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const dx = event.offsetX - last.x, dy = event.offsetY - last.y;
    pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    moved += Math.abs(dx) + Math.abs(dy);
    if (pointers.size === 2) {
      const now = gap(), [a, b] = [...pointers.values()];
      zoomBy(now / (spread || now), (a.x + b.x) / 2, (a.y + b.y) / 2);
      spread = now;
    } else { panX += dx; panY += dy; }
    refresh();
  });
  const at = (x, y) => shown.findLast((t) => Math.abs(t.x - x) <= t.size.w / 2 + (t.children.length ? 17 : 0) && Math.abs(t.y - y) <= t.size.h / 2);
  canvas.addEventListener("pointerup", (event) => {
    pointers.delete(event.pointerId);
    if (moved > 6) return;
    const x = (event.offsetX - panX) / zoom, t = at(x, (event.offsetY - panY) / zoom);
    if (!t) return;
    const again = selected === t || Math.abs(t.x - x) > t.size.w / 2;
    select(t);
    if (t.goal && Math.abs(t.x + t.size.w / 2 - 17 - x) < 15) return jump();
    if (again) toggle(t);
  });
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.offsetX, event.offsetY);
  }, { passive: false });
  addEventListener("resize", refresh);

  addEventListener("beforeprint", () => {
    const outline = byId("outline");
    outline.textContent = "";
    const line = (level, name, text) => {
      const row = document.createElement("p");
      row.className = name;
      row.style.paddingLeft = 14 * Math.max(0, Math.min(level, 9) - 1) + "pt";
      row.textContent = text;
      outline.append(row);
    };
    data.sheets.forEach((raw, number) => {
      for (const t of book(number).topics) {
        const labels = t.labels.length ? "  [" + t.labels.join("; ") + "]" : "";
        line(t.level, "level" + t.level, t.title + labels + (t.status ? " – " + say(t.status) : ""));
        if (t.note) line(t.level, "note", t.note);
      }
    });
  });

  window.casedocsViewer = {
    get state() {
      return { shown: shown.length, topics: topics.length, selected: selected && selected.title, matches: found.length, step, zoom, dark, lang, sheet, sheets: data.sheets.length };
    },
    box: (index) => { const t = topics[index], s = measure(t); return { x: t.x * zoom + panX, y: t.y * zoom + panY, w: s.w * zoom, h: s.h * zoom, shown: shown.includes(t) }; },
    frames: () => frames.map((frame) => rectangles(frame)), openAll, search, present, go,
  };
  function start() {
    setDark(dark);
    setLanguage(lang);
    byId("tabs").hidden = data.sheets.length < 2;
    data.sheets.forEach((raw, number) => {
      const tab = document.createElement("button");
      tab.setAttribute("role", "tab"); tab.dataset.sheet = number; tab.textContent = raw.title;
      byId("tabs").append(tab);
    });
    go(data.first);
    requestAnimationFrame(() => { draw(); document.documentElement.dataset.ready = String(Math.round(performance.now())); });
  }
  const fonts = Promise.all([400, 600].map((weight) => document.fonts.load(fontOf(15, weight), "Đồ")));
  Promise.race([fonts, new Promise((done) => setTimeout(done, 300))]).then(start, start);
})();
