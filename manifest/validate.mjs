// Checks a filled app package folder against Microsoft's own schemas: node manifest/validate.mjs <folder>
//
// The schemas and the checker come with the npm package @microsoft/app-manifest and are read from
// node_modules. That package fetches a schema it does not carry; here a fetch is an error instead.
// (It also needs fs-extra without saying so, which is why our package.json lists it.)

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const SCHEMAS = "https://developer.microsoft.com/en-us/json-schemas/teams/";
const MANIFEST = "manifest.json";

globalThis.fetch = async (url) => {
  throw new Error(`not among the schemas in node_modules, and nothing is fetched: ${url}`);
};

function loadChecker() {
  try {
    return createRequire(import.meta.url)("@microsoft/app-manifest").AppManifestUtils;
  } catch (error) {
    throw new Error(`cannot load @microsoft/app-manifest, run "npm ci" first (${error.code ?? error.message})`);
  }
}

async function read(folder, name) {
  try {
    return JSON.parse(await readFile(path.join(folder, name), "utf8"));
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}

/** The schema with its patterns legal: Microsoft's language schema has a bare "]" that Node refuses. */
function mended(schema) {
  if (!schema.patternProperties) return schema;
  const entries = Object.entries(schema.patternProperties);
  const legal = entries.map(([pattern, rule]) => [pattern.replaceAll("\\b]", "\\b\\]"), rule]);
  return { ...schema, patternProperties: Object.fromEntries(legal) };
}

/** The lines that say what is wrong with one file; none when it is right. */
async function problems(checker, name, content, kind, version) {
  const schema = `${SCHEMAS}v${version}/MicrosoftTeams.${kind}schema.json`;
  if (content.$schema !== schema) return [`${name}: $schema must be ${schema}`];
  const found = await checker.validateAgainstSchema(content, mended(await checker.fetchSchema(schema)));
  return found.map((line) => `${name}: ${line.trim()}`);
}

async function check(folder) {
  const checker = loadChecker();
  const manifest = await read(folder, MANIFEST);
  const version = manifest.manifestVersion;
  const found = await problems(checker, MANIFEST, manifest, "", version);
  for (const { file } of manifest.localizationInfo?.additionalLanguages ?? []) {
    found.push(...(await problems(checker, file, await read(folder, file), "Localization.", version)));
  }
  return found;
}

const folder = process.argv[2];
const found = folder
  ? await check(folder).catch((error) => [error.message])
  : ["say which folder: node manifest/validate.mjs <folder>"];
for (const line of found) console.error(line);
process.exitCode = found.length ? 1 : 0;
