#!/bin/sh
# Installs the npm readers that tests compare with into a folder of their own and bundles tests/peers/read_maps.mjs.
# Usage: scripts/npm-peers.sh [FOLDER]   (the tests look into .venv/npm-peers)
set -eu

home="$(cd "$(dirname "$0")/.." && pwd)"
folder="${1:-$home/.venv/npm-peers}"
mkdir -p "$folder"
cd "$folder"
echo '{"private": true}' >package.json
npm install --no-audit --no-fund --ignore-scripts --loglevel=error \
    xmind-model@1.1.12 simple-mind-map@0.14.0 jszip@3 esbuild@0.25.0
cp "$home/tests/peers/read_maps.mjs" entry.mjs
node_modules/.bin/esbuild entry.mjs --bundle --platform=node --format=esm --log-level=error --outfile=read_maps.mjs \
    --banner:js="import{createRequire}from'module';const require=createRequire(import.meta.url);"
