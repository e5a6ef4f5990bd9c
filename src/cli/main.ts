#!/usr/bin/env node
import { runCommand } from './run-command.js';

// A closed pipe (`ruleport … | head`) is the reader's choice, not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runCommand(process.argv.slice(2));
