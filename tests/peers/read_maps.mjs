// Reads XMind files with two independent npm readers and prints what they see: {file: {reader: tree or null}}.
// A tree is [title, labels, [children]], for the attached topics of the first sheet. Bundled by scripts/npm-peers.sh.
import JSZip from "jszip";
import model from "xmind-model";
import { readFileSync } from "node:fs";

// simple-mind-map is made for browsers: its reader needs none, but modules beside it ask for these while they load.
globalThis.document = { documentElement: {}, createElement: () => ({ style: {} }) };
globalThis.window = globalThis;
console.log = () => {}; // it also reports what it cannot read, on the output that carries our answer
const { default: simple } = await import("simple-mind-map/src/parse/xmind.js");

const bySimple = (node) => [node.data.text, node.data.tag ?? [], node.children.map(bySimple)];
const byModel = (topic) => [topic.getTitle() ?? "", topic.getLabels() ?? [], topic.getChildrenByType("attached").map(byModel)];

async function readers(data) {
  const content = (await JSZip.loadAsync(data)).files["content.json"];
  return {
    "simple-mind-map": async () => bySimple(await simple.parseXmindFile(data)),
    "xmind-model": async () =>
      content ? byModel(new model.Workbook(JSON.parse(await content.async("string"))).getSheets()[0].getRootTopic()) : null,
  };
}

const seen = {};
for (const path of process.argv.slice(2)) {
  seen[path] = {};
  for (const [name, read] of Object.entries(await readers(readFileSync(path)))) {
    try {
      seen[path][name] = await read();
    } catch {
      seen[path][name] = null;
    }
  }
}
process.stdout.write(JSON.stringify(seen));
