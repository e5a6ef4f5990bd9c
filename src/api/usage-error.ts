export { UsageError } from '../diagnostics/usage-error.js';
