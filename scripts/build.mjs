// npm run build: src/ to dist/.
import { build } from './steps.mjs';

await build();
