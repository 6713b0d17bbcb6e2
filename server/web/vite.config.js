// One script for each file in src/ that is named here; a page loads at most those that it names.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const ENTRIES = ["enhance", "editor", "network"];
const source = (name) => fileURLToPath(new URL(`src/${name}.ts`, import.meta.url));

export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  build: {
    // build.py gives another folder and puts it in this place when it is whole.
    outDir: "../strategy_graph/web/static/built",
    emptyOutDir: true,
    target: "es2022",
    // The pages state what they load, so that nothing is loaded by a script of Vite's own.
    modulePreload: false,
    // The licences of the packages travel with the bundles, as they ask.
    license: { fileName: "licences.md" },
    rolldownOptions: {
      input: Object.fromEntries(
        ENTRIES.filter((name) => existsSync(source(name))).map((name) => [name, source(name)]),
      ),
      // Fixed names: the pages add the hash of the contents to the address.
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "shared-[name].js" },
    },
  },
});
