"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const get = (id) => document.getElementById(id);
  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const pages = new Map(data.pages.map((page) => [page.number, page]));
  const items = data.items.map((item) => ({ ...item, state: "open", now: item.value }));
  const wordEdits = new Map();
  let lang = data.lang, here = 0, shown = 0, zoom = 1, editing = null, word = -1;
  const say = (key) => data.words[lang][key];
  const imageOf = (number) => (pages.get(number) || { image: "" }).image;

  function seen() { return items.filter((item) => item.state !== "open").length; }

  function announce(text) { get("live").textContent = text; }

  // the picture

  function drawPage(number) {
    const page = pages.get(number) || data.pages[0];
    if (!page) return;
    const sheet = get("sheet");
    if (shown !== page.number) {
      sheet.replaceChildren();
      if (page.picture) {
        const image = make("img");
        image.src = page.picture;
        image.alt = `${say("page")} ${page.number}`;
        sheet.append(image);
      }
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", `0 0 ${page.size[0] || 1} ${page.size[1] || 1}`);
      svg.setAttribute("preserveAspectRatio", "none");
      page.words.forEach((one) => {
        if (one[1]) svg.append(rectangle(one[1], one[2] !== null && one[2] < 0.85 ? "low" : ""));
      });
      sheet.append(svg);
      shown = page.number;
      drawText(page);
    }
    sheet.style.width = `${Math.round(zoom * 100)}%`;
  }

  function rectangle(edges, name) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    node.setAttribute("x", edges[0] - 1);
    node.setAttribute("y", edges[1] - 1);
    node.setAttribute("width", edges[2] - edges[0] + 2);
    node.setAttribute("height", edges[3] - edges[1] + 2);
    if (name) node.setAttribute("class", name);
    return node;
  }

  function drawText(page) {
    const box = get("text");
    box.replaceChildren();
    page.lines.forEach(([start, end]) => {
      for (let index = start; index < end; index += 1) {
        const edit = wordEdits.get(`${page.number}/${index}`);
        const low = page.words[index][2] !== null && page.words[index][2] < 0.85;
        const node = make("span", edit ? "changed" : low ? "low" : "", edit ? edit.now : page.words[index][0]);
        node.dataset.index = index;
        box.append(node, index + 1 < end ? " " : "\n");
      }
    });
  }

  function highlight(boxes) {
    const svg = get("sheet").querySelector("svg");
    if (!svg) return;
    svg.querySelectorAll(".here").forEach((node) => node.remove());
    let first = null;
    boxes.filter((box) => box[0] === shown).forEach((box) => {
      const node = rectangle(box.slice(1), "here");
      svg.append(node);
      first = first || node;
    });
    get("text").querySelectorAll(".here").forEach((node) => node.classList.remove("here"));
    const page = pages.get(shown);
    let firstWord = null;
    get("text").querySelectorAll("span").forEach((node) => {
      const edges = page.words[Number(node.dataset.index)][1];
      if (edges && boxes.some((box) => box[0] === shown && inside(edges, box.slice(1)))) {
        node.classList.add("here");
        firstWord = firstWord || node;
      }
    });
    if (first) first.scrollIntoView({ block: "center", inline: "nearest" });
    if (firstWord) firstWord.scrollIntoView({ block: "center" });
  }

  function inside(one, other) {
    const x = (one[0] + one[2]) / 2, y = (one[1] + one[3]) / 2;
    return x >= other[0] - 1 && x <= other[2] + 1 && y >= other[1] - 1 && y <= other[3] + 1;
  }

  // the list

  function label(item) {
    if (item.type === "word") return say("word");
    return item.label[lang === "vi" ? 0 : 1] + (item.person ? ` · ${item.person}` : "");
  }

  function drawItems() {
    const list = get("items");
    list.replaceChildren();
    items.forEach((item, index) => {
      const row = make("li", `${item.state}${index === here ? " here" : ""}`);
      row.append(make("b", "", label(item)), make("span", "conf", `${Math.round(item.confidence * 100)}%`));
      row.append(make("span", "val", item.now || say("empty")), make("span", "state", item.state === "open" ? "" : say(item.state)));
      list.append(row);
    });
    if (!items.length) list.append(make("li", "", say("none")));
    get("progress").textContent = say("progress").replace("{done}", seen()).replace("{all}", items.length);
  }

  function drawCard() {
    const card = get("card"), item = items[here];
    card.replaceChildren();
    if (!item) return;
    card.append(make("h2", "", `${label(item)} — ${say("page")} ${item.page} · ${Math.round(item.confidence * 100)}%`));
    if (editing) card.append(editing);
    else card.append(make("div", "value", item.now || say("empty")));
    const list = make("dl");
    [["was", item.raw], ["cue", item.cue], ["line", item.line]].forEach(([name, text]) => {
      if (text) list.append(make("dt", "", say(name)), make("dd", "", text));
    });
    card.append(list);
  }

  function show() {
    const item = items[here];
    if (item) drawPage(item.page || data.pages[0].number);
    else if (data.pages.length) drawPage(data.pages[0].number);
    drawItems();
    drawCard();
    if (item) highlight(item.boxes);
    const row = get("items").querySelector(".here");
    if (row) row.scrollIntoView({ block: "nearest" });
    document.documentElement.lang = lang;
    document.querySelector('[data-do="save"]').textContent = say("save");
  }

  function move(by) {
    if (!items.length) return;
    here = Math.min(Math.max(here + by, 0), items.length - 1);
    show();
    announce(`${label(items[here])}: ${items[here].now}`);
  }

  function nextOpen() {
    const order = items.map((_, index) => (here + 1 + index) % items.length);
    const found = order.find((index) => items[index].state === "open");
    if (found === undefined) { announce(say("none")); drawItems(); return; }
    here = found;
    show();
  }

  function mark(state, now) {
    const item = items[here];
    if (!item) return;
    if (state !== "open" && !imageOf(item.page)) { announce(say("nopicture")); return; }
    item.state = state;
    item.now = now;
    if (item.type === "word") setWord(item.page, item.index, state === "denied" ? "" : now, state);
    if (state === "open") show(); else nextOpen();
  }

  function setWord(page, index, now, state) {
    const key = `${page}/${index}`;
    if (state === "open") wordEdits.delete(key);
    else wordEdits.set(key, { page, index, now });
    const saved = shown;
    shown = 0;
    drawPage(saved);
  }

  function edit(value, keep) {
    editing = make("input");
    editing.value = value;
    editing.setAttribute("aria-label", say("was"));
    editing.spellcheck = false;
    drawCard();
    editing.focus();
    editing.select();
    editing.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.isComposing) { const text = editing.value.trim(); close(); keep(text); }
      if (event.key === "Escape") { close(); show(); }
    });
  }

  function close() { editing = null; get("picture").focus(); }

  // words of the text

  function pickWord(by) {
    const page = pages.get(shown);
    if (!page || !page.words.length) return;
    word = Math.min(Math.max(word + by, 0), page.words.length - 1);
    const edges = page.words[word][1];
    highlight(edges ? [[shown, ...edges]] : []);
    announce(page.words[word][0]);
  }

  function editWord() {
    const page = pages.get(shown), index = word;
    if (!imageOf(shown) || !page.words[index][1]) { announce(say("nopicture")); return; }
    const edited = wordEdits.get(`${shown}/${index}`);
    edit(edited ? edited.now : page.words[index][0], (text) => {
      setWord(shown, index, text, "changed");
      drawCard();
      pickWord(0);
    });
  }

  // the file

  function collected() {
    const words = [...wordEdits.values()].map((one) => {
      const page = pages.get(one.page);
      const [text, edges] = page.words[one.index];
      return { image: page.image, page: one.page, box: edges, index: one.index, old: text, new: one.now };
    });
    const fields = items.filter((item) => item.type === "field" && item.state !== "open" && item.boxes.length).map((item) => ({
      image: imageOf(item.boxes[0][0]), page: item.boxes[0][0], box: item.boxes[0].slice(1), name: item.name,
      person: item.person, old: item.value, new: item.state === "denied" ? "" : item.now,
    }));
    return { format: "casedocs-corrections-1", source: data.source, words, fields };
  }

  function save() {
    const blob = new Blob([JSON.stringify(collected(), null, 1)], { type: "application/json" });
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${(data.source || "document").replace(/\.[^.]*$/, "")}.corrections.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    announce(say("saved"));
  }

  function help() {
    const box = get("help");
    box.textContent = say("keys");
    box.hidden = !box.hidden;
  }

  const actions = {
    j: () => move(1), arrowdown: () => move(1), k: () => move(-1), arrowup: () => move(-1), n: nextOpen,
    y: () => items[here] && mark("confirmed", items[here].value), " ": () => items[here] && mark("confirmed", items[here].value),
    x: () => items[here] && mark("denied", items[here].value), u: () => items[here] && mark("open", items[here].value),
    t: () => { word = word < 0 ? 0 : word; pickWord(0); },
    arrowright: () => pickWord(1), arrowleft: () => pickWord(-1),
    enter: () => {
      if (word >= 0) editWord();
      else if (items[here]) edit(items[here].now, (text) => mark(text === items[here].value ? "confirmed" : text ? "changed" : "denied", text || items[here].value));
    },
    "+": () => { zoom = Math.min(zoom * 1.25, 6); show(); }, "=": () => { zoom = Math.min(zoom * 1.25, 6); show(); },
    "-": () => { zoom = Math.max(zoom / 1.25, 0.4); show(); }, s: save, l: () => { lang = lang === "vi" ? "en" : "vi"; show(); },
    "?": help,
    escape: () => { get("help").hidden = true; word = -1; show(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || editing) return;
    if (event.target.tagName === "BUTTON" && (event.key === "Enter" || event.key === " ")) return;
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.querySelectorAll("button").forEach((button) => button.addEventListener("click", () => {
    ({ save, help, lang: actions.l })[button.dataset.do]();
    get("picture").focus();
  }));
  get("items").addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (row) { here = [...get("items").children].indexOf(row); show(); }
  });

  globalThis.casedocsReview = {
    get state() { return { here, page: shown, seen: seen(), items: items.length, lang, zoom, word, value: items[here] && items[here].now }; },
    collected,
  };
  show();
  get("picture").focus();
  document.documentElement.dataset.ready = "1";
})();
