// Runs after every change of dependencies (`npm run lock`). npm leaves a platform's optional package out of the lock file when the
// registry at hand does not serve it, and `npm ci` then refuses the lock ("Missing: … from lock file"). This writes such entries
// back, with os, cpu and libc read from the package's name, so that every platform finds its own.
import { readFileSync, writeFileSync } from 'node:fs';

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'ppc64le', 'riscv64', 's390x', 'wasm32', 'x64'];
const SAME = { windows: 'win32', aarch64: 'arm64', gnueabihf: '', musleabihf: '' };

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Every place from which a package installed at `from` would resolve `name`, nearest first. */
function places(from, name) {
  const parts = from.split('/node_modules/');
  return [
    ...parts.map((_, i) => `${parts.slice(0, parts.length - i).join('/node_modules/')}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
}

const platform = (name) => {
  const words = name.split(/[/-]/).map((word) => SAME[word] ?? word);
  return {
    cpu: words.filter((word) => CPU.includes(word)),
    os: name === 'fsevents' ? ['darwin'] : words.filter((word) => OS.includes(word)),
    libc: /musl/.test(name) ? ['musl'] : /linux.*gnu/.test(name) ? ['glibc'] : [],
  };
};

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = /^[\^~]?(\d+\.\d+\.\d+\S*)$/.exec(range)?.[1];
    const limits = Object.entries(platform(name)).filter(([, values]) => values.length > 0);
    if (!version || limits.length === 0 || places(path, name).some((place) => lock.packages[place])) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...Object.fromEntries(limits),
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} platform entries written back`);
