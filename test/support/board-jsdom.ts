// jsdom has no TextEncoder, which the schema library of the contracts takes when it is loaded; every browser has one. Import this first.
import { TextDecoder, TextEncoder } from 'node:util';

Object.assign(globalThis, { TextEncoder, TextDecoder });
