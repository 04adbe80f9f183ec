import { bootstrap } from './bootstrap/bootstrap.mjs';

bootstrap('audit/main.ts');
