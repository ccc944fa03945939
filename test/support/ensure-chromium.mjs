// A Chromium for the browser tests: $CHROMIUM, one on PATH, one unpacked before, else the distribution's packages.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FONT = 'fonts-noto-cjk';

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((dir) => join(dir, name))
    .find((path) => existsSync(path));
const find = () => NAMES.map(onPath).find(Boolean);

function sh(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 27, ...options });
  if (status !== 0)
    throw new Error(
      String(stderr || stdout || command)
        .trim()
        .split('\n')
        .at(-1),
    );
  return stdout;
}

/** The path of a Chromium that runs. Chinese text needs a font that many machines lack: it comes along where we install. */
export function ensureChromium(root) {
  const given = process.env.CHROMIUM;
  if (given) return given;
  const found = find() ?? unpacked(root);
  if (found) return found;
  try {
    console.log('No Chromium here: getting it from the distribution (apt).');
    if (process.getuid?.() === 0) {
      sh('apt-get', ['update']);
      sh('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', FONT], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    } else unpack(root);
    const got = find() ?? unpacked(root);
    if (got) return got;
    throw new Error('apt has no chromium');
  } catch (error) {
    throw new Error(
      `No Chromium for the browser tests (${error.message}). Install it: apt install chromium ${FONT} · dnf install chromium · ` +
        'apk add chromium · pacman -S chromium · brew install chromium. Or set CHROMIUM to one.',
      { cause: error },
    );
  }
}

const cacheOf = (root) => join(root, '.cache', 'chromium');
function unpacked(root) {
  const wrapper = join(cacheOf(root), 'chromium.sh');
  return existsSync(wrapper) ? wrapper : null;
}

/** Without root: the packages that are missing, unpacked under .cache, and a wrapper that tells the binary where its libraries are. */
function unpack(root) {
  const cache = cacheOf(root);
  const work = `${cache}.${process.pid}`;
  for (const dir of ['lists/partial', 'cache/archives/partial', 'state', 'debs', 'tree'])
    mkdirSync(join(work, dir), { recursive: true });
  const settings = [
    `Dir::State=${work}/state`,
    `Dir::State::lists=${work}/lists`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${work}/cache`,
    'Debug::NoLocking=1',
  ];
  const apt = (...args) =>
    sh('apt-get', ['-q', ...settings.flatMap((setting) => ['-o', setting]), ...args], { cwd: join(work, 'debs') });
  try {
    apt('update');
    const plan = apt('-s', '--no-install-recommends', 'install', 'chromium', FONT);
    apt('download', ...[...plan.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm)].map((match) => `${match[1]}=${match[2]}`));
    for (const file of readdirSync(join(work, 'debs'))) sh('dpkg', ['-x', join(work, 'debs', file), join(work, 'tree')]);
    rmSync(cache, { recursive: true, force: true });
    renameSync(join(work, 'tree'), cache);
    const libraries = sh('find', [cache, '-name', '*.so*', '-printf', '%h\n']).split('\n').filter(Boolean);
    const fonts = `<?xml version="1.0"?><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${cache}/usr/share/fonts</dir></fontconfig>`;
    writeFileSync(join(cache, 'fonts.conf'), fonts);
    const lines = [
      '#!/bin/sh',
      `export LD_LIBRARY_PATH="${[...new Set(libraries)].join(':')}:$LD_LIBRARY_PATH"`,
      `export FONTCONFIG_FILE="${cache}/fonts.conf"`,
      `exec "${cache}/usr/lib/chromium/chromium" "$@"`,
    ];
    writeFileSync(join(cache, 'chromium.sh'), `${lines.join('\n')}\n`, { mode: 0o755 });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
