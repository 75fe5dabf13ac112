// npm run dev: runs from src/ and starts again when something there changes.
import { generate, tool } from './steps.mjs';

await generate();
const { code } = await tool('tsx', ['watch', '--clear-screen=false', '--include', 'views/**/*', 'src/main.ts']);
process.exitCode = code;
