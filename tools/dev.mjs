import { bootstrap } from './bootstrap/bootstrap.mjs';

bootstrap('dev/main.ts');
