"use strict";
// The viewer of one map file: lays out, draws what is on the screen, folds, searches, steps. No library, no network.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const T = data.texts, NS = "http://www.w3.org/2000/svg";
  const $ = id => document.getElementById(id);
  const svg = $("map"), world = $("world"), edgesG = $("edges"), nodesG = $("nodes"), arcsG = $("arcs");
  const note = $("note"), noteTitle = $("noteTitle"), noteText = $("noteText"), noteLink = $("noteLink");
  const measure = document.createElement("canvas").getContext("2d");
  const FONT = "'Segoe UI','Noto Sans','DejaVu Sans',Arial,sans-serif";
  const WIDTH = 280, GAP_Y = 8, GAP_X = 44, PAD = 9;
  const COLOURS = 8;
  let nodes = [], arrows = [], order = [], view = { x: 0, y: 0, k: 1 }, selected = 0, step = -1, hits = [], hit = -1;
  const drawn = new Map();

  const fold = s => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  // ---- data -----------------------------------------------------------------------------------------------------
  function open(sheetIndex) {
    const sheet = data.sheets[sheetIndex];
    nodes = sheet.nodes.map((row, i) => ({
      i, parent: row[0], title: row[1], label: row[2], note: row[3], link: row[4], state: row[5], kind: row[6],
      shut: false, kids: [], depth: 0, branch: 0, lines: null, x: 0, y: 0, w: 0, h: 0, room: 0, key: null
    }));
    for (const n of nodes) {
      if (n.parent < 0) continue;
      const p = nodes[n.parent];
      p.kids.push(n);
      n.depth = p.depth + 1;
      n.branch = n.depth === 1 ? (p.kids.length - 1) % COLOURS : p.branch;
    }
    for (let i = 0; i < nodes.length; i++) nodes[i].shut = nodes[i].kids.length > 0 && (nodes[i].depth >= data.depth || sheet.shut.includes(i));
    if (nodes.length) nodes[0].shut = false;
    arrows = sheet.arrows;
    selected = 0; step = -1; hits = []; hit = -1;
    document.querySelectorAll(".tab").forEach((b, i) => b.setAttribute("aria-pressed", String(i === sheetIndex)));
    layout();
    fit();
    select(0, false);
  }

  // ---- text and layout ------------------------------------------------------------------------------------------
  const size = n => n.depth === 0 ? 20 : n.depth === 1 ? 16 : 14;
  const weight = n => n.depth < 2 ? "600" : "400";

  function breakLine(text) {
    const out = [];
    for (const paragraph of text.split("\n")) {
      let line = "";
      if (measure.measureText(paragraph).width <= WIDTH) { out.push(paragraph); continue; }
      for (let word of paragraph.split(" ")) {
        while (measure.measureText(word).width > WIDTH && word.length > 1) {
          let end = Math.max(1, Math.floor(word.length * WIDTH / measure.measureText(word).width));
          out.push((line ? line + " " : "") + word.slice(0, end));
          line = "";
          word = word.slice(end);
        }
        const joined = line ? line + " " + word : word;
        if (line && measure.measureText(joined).width > WIDTH) { out.push(line); line = word; }
        else line = joined;
      }
      out.push(line);
    }
    return out.length > 12 ? [...out.slice(0, 11), out[11] + " …"] : out;
  }

  function shape(n) {
    measure.font = `${weight(n)} ${size(n)}px ${FONT}`;
    n.lines = breakLine(n.title || " ");
    let w = 0;
    for (const line of n.lines) w = Math.max(w, measure.measureText(line).width);
    n.h = n.lines.length * size(n) * 1.35 + 2 * PAD - 4;
    if (n.label) {
      measure.font = `400 11px ${FONT}`;
      w = Math.max(w, Math.min(measure.measureText(n.label).width, WIDTH));
      n.h += 15;
    }
    n.w = w + 2 * PAD + (n.state ? 16 : 0) + (n.note || n.link ? 18 : 0);
  }

  // Shown nodes in reading order; no recursion, so depth is no limit.
  function layout() {
    order = [];
    const stack = nodes.length ? [nodes[0]] : [];
    while (stack.length) {
      const n = stack.pop();
      order.push(n);
      if (!n.lines) shape(n);
      if (!n.shut) for (let i = n.kids.length - 1; i >= 0; i--) stack.push(n.kids[i]);
    }
    for (let i = order.length - 1; i >= 0; i--) {
      const n = order[i];
      let room = 0;
      if (!n.shut) for (const kid of n.kids) room += kid.room + (room ? GAP_Y : 0);
      n.room = Math.max(n.h, room);
    }
    for (const n of order) {
      if (n.parent < 0) { n.x = 0; n.y = -n.h / 2; n.top = -n.room / 2; }
      if (n.shut) continue;
      let inner = 0;
      for (const kid of n.kids) inner += kid.room + GAP_Y;
      let top = n.top + (n.room - inner + GAP_Y) / 2;
      for (const kid of n.kids) {
        kid.x = n.x + n.w + GAP_X;
        kid.top = top;
        kid.y = top + kid.room / 2 - kid.h / 2;
        top += kid.room + GAP_Y;
      }
    }
    document.body.dataset.shown = order.length;
    redraw(true);
  }

  // ---- drawing --------------------------------------------------------------------------------------------------
  function make(tag, attributes, parent) {
    const e = document.createElementNS(NS, tag);
    for (const key in attributes) e.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(e);
    return e;
  }

  function build(n) {
    const g = make("g", { class: `n d${Math.min(n.depth, 2)} b${n.branch} k${n.kind}`, transform: `translate(${n.x},${n.y})` }, nodesG);
    g.dataset.i = n.i;
    make("rect", { width: n.w, height: n.h, rx: 7 }, g);
    let x = PAD, y = PAD - 2;
    if (n.state) { make("circle", { cx: PAD + 4, cy: n.h / 2, r: 5, class: "s" + n.state }, g); x += 16; }
    for (const line of n.lines) {
      y += size(n) * 1.35;
      make("text", { x, y: y - size(n) * 0.35, "font-size": size(n), "font-weight": weight(n) }, g).textContent = line;
    }
    if (n.label) make("text", { x, y: y + 10, "font-size": 11, class: "label" }, g).textContent = n.label;
    if (n.note || n.link) make("text", { x: n.w - 17, y: n.h / 2 + 5, "font-size": 13, class: "sign" }, g).textContent = n.link ? "↗" : "✎";
    if (n.kids.length) {
      const t = make("g", { class: "fold", transform: `translate(${n.w},${n.h / 2})` }, g);
      t.dataset.fold = n.i;
      make("circle", { r: 8, cx: 8 }, t);
      make("text", { x: 8, y: 4, "font-size": 11, "text-anchor": "middle" }, t).textContent = n.shut ? n.kids.length > 99 ? "+" : n.kids.length : "–";
    }
    return g;
  }

  const curve = (x1, y1, x2, y2) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;

  function redraw(fresh, all) {
    world.setAttribute("transform", `translate(${view.x},${view.y}) scale(${view.k})`);
    if (fresh) { nodesG.textContent = ""; drawn.clear(); }
    const w = svg.clientWidth, h = svg.clientHeight, far = 200;
    const left = (-view.x - far) / view.k, top = (-view.y - far) / view.k;
    const right = (w - view.x + far) / view.k, bottom = (h - view.y + far) / view.k;
    const near = n => all || (n.x < right && n.x + n.w > left && n.y < bottom && n.y + n.h > top);
    const paths = Array.from({ length: COLOURS }, () => []);
    const keep = new Set();
    for (const n of order) {
      if (near(n)) {
        keep.add(n.i);
        if (!drawn.has(n.i)) drawn.set(n.i, build(n));
      }
      if (n.parent >= 0) {
        const p = nodes[n.parent], y1 = p.y + p.h / 2, y2 = n.y + n.h / 2;
        if (all || (Math.min(y1, y2) < bottom && Math.max(y1, y2) > top && p.x < right && n.x > left))
          paths[n.branch].push(curve(p.x + p.w, y1, n.x, y2));
      }
    }
    for (const [i, g] of drawn) if (!keep.has(i)) { g.remove(); drawn.delete(i); }
    edgesG.textContent = "";
    paths.forEach((p, i) => { if (p.length) make("path", { d: p.join(""), class: "e b" + i }, edgesG); });
    drawArrows();
    mark();
  }

  function shownAt(i) {
    let n = nodes[i];
    for (let p = n; p.parent >= 0; p = nodes[p.parent]) if (nodes[p.parent].shut) n = nodes[p.parent];
    return n;
  }

  function drawArrows() {
    arcsG.textContent = "";
    for (const [from, to, title] of arrows) {
      const a = shownAt(from), b = shownAt(to);
      if (a === b) continue;
      const x1 = a.x + a.w + (a.kids.length ? 17 : 0), y1 = a.y + a.h / 2, x2 = b.x + b.w + (b.kids.length ? 17 : 0), y2 = b.y + b.h / 2;
      const bend = Math.max(x1, x2) + 40 + Math.abs(y2 - y1) / 6;
      make("path", { d: `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`, class: "arc", "marker-end": "url(#arrow)" }, arcsG);
      if (title) make("text", { x: (x1 + x2) / 8 + bend * 0.75 + 4, y: (y1 + y2) / 2, class: "arcText", "font-size": 12 }, arcsG).textContent = title;
    }
  }

  function mark() {
    const found = new Set(hits);
    for (const [i, g] of drawn) {
      g.classList.toggle("on", i === selected);
      g.classList.toggle("hit", found.has(i));
    }
  }

  // ---- moving about ---------------------------------------------------------------------------------------------
  let waiting = false;
  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; redraw(false); });
  }

  function bounds() {
    let l = 0, t = 0, r = 1, b = 1;
    for (const n of order) { l = Math.min(l, n.x); t = Math.min(t, n.y); r = Math.max(r, n.x + n.w); b = Math.max(b, n.y + n.h); }
    return { l: l - 20, t: t - 20, r: r + 40, b: b + 20 };
  }

  function fit() {
    const box = bounds(), w = svg.clientWidth || 1, h = svg.clientHeight || 1;
    view.k = Math.max(0.35, Math.min(1.3, w / (box.r - box.l), h / (box.b - box.t)));
    view.x = Math.min(30, (w - (box.r + box.l) * view.k) / 2);
    if ((box.r - box.l) * view.k < w) view.x = (w - (box.r + box.l) * view.k) / 2;
    view.y = h / 2;
    redraw(false);
  }

  function zoom(factor, cx, cy) {
    const k = Math.max(0.05, Math.min(4, view.k * factor));
    view.x = cx - (cx - view.x) * k / view.k;
    view.y = cy - (cy - view.y) * k / view.k;
    view.k = k;
    later();
  }

  function centre(n) {
    view.x = svg.clientWidth * 0.4 - (n.x + n.w / 2) * view.k;
    view.y = svg.clientHeight * 0.45 - (n.y + n.h / 2) * view.k;
    later();
  }

  function reveal(n) {
    let changed = false;
    for (let p = nodes[n.parent]; p; p = nodes[p.parent]) if (p.shut) { p.shut = false; changed = true; }
    if (changed) layout();
  }

  function safe(link) { return /^(https?:|mailto:|file:|[^:]*$)/i.test(link) && !/^\s*(javascript|data|vbscript):/i.test(link); }

  function select(i, move) {
    const n = nodes[i];
    if (!n) return;
    selected = i;
    reveal(n);
    if (move) centre(n);
    noteTitle.textContent = n.title;
    noteText.textContent = [n.label, n.note].filter(Boolean).join("\n\n");
    noteLink.hidden = !(n.link && safe(n.link));
    if (!noteLink.hidden) { noteLink.href = n.link; noteLink.textContent = T.open + ": " + n.link; }
    note.hidden = !(n.note || n.link || (n.label && step >= 0));
    mark();
  }

  function toggle(n) {
    n.shut = !n.shut && n.kids.length > 0;
    layout();
  }

  function setAll(shut) {
    for (const n of nodes) n.shut = shut && n.kids.length > 0 && n.depth >= 1;
    layout();
    fit();
  }

  // ---- search ---------------------------------------------------------------------------------------------------
  function search(text) {
    const wanted = fold(text.trim());
    hits = []; hit = -1;
    if (wanted) for (const n of nodes) {
      if (n.key === null) n.key = fold(n.title + "\n" + n.label + "\n" + n.note);
      if (n.key.includes(wanted)) hits.push(n.i);
    }
    $("count").textContent = wanted ? String(hits.length) : "";
    if (hits.length) next(1); else mark();
  }

  function next(by) {
    if (!hits.length) return;
    hit = (hit + by + hits.length) % hits.length;
    select(hits[hit], true);
    $("count").textContent = `${hit + 1}/${hits.length}`;
  }

  // ---- steps ----------------------------------------------------------------------------------------------------
  function go(to) {
    if (!nodes.length) return;
    if (to < 0) return stop();
    step = Math.min(to, nodes.length - 1);
    document.body.classList.add("stepping");
    const n = nodes[step];
    for (const m of nodes) if (m.kids.length && m.depth >= 1) m.shut = true;
    n.shut = false;
    for (let p = nodes[n.parent]; p; p = nodes[p.parent]) p.shut = false;
    view.k = Math.max(view.k, 1.1);
    layout();
    select(step, true);
    $("step").textContent = `${step + 1}/${nodes.length}`;
  }

  function stop() {
    step = -1;
    document.body.classList.remove("stepping");
    $("step").textContent = "";
    select(selected, false);
  }

  function key(e) {
    if (e.target === $("find")) {
      if (e.key === "Enter") next(e.shiftKey ? -1 : 1);
      if (e.key === "Escape") { $("find").value = ""; search(""); svg.focus(); }
      return;
    }
    const n = nodes[selected];
    const forward = e.key === "ArrowRight" || e.key === "ArrowDown" || e.key === " " || e.key === "PageDown";
    const back = e.key === "ArrowLeft" || e.key === "ArrowUp" || e.key === "PageUp";
    if (e.key === "f" && e.ctrlKey || e.key === "/") $("find").focus();
    else if (e.key === "p" && !e.ctrlKey) step < 0 ? go(0) : stop();
    else if (e.key === "Escape") stop();
    else if (e.key === "+" || e.key === "=") zoom(1.2, svg.clientWidth / 2, svg.clientHeight / 2);
    else if (e.key === "-") zoom(1 / 1.2, svg.clientWidth / 2, svg.clientHeight / 2);
    else if (e.key === "0") fit();
    else if (step >= 0 && forward) go(step + 1);
    else if (step >= 0 && back) go(step - 1);
    else if (e.key === "Enter" && n) toggle(n);
    else if (n && (forward || back)) {
      const at = order.indexOf(n);
      if (e.key === "ArrowRight") { if (n.shut) toggle(n); if (n.kids[0]) select(n.kids[0].i, true); }
      else if (e.key === "ArrowLeft") { if (n.parent >= 0) select(n.parent, true); }
      else { const m = order[at + (forward ? 1 : -1)]; if (m) select(m.i, true); }
    }
    else return;
    e.preventDefault();
  }

  // ---- events ---------------------------------------------------------------------------------------------------
  let drag = null;
  svg.addEventListener("pointerdown", e => { drag = { x: e.clientX, y: e.clientY, moved: false, target: e.target }; });
  svg.addEventListener("pointermove", e => {
    if (!drag) return;
    const dx = e.clientX - drag.x, dy = e.clientY - drag.y;
    if (!drag.moved && Math.abs(dx) + Math.abs(dy) < 4) return;
    if (!drag.moved) svg.setPointerCapture(e.pointerId);
    drag.moved = true; drag.x = e.clientX; drag.y = e.clientY;
    view.x += dx; view.y += dy;
    later();
  });
  addEventListener("pointerup", () => {
    const d = drag;
    drag = null;
    if (!d || d.moved) return;
    const f = d.target.closest("[data-fold]"), g = d.target.closest("[data-i]");
    if (f) toggle(nodes[Number(f.dataset.fold)]);
    else if (g) select(Number(g.dataset.i), false);
  });
  svg.addEventListener("dblclick", e => { const g = e.target.closest("[data-i]"); if (g) toggle(nodes[Number(g.dataset.i)]); });
  svg.addEventListener("wheel", e => { e.preventDefault(); zoom(Math.exp(-e.deltaY / 500), e.clientX, e.clientY - svg.getBoundingClientRect().top); }, { passive: false });
  addEventListener("keydown", key);
  addEventListener("resize", later);
  addEventListener("beforeprint", () => {
    const box = bounds();
    redraw(false, true);
    world.removeAttribute("transform");
    svg.setAttribute("viewBox", `${box.l} ${box.t} ${box.r - box.l} ${box.b - box.t}`);
  });
  addEventListener("afterprint", () => { svg.removeAttribute("viewBox"); redraw(true); });
  $("find").addEventListener("input", e => search(e.target.value));
  $("fit").addEventListener("click", fit);
  $("openAll").addEventListener("click", () => setAll(false));
  $("shutAll").addEventListener("click", () => setAll(true));
  $("steps").addEventListener("click", () => step < 0 ? go(0) : stop());
  $("dark").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  $("print").addEventListener("click", () => print());
  $("closeNote").addEventListener("click", () => { note.hidden = true; });
  document.querySelectorAll(".tab").forEach((b, i) => b.addEventListener("click", () => open(i)));
  open(data.active);
  document.body.dataset.ready = "1";
})();
