"use strict";
(() => {
  const data = JSON.parse(document.getElementById("map").textContent);
  const byId = (id) => document.getElementById(id);
  const canvas = byId("board"), pen = canvas.getContext("2d");
  const colors = data.branches, statusColors = data.status;
  let lang = data.lang, dark = matchMedia("(prefers-color-scheme: dark)").matches;
  let shown = [], selected = null, found = [], foundAt = -1, step = -1, zoom = 1, panX = 0, panY = 0, waiting = false;
  const say = (key) => data.words[lang][key];

  // Topics come parents first: [title, parent, labels, status, note, link, branch, kind, folded]
  const topics = data.topics.map((t, index) => ({
    index, title: t[0], parent: t[1], labels: t[2], status: t[3], note: t[4], link: t[5], branch: t[6], kind: t[7],
    open: !t[8], children: [], level: 0, side: 1, size: null, x: 0, y: 0, tall: 0, plain: null,
  }));
  const roots = [];
  for (const t of topics) {
    if (t.parent < 0) { roots.push(t); continue; }
    const parent = topics[t.parent];
    parent.children.push(t);
    t.level = parent.level + 1;
  }
  if (topics.length > 400) for (const t of topics) if (t.level >= 2) t.open = false;

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
    if (t.note || t.link) width += 18;
    t.size = { lines, chips, w: width + 2 * padX, h: lines.length * size * 1.38 + (chips ? 20 : 0) + 2 * padY };
    return t.size;
  }

  const allowed = (t) => step < 0 || t.index <= step;
  const visible = (t) => (t.open ? t.children.filter(allowed) : []);

  // One pass down to collect, one up for heights, one down for places: no recursion, any depth.
  function arrange() {
    shown = [];
    let floor = 0;
    for (const root of roots.filter(allowed)) {
      const start = shown.length, list = [root];
      while (list.length) {
        const t = list.pop();
        shown.push(t);
        const kids = visible(t);
        for (let i = kids.length - 1; i >= 0; i--) list.push(kids[i]);
      }
      const kids = visible(root);
      const all = shown.slice(start);
      for (let i = all.length - 1; i >= 0; i--) {
        const t = all[i], gap = t === root ? 18 : 8;
        let sum = 0;
        for (const kid of visible(t)) sum += kid.tall + gap;
        t.tall = Math.max(measure(t).h, sum - gap);
      }
      // Sides are settled once, over all children, so that nothing jumps when a branch opens.
      if (root.sides === undefined) {
        const half = root === topics[0] ? Math.ceil(root.children.length / 2) : root.children.length;
        root.children.forEach((kid, i) => { kid.side = i < half ? 1 : -1; });
        root.sides = true;
      }
      const total = (side) => kids.filter((k) => k.side === side).reduce((sum, k) => sum + k.tall + 18, -18);
      const height = Math.max(measure(root).h, total(1), total(-1));
      root.x = 0; root.y = floor + height / 2;
      const tops = { 1: root.y - total(1) / 2, "-1": root.y - total(-1) / 2 };
      for (const t of all) {
        const isRoot = t === root, own = measure(t), gap = isRoot ? 60 : 38;
        let top = 0;
        if (!isRoot) {
          let sum = -8;
          for (const kid of visible(t)) sum += kid.tall + 8;
          top = t.y - sum / 2;
        }
        for (const kid of visible(t)) {
          if (!isRoot) kid.side = t.side;
          const size = measure(kid), at = isRoot ? tops[kid.side] : top;
          kid.y = at + kid.tall / 2;
          kid.x = t.x + kid.side * (own.w / 2 + gap + size.w / 2);
          if (isRoot) tops[kid.side] += kid.tall + 18; else top += kid.tall + 8;
        }
      }
      floor += height + 60;
    }
  }

  const theme = () => (dark
    ? { paper: "#14191f", ink: "#e8edf3", soft: "#a9b4c0", card: "#1d242c", root: "#345b8c", arc: "#e58aa8", tint: 0.32 }
    : { paper: "#ffffff", ink: "#1f2a37", soft: "#5b6775", card: "#ffffff", root: "#1f3a5f", arc: "#a8325a", tint: 0.15 });
  const mix = (a, b, share) => "#" + [1, 3, 5].map((i) => Math.round(
    parseInt(a.substr(i, 2), 16) * share + parseInt(b.substr(i, 2), 16) * (1 - share)).toString(16).padStart(2, "0")).join("");
  const colorOf = (t) => colors[((t.branch % colors.length) + colors.length) % colors.length];

  function box(x, y, w, h, r) {
    pen.beginPath();
    pen.roundRect(x, y, w, h, r);
  }

  function drawTopic(t, look) {
    const { w, h, lines, chips } = t.size, [size, weight, padX, padY] = styleOf(t), x = t.x - w / 2, y = t.y - h / 2;
    const branch = colorOf(t), isRoot = t.level === 0 && t.parent < 0 && t.index === 0;
    const fill = isRoot ? look.root : t.level <= 1 ? mix(branch, look.paper, look.tint) : look.card;
    box(x, y, w, h, isRoot ? 12 : 7);
    pen.fillStyle = fill; pen.fill();
    const hit = found.length && found[foundAt] === t;
    pen.lineWidth = t === selected || hit ? 3 : 1;
    pen.strokeStyle = hit ? "#e0a100" : t === selected ? "#2f80ed" : mix(branch, look.paper, t.level <= 1 ? 1 : 0.5);
    if (!isRoot || t === selected || hit) pen.stroke();
    if (t.status) { box(x + 2.5, y + 4, 3.5, h - 8, 1.7); pen.fillStyle = statusColors[t.status]; pen.fill(); }
    if (size * zoom < 3.2) return;
    pen.fillStyle = isRoot ? "#ffffff" : look.ink;
    pen.font = fontOf(size, weight);
    pen.textBaseline = "alphabetic";
    pen.textAlign = isRoot ? "center" : "left";
    lines.forEach((line, i) => pen.fillText(line, isRoot ? t.x : x + padX, y + padY + (i + 0.5) * size * 1.38 + size * 0.35));
    pen.textAlign = "left";
    if (t.note || t.link) {
      pen.font = fontOf(12, 600);
      pen.fillText(t.link ? "↗" : "≡", x + w - padX - 8, y + padY + size * 0.95);
    }
    if (chips) {
      const top = y + h - padY - 17;
      pen.font = fontOf(10.5, 400);
      box(x + padX, top, widthOf(chips, pen.font) + 12, 17, 4);
      pen.fillStyle = mix(t.status ? statusColors[t.status] : branch, look.paper, 0.18); pen.fill();
      pen.fillStyle = look.ink;
      pen.fillText(chips, x + padX + 6, top + 12.4);
    }
  }

  function drawFold(t, look) {
    if (!t.children.length || (t.open && t.level < 1)) return;
    const side = t.level === 0 ? 1 : t.side, cx = t.x + side * (t.size.w / 2 + 8);
    if (t.open) return;
    pen.beginPath(); pen.arc(cx, t.y, 8, 0, 7);
    pen.fillStyle = look.paper; pen.fill();
    pen.lineWidth = 1.2; pen.strokeStyle = colorOf(t); pen.stroke();
    if (zoom < 0.35) return;
    pen.fillStyle = look.ink; pen.font = fontOf(9.5, 600); pen.textAlign = "center";
    pen.fillText(t.children.length > 99 ? "+" : String(t.children.length), cx, t.y + 3.4);
    pen.textAlign = "left";
  }

  function drawArcs(look) {
    const here = new Set(shown);
    pen.setLineDash([6, 4]);
    for (const [a, b, label] of data.arcs) {
      const from = topics[a], to = topics[b];
      if (!here.has(from) || !here.has(to)) continue;
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
    for (const t of shown) {
      if (t.parent < 0) continue;
      const p = topics[t.parent];
      if (Math.max(t.y, p.y) < top || Math.min(t.y, p.y) > bottom || Math.max(t.x, p.x) < left || Math.min(t.x, p.x) > right) continue;
      const x1 = p.x + t.side * p.size.w / 2, x2 = t.x - t.side * t.size.w / 2, bend = (x1 + x2) / 2;
      pen.strokeStyle = colorOf(t); pen.lineWidth = t.level === 1 ? 2.2 : 1.3;
      if (t.kind === "callout" || t.kind === "summary") pen.setLineDash([3, 3]);
      pen.beginPath(); pen.moveTo(x1, p.y); pen.bezierCurveTo(bend, p.y, bend, t.y, x2, t.y); pen.stroke();
      pen.setLineDash([]);
    }
    for (const t of shown) {
      const { w, h } = t.size;
      if (t.x + w / 2 + 20 < left || t.x - w / 2 - 20 > right || t.y + h / 2 < top || t.y - h / 2 > bottom) continue;
      drawTopic(t, look);
      drawFold(t, look);
    }
    if (data.arcs.length) drawArcs(look);
  }

  function refresh() {
    if (!waiting) { waiting = true; requestAnimationFrame(draw); }
  }

  function fit(list = shown, most = 1.4) {
    let l = Infinity, t = Infinity, r = -Infinity, b = -Infinity;
    for (const one of list) {
      const { w, h } = measure(one);
      l = Math.min(l, one.x - w / 2); r = Math.max(r, one.x + w / 2);
      t = Math.min(t, one.y - h / 2); b = Math.max(b, one.y + h / 2);
    }
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
    found = !wanted ? [] : topics.filter((t) => {
      if (t.plain === null) t.plain = fold([t.title, ...t.labels, t.note].join("\n"));
      return t.plain.includes(wanted);
    });
    foundAt = -1;
    if (found.length) next(1); else { byId("count").textContent = wanted ? "0" : ""; refresh(); }
  }

  function next(by) {
    if (!found.length) return;
    foundAt = (foundAt + by + found.length) % found.length;
    byId("count").textContent = `${foundAt + 1}/${found.length}`;
    if (step >= 0) present(found[foundAt].index); else reveal(found[foundAt]);
  }

  function present(at) {
    step = Math.max(0, Math.min(at, topics.length - 1));
    const t = topics[step];
    for (let up = topics[t.parent]; up; up = topics[up.parent]) up.open = true;
    arrange();
    select(t, true);
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
  };
  const keys = { "+": "plus", "=": "plus", "-": "minus", 0: "fit", e: "open", c: "close", n: "notes", d: "dark", b: "black",
    ".": "black", s: "steps", "?": "help", l: "lang", p: "print" };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
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
    for (const t of topics) {
      const row = document.createElement("p");
      row.className = "level" + Math.min(t.level, 6);
      row.textContent = t.title + (t.labels.length ? "  [" + t.labels.join("; ") + "]" : "") + (t.status ? " – " + say(t.status) : "");
      outline.append(row);
      if (!t.note) continue;
      const note = document.createElement("p");
      note.className = "note level" + Math.min(t.level, 6);
      note.textContent = t.note;
      outline.append(note);
    }
  });

  window.casedocsViewer = {
    get state() {
      return { shown: shown.length, topics: topics.length, selected: selected && selected.title, matches: found.length, step, zoom, dark, lang };
    },
    box: (index) => { const t = topics[index], s = measure(t); return { x: t.x * zoom + panX, y: t.y * zoom + panY, w: s.w * zoom, h: s.h * zoom, shown: shown.includes(t) }; },
    openAll, search, present,
  };
  function start() {
    setDark(dark);
    setLanguage(lang);
    arrange();
    fit();
    select(topics[0]);
    requestAnimationFrame(() => { draw(); document.documentElement.dataset.ready = String(Math.round(performance.now())); });
  }
  const fonts = Promise.all([400, 600].map((weight) => document.fonts.load(fontOf(15, weight), "Đồ")));
  Promise.race([fonts, new Promise((done) => setTimeout(done, 300))]).then(start, start);
})();
