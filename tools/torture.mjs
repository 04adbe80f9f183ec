import { bootstrap } from './bootstrap/bootstrap.mjs';

bootstrap('torture/main.ts');
