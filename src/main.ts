import { start } from './start.ts';

// The process that serves.
await start();
