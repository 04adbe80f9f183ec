import { bootstrap } from './bootstrap/bootstrap.mjs';

bootstrap('bench/main.ts');
