// Bundles css/, ts/ and img/ into OUT: hashed names, compressed copies beside them, and manifest.json (name -> file and sizes).
// node build.mjs OUT
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? "out");

installPackages();
const { build } = await import("esbuild");
const result = await build({
  absWorkingDir: here,
  entryPoints: ["css/site.css", "css/plain.css", "css/office.css", "ts/site.ts", "ts/office.ts", "ts/account.ts", "ts/compare.ts", "css/zoom.css", "ts/zoom.ts", "img/favicon.svg"],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outdir: out,
  entryNames: "[name].[hash]",
  assetNames: "[name].[hash]",
  publicPath: "/assets",
  loader: { ".woff2": "file", ".svg": "copy" },
  target: ["es2020", "chrome100", "firefox100", "safari15"],
  format: "iife",
  legalComments: "none",
  logLevel: "warning",
});

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const manifest = {};
for (const { path, contents } of result.outputFiles) {
  const file = basename(path);
  const bytes = Buffer.from(contents);
  writeFileSync(join(out, file), bytes);
  const entry = { file, bytes: bytes.length };
  if (extname(file) !== ".woff2") {
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    const gz = gzipSync(bytes, { level: 9 });
    writeFileSync(join(out, `${file}.br`), br);
    writeFileSync(join(out, `${file}.gz`), gz);
    Object.assign(entry, { br: br.length, gz: gz.length });
  }

  manifest[nameOf(file)] = entry;
}

writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 1));

/** site.ABCD1234.css -> site.css ; the font's long name -> font.woff2 */
function nameOf(file) {
  const parts = file.split(".");
  return extname(file) === ".woff2" ? "font.woff2" : `${parts[0]}.${parts.at(-1)}`;
}

/** npm ci, once: two builds at the same time wait for each other. */
function installPackages() {
  const lock = join(here, "package-lock.json");
  const mark = join(here, "node_modules", ".package-lock.json");
  const fresh = () => existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs;
  const guard = join(here, ".installing");
  for (let waited = 0; !fresh(); waited++) {
    try {
      mkdirSync(guard);
    } catch {
      if (waited > 600) {
        throw new Error(`Another installation seems stuck; remove ${guard} and build again.`);
      }

      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
      continue;
    }

    try {
      if (!fresh()) {
        execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
        writeFileSync(mark, readFileSync(mark));
      }
    } finally {
      rmdirSync(guard);
    }
  }
}
