import { exitWith } from './cli/exit.js';
import { serve } from './cli/serve.command.js';

serve().then(() => process.exit(0), exitWith);
